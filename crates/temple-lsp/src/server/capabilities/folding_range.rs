//! Folding ranges: what the client can fold.

use serde_json::Value;

/// Support for folding ranges.
#[derive(Debug, Default)]
pub(crate) struct FoldingRangeSupport {
    /// True if it folds whole lines only.
    pub(crate) lines_only: bool,
    /// The most folds that it wants.
    pub(crate) limit: Option<usize>,
    /// True if the client shows our text instead of the folded lines.
    pub(crate) collapsed_text: bool,
    /// True if it does not know comments from other folds.
    pub(crate) without_comments: bool,
}

impl FoldingRangeSupport {
    /// Reads the capability `textDocument.foldingRange`.
    pub(crate) fn read(capability: &Value) -> FoldingRangeSupport {
        let kinds = capability["foldingRangeKind"]["valueSet"].as_array();
        FoldingRangeSupport {
            lines_only: capability["lineFoldingOnly"] == true,
            limit: capability["rangeLimit"].as_u64().and_then(|limit| usize::try_from(limit).ok()),
            collapsed_text: capability["foldingRange"]["collapsedText"] == true,
            without_comments: kinds.is_some_and(|kinds| !kinds.iter().any(|kind| kind == "comment")),
        }
    }
}
