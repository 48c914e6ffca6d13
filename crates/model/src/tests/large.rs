//! Files far larger than people write: every problem is found, and nothing recurses, which would overflow the stack.
//! That the time is linear is tested by `tests/black_box/linear.rs`.

use std::fmt::Write as _;

use super::{PROJECT, analysis};
use crate::Code;

const MANY: usize = 20_000;

#[track_caller]
fn check(write: impl Fn(&mut String, usize), around: [&str; 2], expected: &[(Code, usize)]) {
    let mut text = format!("{PROJECT}{}", around[0]);
    (0..MANY).for_each(|index| write(&mut text, index));
    text.push_str(around[1]);
    let (_, diagnostics) = analysis(&text);
    let count = |code| diagnostics.iter().filter(|it| it.code == code).count();
    let counts: Vec<(Code, usize)> = expected.iter().map(|&(code, _)| (code, count(code))).collect();
    assert_eq!((counts.as_slice(), diagnostics.len()), (expected, expected.iter().map(|it| it.1).sum()));
}

#[test]
fn a_chain_of_services() {
    let link = |text: &mut String, index| writeln!(text, "S{index}x: service {{ a: S{}x; }}", index + 1).unwrap();
    check(link, ["", "S20000x: service {}"], &[]);
    check(link, ["", "S20000x: service { a: S0x; }"], &[(Code::ReferenceCycle, 1)]);
}

#[test]
fn a_block_of_many_attributes() {
    let different = |text: &mut String, index| writeln!(text, "a{index}: int;").unwrap();
    check(different, ["S: service {", "}"], &[]);
    check(different, ["S: service { T: struct {", "} }"], &[]);
    let same = |text: &mut String, _| text.push_str("a: int;\n");
    check(same, ["S: service {", "}"], &[(Code::DuplicateAttribute, MANY - 1)]);
}

#[test]
fn a_block_of_many_items_and_structs() {
    let item = |text: &mut String, _| text.push_str("#enumerable;\n");
    check(item, ["S: service {", "}"], &[(Code::DuplicateMetadata, MANY - 1)]);
    let inner = |text: &mut String, index| writeln!(text, "T{index}x: struct {{ a: T0x; }}").unwrap();
    let expected = [(Code::ReferenceToStruct, MANY), (Code::ReferenceCycle, 1)];
    check(inner, ["S: service {", "}"], &expected);
}

#[test]
fn long_lists() {
    let entry = |text: &mut String, _| text.push_str("S, ");
    check(entry, ["S: service { #uses[", "]; }"], &[(Code::RepeatedEntry, MANY - 1)]);
    let entry = |text: &mut String, index| write!(text, "Z{index}Z, ").unwrap();
    check(entry, ["S: service { a: int; #uses[", "]; }"], &[(Code::UnknownUsedService, MANY)]);
    let argument = |text: &mut String, index| write!(text, "x{index}: 1, ").unwrap();
    check(argument, ["S: service { a: int(", "); }"], &[(Code::UnknownArgument, MANY)]);
}

#[test]
fn every_mistake_far_from_the_start_of_its_node_is_reported() {
    let odd =
        ["<", ">", "=", "-", "-.", "?", "；", "＠", "\u{a0}", "\u{200b}", "\"a\"", "'", "{", "}", "[", "#", "@", "/*"];
    for (odd, open) in odd.iter().flat_map(|odd| ["a: int(", "#uses[", "a: int ", "", ")"].map(|open| (odd, open))) {
        let text = format!("{PROJECT}S: service {{ {open}{}{odd}5>; }}", "S, ".repeat(2_000));
        let (_, diagnostics) = analysis(&text);
        assert!(!diagnostics.is_empty(), "nothing is wrong with {odd:?} after {open:?}");
    }
}
