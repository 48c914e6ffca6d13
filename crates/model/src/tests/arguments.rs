//! Arguments of types and metadata items.

use super::check;

#[test]
fn arguments_fit_the_parameters() {
    check(
        "
         S: service {
           a: int(1, 0, 4, 7, 8);
                           ^ too-many-arguments: `max`, `min`, `precision`
                              ^ too-many-arguments
           b: int(mx: 1, maximum: 2);
                  ^^ unknown-argument: Did you mean `max`?
                         ^^^^^^^ unknown-argument: Did you mean `max`?
           c: int(9, max: 8);
                  ~ duplicate-argument: here first
                     ^^^^^^ duplicate-argument: given twice
           d: bool(1, 2);
                  ^^^^^^ unexpected-arguments: takes no arguments
           e: date();
         }",
    );
}

#[test]
fn the_narrowest_part_of_a_value_is_wrong() {
    check(
        "
         S: service {
           a: int(max: 1.5, min: x);
                       ^^^ wrong-argument-type: `max` takes an integer
                                 ^ wrong-argument-type: `min` takes an integer
           #omit[read, 5, [update]];
                       ^ wrong-argument-type: a list of words
           #uses(S);
                 ^ wrong-argument-type: a list of services
         }",
    );
}

#[test]
fn an_argument_that_is_wrong_is_not_missing_too() {
    check(
        "
         S: service {
           #language;
            ^^^^^^^^ missing-argument: needs a word: `language`
           #database(5);
                     ^ wrong-argument-type
           #readable();
            ^^^^^^^^ missing-argument
           #writable(by: );
                        | syntax-error: A value is missing
           #enumerable[read];
                      ^^^^^^ unexpected-arguments
         }
         T: service { #enumerable(); }",
    );
}

#[test]
fn a_parameter_that_is_given_is_not_proposed() {
    check(
        "
         S: service { a: int(9, mx: 1); #readable(all, y: this); }
                                ^^ unknown-argument: no parameter `mx`.
                                                       ^ unknown-argument: no parameter `y`.",
    );
}
