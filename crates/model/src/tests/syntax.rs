//! Syntax errors, which must hide as few other diagnostics as possible.

use super::{analysis, check, check_file};

#[test]
fn reports_missing_tokens_where_they_belong() {
    check(
        "
         S: service {
           a: int
                 | syntax-error: A `;` is missing
           b: int;
         }",
    );
    check(
        "
         S: service { a: int(99999999999); }
                             ^^^^^^^^^^^ number-overflow: between -2147483648 and 2147483647",
    );
}

#[test]
fn an_error_in_one_block_hides_nothing_in_another() {
    check(
        "
         S: service { a int; }
                       | syntax-error: A `:` is missing
         T: service { a: strng; }
                         ^^^^^ unknown-type: Did you mean `string`?
         U: service { a: int( ; #omit[update]; }
                            ^ syntax-error: never closed",
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
             | syntax-error: A type is missing
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
                                      ^ syntax-error: no meaning here",
    );
    // The block without a name may be the one that is referred to.
    check(
        "
         : service { a: int; }
         | syntax-error: no name
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
