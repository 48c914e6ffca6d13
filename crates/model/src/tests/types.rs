//! Types and their limits.

use super::check;

#[test]
fn reports_unknown_types() {
    check(
        "
         S: service { a: integer; b: colour; c: String; d: Bool; }
                         ^^^^^^^ unknown-type: Did you mean `int`?
                                     ^^^^^^ unknown-type: Use `bool`, `date`, `time`, `datetime`, `string`, `int`, `float`, `data`, or the name of a service.
                                                ^^^^^^ unknown-reference: Did you mean `string`?
                                                           ^^^^ unknown-reference: Did you mean `bool`?",
    );
}

#[test]
fn reports_empty_ranges() {
    check(
        "
         S: service {
           a: int(1, 2);
                  ^ range-empty: `min` (2) is greater than `max` (1).
                     ~ range-empty
           b: string(minLength: 4, maxLength: 3);
                                ~ range-empty
                                              ^ range-empty: `minLength` (4) is greater than `maxLength` (3).
           c: float(0.5, 1 k);
                    ^^^ range-empty: `min` (1000) is greater than `max` (0.5).
                         ~~~ range-empty
           d: int(2, 2);
         }",
    );
}

#[test]
fn reports_ranges_outside_their_precision() {
    check(
        "
         S: service {
           a: int(max: -129, precision: 1);
                       ^^^^ range-outside-precision: -128 to 127
           b: int(min: 128, precision: 1);
                       ^^^ range-outside-precision
           c: int(max: 100, precision: 8);
                       ^^^ range-outside-precision: rejects every `max`
           d: int(127, -128, 1);
           e: int(precision: 8);
         }",
    );
}

#[test]
fn reports_precisions_outside_one_to_eight() {
    check(
        "
         S: service {
           a: int(precision: 0);
                             ^ precision-out-of-range: from 1 to 8
           b: float(precision: 9);
                               ^ precision-out-of-range
           c: int(precision: 260);
                             ^^^ precision-truncated: The compiler truncates this precision: 260 becomes 4.
           d: float(precision: 4.5);
                               ^^^ precision-truncated: The compiler truncates this precision: 4.5 becomes 4.
           e: float(precision: 8.0);
         }",
    );
}

#[test]
fn reports_negative_sizes() {
    check(
        "
         S: service {
           a: data(-1);
                   ^^ negative-size: A length or size cannot be negative. Use 0 or more.
           b: string(-2, -3);
                     ^^ negative-size
                         ^^ negative-min-length: makes the API document invalid
           c: string(0, 0);
         }",
    );
}

#[test]
fn reports_numbers_that_overflow() {
    check(
        "
         S: service {
           a: data(5G);
                   ^^ suffix-overflow: With its suffix, this number is 5,000,000,000, which does not fit in 32 bits and becomes 705,032,704.
           b: float(max: 1e999);
                         ^^^^^ infinite-bound: rejects as a bound
           c: data(2 // two
                   G);
         }",
    );
}

#[test]
fn suggests_types_for_foreign_and_lower_case_names() {
    check(
        "
         Customer: service { a: text; b: double; c: number; d: customer; }
                                ^^^^ unknown-type: `string`
                                         ^^^^^^ unknown-type: `float`
                                                    ^^^^^^ unknown-type: `int`
                                                               ^^^^^^^^ unknown-type: cannot refer to itself
         Order2: service { a: customer; }
                              ^^^^^^^^ unknown-type: `Customer`",
    );
    check(
        "
         S: service { a: int; #omit(read); }
                                    ^^^^ wrong-argument-type: `[read]`",
    );
}

#[test]
fn mentions_the_parameter_order_for_positional_arguments() {
    let is_notified = |ty: &str| {
        let (_, diagnostics) = super::analysis(&format!("P: project {{}}\nS: service {{ a: {ty}; }}\n"));
        let empty = diagnostics.iter().find(|it| it.code == crate::Code::RangeEmpty).expect("a range");
        empty.message.contains("first positional argument is the maximum")
    };
    assert!(is_notified("int(1, 2)"));
    assert!(is_notified("int(1, min: 2)"));
    assert!(!is_notified("int(max: 1, min: 2)"));
    assert!(!is_notified("string(minLength: 2, maxLength: 1)"));
}
