//! Texts with cursor marks, for the tests of the features.

use temple_syntax::TextSize;

use crate::Analysis;

/// Removes the `$0` and analyses the rest. Returns the analysis and the offset of the mark.
#[track_caller]
pub(crate) fn cursor(marked: &str) -> (Analysis, TextSize) {
    let offset = TextSize::try_from(marked.find("$0").expect("a cursor")).expect("a small text");
    (Analysis::new(marked.replacen("$0", "", 1)), offset)
}
