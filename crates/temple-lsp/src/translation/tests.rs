//! Tests that ranges lead to the same characters of an edited text, or to nothing.

use fastrand::Rng;

use super::*;

/// Checks that the range between `[` and `]` in the first text maps to the one in the second, or to nothing if that has
/// no marks.
#[track_caller]
fn check(from: &str, to: &str) {
    let ((from, range), (to, expected)) = (unmarked(from), unmarked(to));
    let range = range.expect("a range");
    let found = Translation::between(&from, &to).range(range);
    assert_eq!(found, expected, "{:?}", found.map(|found| &to[Range::<usize>::from(found)]));
}

fn unmarked(text: &str) -> (String, Option<TextRange>) {
    let plain = text.replace(['[', ']'], "");
    let range = text.find('[').zip(text.find(']'));
    let size = |offset: usize| TextSize::try_from(offset).expect("a short text");
    (plain, range.map(|(start, end)| TextRange::new(size(start), size(end - 1))))
}

const BOOK: &str = "Book: service {\n  title: string;\n}\n";

#[test]
fn moved_text_keeps_its_range() {
    check("a\n[b: int;]\nc\n", "a\n[b: int;]\nc\n");
    check("[b: int;]\n", "// new\n\n[b: int;]\n");
    check("// old\n// old\n[b: int;]\n", "[b: int;]\n");
    check(&format!("{BOOK}[Film: service {{\n}}]\n"), "[Film: service {\n}]\n");
}

#[test]
fn maps_both_ends_of_an_edited_line() {
    check("  phone: [string(20)];\n", "  phone: [strng(20)];\n");
    check("  [phone: string(20);]\n", "  [phone: strng(20);]\n");
    check("  [phone]: string;\n", "  [phone]: str\n");
    check("  [phone: string];\n", "  [hone: string];\n");
    check("  [phone: string];\n", "  x[phone: string];\n");
    check("[Book]: service {\n", "[Film]: service {\n");
    check("  title: [string];\n", "  title: [int];\n");
    check("[Book: service {\n  a: int;\n}]\n", "[Book: service {\n  b: strng;\n  c: int;\n}]\n");
    check("  [a]: int;\n  b: int;\n", "  // \n  [a]: int;;\n  b: int;\n");
    check("[ü€😀: int];\n", "[ü€😁: int];\n");
}

#[test]
fn deleted_text_has_no_range() {
    check(&format!("[{}]", BOOK.trim_end()), "");
    check(&format!("Film: service {{\n}}\n[{}]\n", BOOK.trim_end()), "Film: service {\n}\n");
    check("  title: string [@unique];\n", "  title: string ;\n");
    check("  [title]: string;\n", "  total: int;\n");
    check("  [title: string];\n", "  // nothing\n");
}

#[test]
fn does_not_mistake_an_edited_line_for_another() {
    let fields = "  name: string;\n  pages: int;\n}\n";
    let edited = fields.replace("name", "nam");
    check(&format!("  [title]: string;\n{fields}"), &edited);
    check(&format!("  [title: string;]\n{fields}"), &edited);
    check("  title: string;\n  [name: string;]\n  pages: int;\n", "  [nam: string;]\n  pages: int;\n");
    check("[a: string;]\nb: string;\n", "b :: string;\n");
    check("a: string;\n[b: string;]\n", "[b :: string;]\n");
    check("a: string;\n[b]: string;\n", "c: string;\n[d]: string;\n");
    check("[A]: service {\n  a: int;\n}\nB: service {\n}\n", "B: service {\n  a: int;\n}\nA: service {\n");
}

#[test]
fn a_position_stays_between_its_neighbours() {
    check("  phone: str[]ing;\n", "  phone: str[]ng;\n");
    check("a: int;[]", "a: int;[]\nb: int;");
    check("[]", "[]");
    check("[]a\n", "b\n[]a\n");
    check("a\n[]", "a\n[]b\n");
    check("  title: string @un[]ique;\n", "  title: string ;\n");
    check("[]x\nabc\n", "abc\n");
}

