//! Environments and what they extend.

use super::check;

#[test]
fn names_of_environments_are_short_and_lower_case() {
    check(
        r#"
tag = "1"
[environment.Production]
             ^^^^^^^^^^ deploy-bad-value: cannot be the name of an environment
[environment.a_b]
             ^^^ deploy-bad-value: at most 20 lower-case letters
"#,
    );
    check("[environment.production-1]\n");
}

#[test]
fn an_environment_extends_another_one() {
    check(
        r#"
[environment.staging]
extends = "production"
[environment.production]
tag = "1"
[environment.other]
tag = "1"
extends = "prodution"
          ^^^^^^^^^^^ deploy-unknown-environment: Did you mean `production`?
"#,
    );
    check("[environment.a]\nextends = \"b\"\n[environment.b]\ntag = \"1\"\n");
}

#[test]
fn environments_do_not_extend_each_other() {
    check(
        r#"
tag = "1"
[environment.a]
extends = "b"
          ^^^ deploy-extends-cycle: The environments `a`, `b`, `c` extend each other in a cycle
[environment.b]
extends = "c"
          ~~~ deploy-extends-cycle
[environment.c]
extends = "a"
          ~~~ deploy-extends-cycle
[environment.d]
extends = "a"
[environment.e]
extends = "e"
          ^^^ deploy-extends-cycle: The environment `e` extends itself
"#,
    );
}

#[test]
fn later_environments_run_versions() {
    check(
        r#"
[environment.development]
[environment.staging]
tag = "dev"
^^^^^^^^^^^ unused-value
      ^^^^^ mutable-tag: and `staging` runs them
[environment.production]
             ^^^^^^^^^^ mutable-tag: The images with the tag `dev` change
[environment.test]
tag = "latest"
      ^^^^^^^^ mutable-tag
[environment.other]
tag = "1.4.0"
"#,
    );
    check("[environment.development]\n[environment.production]\ntag = \"1.4.0\"\n");
    check("tag = \"latest\"\n      ^^^^^^^^ mutable-tag\n");
}

#[test]
fn services_run_versions_too() {
    check(
        r#"
tag = "1"
[service.Order]
tag = "dev"
      ^^^^^ mutable-tag
[environment.a]
[environment.a.service.Customer]
tag = "dev"
[environment.b.service.Customer]
tag = "dev"
      ^^^^^ mutable-tag
"#,
    );
}

#[test]
fn does_not_suggest_that_an_environment_extends_itself() {
    check(
        r#"
[environment.production]
extends = "prod"
          ^^^^^^ deploy-unknown-environment: Add it, or remove this line.
"#,
    );
    check(
        r#"
tag = "1"
[environment.staging]
[environment.production]
extends = "prod"
          ^^^^^^ deploy-unknown-environment: Possible names: `staging`.
"#,
    );
}
