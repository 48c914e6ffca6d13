//! What is said of each kind of word.

mod attributes;
mod entities;
mod problems;
mod words;

use expect_test::Expect;

use crate::fixture::cursor;

/// What is said at the cursor; nothing where nothing is.
#[track_caller]
fn check(marked: &str, expected: Expect) {
    let (analysis, offset) = cursor(marked);
    let hover = analysis.hover(offset);
    if let Some(hover) = &hover {
        assert!(hover.range.contains_inclusive(offset));
    }
    expected.assert_eq(&hover.map_or_else(String::new, |hover| hover.markdown));
}
