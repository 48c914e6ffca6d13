//! Files far larger than people write: every problem is found, and nothing recurses, which would overflow the stack.
//! That the time is linear is tested by `tests/black_box/linear.rs`.

use std::fmt::Write as _;

use super::{PROJECT, analysis};
use crate::Code;

const MANY: usize = 20_000;

#[track_caller]
fn check(write: impl Fn(&mut String, usize), frame: [&str; 2], expected: &[(Code, usize)]) {
    let mut text = format!("{PROJECT}{}", frame[0]);
    (0..MANY).for_each(|index| write(&mut text, index));
    text.push_str(frame[1]);
    let (_, diagnostics) = analysis(&text);
    let count = |code| diagnostics.iter().filter(|it| it.code == code).count();
    let counts: Vec<(Code, usize)> = expected.iter().map(|&(code, _)| (code, count(code))).collect();
    assert_eq!((counts.as_slice(), diagnostics.len()), (expected, expected.iter().map(|it| it.1).sum()));
}

#[test]
fn checks_a_chain_of_services_in_linear_time() {
    let link = |text: &mut String, index| writeln!(text, "S{index}x: service {{ a: S{}x; }}", index + 1).unwrap();
    check(link, ["", "S20000x: service {}"], &[]);
    check(link, ["", "S20000x: service { a: S0x; }"], &[(Code::ReferenceCycle, 1)]);
}

#[test]
fn checks_many_attributes_in_linear_time() {
    let different = |text: &mut String, index| writeln!(text, "a{index}: int;").unwrap();
    check(different, ["S: service {", "}"], &[]);
    check(different, ["S: service { T: struct {", "} }"], &[]);
    let same = |text: &mut String, _| text.push_str("a: int;\n");
    check(same, ["S: service {", "}"], &[(Code::DuplicateAttribute, MANY - 1)]);
}

#[test]
fn checks_many_items_and_structs_in_linear_time() {
    let item = |text: &mut String, _| text.push_str("#enumerable;\n");
    check(item, ["S: service {", "}"], &[(Code::DuplicateMetadata, MANY - 1)]);
    let inner = |text: &mut String, index| writeln!(text, "T{index}x: struct {{ a: T0x; }}").unwrap();
    let expected = [(Code::ReferenceToStruct, MANY), (Code::ReferenceCycle, 1)];
    check(inner, ["S: service {", "}"], &expected);
}

#[test]
fn checks_long_lists_in_linear_time() {
    let entry = |text: &mut String, _| text.push_str("S, ");
    check(entry, ["S: service { #uses[", "]; }"], &[(Code::RepeatedEntry, MANY - 1)]);
    let entry = |text: &mut String, index| write!(text, "Z{index}Z, ").unwrap();
    check(entry, ["S: service { a: int; #uses[", "]; }"], &[(Code::UnknownUsedService, MANY)]);
    let argument = |text: &mut String, index| write!(text, "x{index}: 1, ").unwrap();
    check(argument, ["S: service { a: int(", "); }"], &[(Code::UnknownArgument, MANY)]);
}

#[test]
fn reports_errors_far_from_the_start_of_their_node() {
    let odd =
        ["<", ">", "=", "-", "-.", "?", "；", "＠", "\u{a0}", "\u{200b}", "\"a\"", "'", "{", "}", "[", "#", "@", "/*"];
    for (odd, open) in odd.iter().flat_map(|odd| ["a: int(", "#uses[", "a: int ", "", ")"].map(|open| (odd, open))) {
        let text = format!("{PROJECT}S: service {{ {open}{}{odd}5>; }}", "S, ".repeat(2_000));
        let (_, diagnostics) = analysis(&text);
        assert!(!diagnostics.is_empty(), "nothing is wrong with {odd:?} after {open:?}");
    }
}
