//! Tests of the hovers of each kind of word.

mod attributes;
mod entities;
mod problems;
mod words;

use expect_test::Expect;

use crate::fixture::cursor;

/// Checks the hover at the cursor; the expected text is empty if there is none.
#[track_caller]
fn check(marked: &str, expected: Expect) {
    let (analysis, offset) = cursor(marked);
    let hover = analysis.hover(offset);
    if let Some(hover) = &hover {
        assert!(hover.range.contains_inclusive(offset));
    }
    expected.assert_eq(&hover.map_or_else(String::new, |hover| hover.markdown));
}
