//! Texts that are not valid TOML.

use super::check;

#[test]
fn a_syntax_error_does_not_hide_other_problems() {
    check(
        r#"
registry = "ghcr.io/acme
                        | deploy-syntax: not valid TOML
replicas = 0
           ^ deploy-bad-value
"#,
    );
}

#[test]
fn a_value_that_cannot_be_read_has_one_problem() {
    check(
        r#"
tag = v1
      ^^ deploy-syntax: A text must be in quotes. Write `"v1"`.
memory =
        | deploy-syntax: The value is missing
"#,
    );
}

#[test]
fn a_key_is_set_once() {
    check(
        r#"
tag = "1"
~~~ deploy-syntax: first set here
tag = "2"
^^^ deploy-syntax: `tag` is already set in this table. Remove one
[environment.a]
             ~ deploy-syntax
tag = "3"
[environment.a]
             ^ deploy-syntax: already defined
"#,
    );
    check("[environment.a]\ntag = \"2\"\n[environment.b]\ntag = \"3\"\n");
}

#[test]
fn the_three_ways_to_write_a_table_are_equal() {
    check("[environment.a]\ndatabase.storage = \"2Gi\"\n");
    check("[environment.a.database]\nstorage = \"2Gi\"\n");
    check("[environment]\na = { database = { storage = \"2Gi\" } }\n");
}
