//! The rules, one by one.

use temple_model::Edit;

use super::*;

/// The text after edits, which must be sorted and not overlap.
#[track_caller]
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
        assert!(at <= start && text.is_char_boundary(start) && text.is_char_boundary(end), "{edits:?} in {text:?}");
        result.push_str(&text[at..start]);
        result.push_str(&edit.text);
        at = end;
    }
    result + &text[at..]
}

#[track_caller]
fn check_with(options: &FormatOptions, before: &str, after: &str) {
    let analysis = Analysis::new(before);
    assert_eq!(apply(before, &analysis.format(options)), after);
    let edits = Analysis::new(after).format(options);
    assert_eq!(edits, [], "a second time");
}

#[track_caller]
fn check(before: &str, after: &str) {
    check_with(&FormatOptions::default(), before, after);
}

/// Checks that a text is formatted.
#[track_caller]
fn check_same(text: &str) {
    check(text, text);
}

#[test]
fn an_entry_a_line() {
    check(
        "Gateway:service{address:string(39,7)@unique@serverSet;port:int(max:65535,min:1);#omit[create]}",
        "Gateway: service {\n  address: string(39, 7) @unique @serverSet;\n  port: int(max: 65535, min: 1);\n  #omit[create]\n}\n",
    );
}
