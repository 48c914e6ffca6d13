//! Syntax errors, which must hide as few other diagnostics as possible.

use super::{analysis, check, check_file};

#[test]
fn reports_missing_tokens_where_they_belong() {
    check(
        "
         S: service {
           a: int
                 | syntax-error: Missing `;`.
           b: int;
         }",
    );
    check(
        "
         S: service { a: int(99999999999); }
                             ^^^^^^^^^^^ number-overflow: Integer out of range.",
    );
}

#[test]
fn an_error_in_one_block_hides_nothing_in_another() {
    check(
        "
         S: service { a int; }
                       | syntax-error: Missing `:` after the name.
         T: service { a: strng; }
                         ^^^^^ unknown-type: Did you mean `string`?
         U: service { a: int( ; #omit[update]; }
                            ^ syntax-error: Unclosed `(`. Add a `)` after the last argument.",
    );
}

#[test]
fn an_error_in_one_attribute_hides_nothing_in_its_neighbours() {
    check(
        "
         S: service {
           a: strng @srver;
              ^^^^^ unknown-type
                     ^^^^^ unknown-annotation
           b: ;
             | syntax-error: Missing type. Write one after the `:`.
           D: int;
           ^ attribute-case
           c: int(x) @unique @unique;
                  ^ wrong-argument-type
                     ~~~~~~~ repeated-annotation
                             ^^^^^^^ repeated-annotation
         }",
    );
}

#[test]
fn does_not_report_hidden_parts_as_missing() {
    // The misspelt item may be the one that the others need.
    check_file(
        "
         P: project { #provider(dc); #authMetod(email); }
                                ^^ spelling: `dockerCompose`
                                      ^^^^^^^^^ unknown-metadata: Did you mean `#authMethod`?
         S: service { #auth; #readable(this); }",
    );
    // A value that cannot be read is not missing.
    check(
        "
         P: project { #provider(docker-compose); }
                                ^^^^^^ unknown-value: Did you mean `dockerCompose`?
                                      ^ syntax-error: Unexpected `-`.",
    );
    // The block without a name may be the one that is referred to.
    check(
        "
         : service { a: int; }
         | syntax-error: Missing block name.
         S: service { a: Other; #uses[Third]; }",
    );
    // An unfinished attribute has no name that could be wrong.
    check(
        "
         S: service { Abc }
                      ^^^ syntax-error: `name: type;`",
    );
}

#[test]
fn models_the_valid_part_of_a_broken_text() {
    let (model, _) = analysis("P: project {}\nS: service { a: int; b }\n: service {}\nT: service { c: x; ");
    let names: Vec<(&str, usize)> =
        model.services.iter().map(|it| (it.entity.name.as_str(), it.entity.attributes.len())).collect();
    assert_eq!(names, [("S", 3), ("T", 2)]);
}
