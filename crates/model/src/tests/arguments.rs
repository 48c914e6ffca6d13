//! Arguments of types and metadata items.

use super::check;

#[test]
fn arguments_fit_the_parameters() {
    check(
        "
         S: service {
           a: int(1, 0, 4, 7, 8);
                           ^ too-many-arguments: `max`, `min` and `precision`
                              ^ too-many-arguments
           b: int(mx: 1, maximum: 2);
                  ^^ unknown-argument: Did you mean `max`?
                         ^^^^^^^ unknown-argument: Did you mean `max`?
           c: int(9, max: 8);
                  ~ duplicate-argument: `max` is first set here.
                     ^^^^^^ duplicate-argument: `max` is set twice. Remove one of the two arguments.
           d: bool(1, 2);
                  ^^^^^^ unexpected-arguments: takes no arguments
           e: date();
         }",
    );
}

#[test]
fn reports_the_narrowest_wrong_part_of_a_value() {
    check(
        "
         S: service {
           a: int(max: 1.5, min: x);
                       ^^^ wrong-argument-type: `max` must be an integer.
                                 ^ wrong-argument-type: `min` must be an integer.
           #omit[read, 5, [update]];
                       ^ wrong-argument-type: a list of words
           #uses(S);
                 ^ wrong-argument-type: a list of services
         }",
    );
}

#[test]
fn does_not_report_an_invalid_argument_as_missing() {
    check(
        "
         S: service {
           #language;
            ^^^^^^^^ missing-argument: `#language` requires the argument `language`, a word.
           #database(5);
                     ^ wrong-argument-type
           #readable();
            ^^^^^^^^ missing-argument
           #writable(by: );
                        | syntax-error: Missing value. Write a word, a number or a list.
           #enumerable[read];
                      ^^^^^^ unexpected-arguments
         }
         T: service { #enumerable(); }",
    );
}

#[test]
fn does_not_suggest_a_parameter_that_is_already_set() {
    check(
        "
         S: service { a: int(9, mx: 1); #readable(all, y: this); }
                                ^^ unknown-argument: no parameter `mx`.
                                                       ^ unknown-argument: no parameter `y`.",
    );
}