/// Returns a random character boundary of a text.
fn random_offset(random: &mut Rng, text: &str) -> usize {
    text.floor_char_boundary(random.usize(..=text.len()))
}

fn random_range(random: &mut Rng, text: &str) -> Range<usize> {
    let (one, other) = (random_offset(random, text), random_offset(random, text));
    one.min(other)..one.max(other)
}

fn text_range(range: Range<usize>) -> TextRange {
    let size = |offset| TextSize::try_from(offset).expect("a short text");
    TextRange::new(size(range.start), size(range.end))
}

const EXAMPLES: [&str; 3] = [
    include_str!("../../../../examples/blog.temple"),
    include_str!("../../../../examples/shop.temple"),
    "ü: service {\r\n  €: int;\r\n}\r\n😀",
];

#[test]
fn equal_texts_have_equal_ranges() {
    let mut random = Rng::with_seed(1);
    for text in EXAMPLES {
        let translation = Translation::between(text, text);
        for _ in 0..200 {
            let range = text_range(random_range(&mut random, text));
            assert_eq!(translation.range(range), Some(range));
        }
    }
}

#[test]
fn ranges_stay_ordered_and_invertible_after_random_edits() {
    let mut random = Rng::with_seed(2);
    for round in 0..600 {
        let from = EXAMPLES[round % EXAMPLES.len()];
        let mut to = from.to_owned();
        for _ in 0..=random.usize(..4) {
            let start = random_offset(&mut random, &to);
            let end = to.floor_char_boundary((start + random.usize(..40)).min(to.len())).max(start);
            let new = ["", "x", "\n", "// new\n", "😀", "}\n\nFilm: service {\n"][random.usize(..6)];
            to.replace_range(start..end, new);
        }
        let translation = Translation::between(from, &to);
        let back = Translation::between(from, &to).inverse();
        let mut ranges: Vec<_> = (0..60).map(|_| random_range(&mut random, from)).collect();
        ranges.sort_by_key(|range| range.start);
        let mut latest = 0;
        for range in ranges {
            let Some(found) = translation.range(text_range(range.clone())) else { continue };
            let found = Range::<usize>::from(found);
            let text = to.get(found.clone()).expect("whole characters inside the text");
            assert!(latest <= found.start, "{latest} {found:?}");
            latest = found.start;
            if text == &from[range.clone()] && !range.is_empty() {
                assert_eq!(back.range(text_range(found)), Some(text_range(range)));
            }
        }
    }
}

#[test]
fn maps_text_between_distant_edits() {
    let line = |number: usize| format!("  a{number}: string;\n");
    let from: String = (0..20_000).map(line).collect();
    let to = format!("// new\n{from}// new\n").replacen("  a10000: string", "  a10000: strng", 1);
    let translation = Translation::between(&from, &to);
    for number in [0, 9_999, 10_000, 10_001, 19_999] {
        let name = format!("a{number}:");
        let range = |text: &str| text.find(&name).map(|at| text_range(at..at + name.len()));
        assert_eq!(translation.range(range(&from).expect("the line")), range(&to));
    }
}

#[test]
fn matches_only_the_ends_of_huge_texts() {
    let from: String = (0..MAX_MATCHED_LINES).map(|number| format!("a{number}: int;\n")).collect();
    let to = from.replacen("a1000:", "// new\na1000:", 1).replacen("a2000:", "// new\na2000:", 1);
    let translation = Translation::between(&from, &to);
    let find = |number: usize, text: &str| {
        let name = format!("\na{number}:");
        text.find(&name).map(|at| text_range(at..at + name.len()))
    };
    for (number, is_matched) in [(1, true), (999, true), (1500, false), (2001, true), (MAX_MATCHED_LINES - 1, true)] {
        let found = translation.range(find(number, &from).expect("the line"));
        assert_eq!(found, find(number, &to).filter(|_| is_matched), "{number}");
    }
}
