//! Diagnostics and fixes of a text, as plain data with byte ranges.

use temple_syntax::TextRange;

use crate::Code;

/// One problem in a text: in a Templefile, unless the type of its code says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic<C = Code> {
    /// The kind of problem. Severity, tag and page follow from it.
    pub code: C,
    /// The narrowest part of the text that is wrong, in bytes. Empty where something is missing.
    pub range: TextRange,
    /// The problem and its remedy, in the user's words: one or two sentences without line breaks.
    pub message: String,
    /// Other ranges that belong to the problem, such as the other duplicate or the links of a cycle.
    pub related: Vec<Related>,
    /// Ways to repair the text, the best first. Empty if none can be done automatically.
    pub fixes: Vec<Fix>,
}

/// Another range that belongs to a [`Diagnostic`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The range, in bytes.
    pub range: TextRange,
    /// The relation of this range to the problem.
    pub message: String,
}

/// A repair of the text: edits that are applied together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The effect of the repair, as an imperative, for example ``Replace with `string` ``.
    pub title: String,
    /// The edits, sorted by range and without overlap.
    pub edits: Vec<Edit>,
    /// True if the fix may be applied without review: it makes no decision for the user, such as who may read an
    /// entry, and removes nothing that could be meant.
    pub is_safe: bool,
}

impl Fix {
    pub(crate) fn new(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), edits, is_safe: true }
    }

    /// Marks the fix as one that needs review.
    pub(crate) fn mark_for_review(self) -> Fix {
        Fix { is_safe: false, ..self }
    }
}

/// The replacement of one range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The range to replace, in bytes. Empty for an insertion.
    pub range: TextRange,
    /// The new text. Empty for a deletion.
    pub text: String,
}

/// Returns the text after edits, which must be sorted by range and must not overlap.
///
/// # Panics
///
/// If the edits are out of order, overlap, or do not lie in the text at character boundaries.
pub fn apply_edits(text: &str, edits: &[Edit]) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut end = 0;
    for edit in edits {
        edited.push_str(&text[end..usize::from(edit.range.start())]);
        edited.push_str(&edit.text);
        end = usize::from(edit.range.end());
    }
    edited + &text[end..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: std::ops::Range<u32>, text: &str) -> Edit {
        Edit { range: TextRange::new(range.start.into(), range.end.into()), text: text.to_owned() }
    }

    #[test]
    fn edits_replace_ranges_of_the_old_text() {
        assert_eq!(apply_edits("abc", &[]), "abc");
        assert_eq!(apply_edits("abc", &[edit(0..1, ""), edit(1..1, "x"), edit(1..2, "yy"), edit(3..3, "z")]), "xyycz");
    }

    #[test]
    fn panics_on_edits_out_of_order() {
        let edits = [edit(2..3, ""), edit(0..1, "")];
        assert!(std::panic::catch_unwind(|| apply_edits("abc", &edits)).is_err());
    }
}
