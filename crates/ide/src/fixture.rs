//! Texts with marks, for the tests of the features.

use temple_syntax::TextSize;

use crate::Analysis;

/// The text without its `$0`, analysed, and where the mark was.
#[track_caller]
pub(crate) fn cursor(marked: &str) -> (Analysis, TextSize) {
    let offset = TextSize::try_from(marked.find("$0").expect("a cursor")).expect("a small text");
    (Analysis::new(marked.replacen("$0", "", 1)), offset)
}
