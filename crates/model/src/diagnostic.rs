//! What is reported about a Templefile, as plain data with byte ranges.

use temple_syntax::TextRange;

use crate::Code;

/// One problem in a Templefile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is. Severity, tag and page follow from it.
    pub code: Code,
    /// The narrowest part of the text that is wrong, in bytes. Empty where something is missing.
    pub range: TextRange,
    /// What is wrong and what to do about it, in the user's words, one or two sentences without line breaks.
    pub message: String,
    /// Other places that belong to the problem: the other duplicate, the links of a cycle.
    pub related: Vec<Related>,
    /// Ways to repair the text, the best first. Empty where none is mechanical.
    pub fixes: Vec<Fix>,
}

/// Another place that belongs to a [`Diagnostic`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place, in bytes.
    pub range: TextRange,
    /// What that place has to do with the problem.
    pub message: String,
}

/// A repair of the text: edits that are applied together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the repair does, as an imperative, for example ``Replace with `string` ``.
    pub title: String,
    /// The edits, sorted by range and without overlap.
    pub edits: Vec<Edit>,
    /// Whether it may be made without being looked at: it decides nothing for the user, such as who may read what, and
    /// loses nothing that was written and could be meant.
    pub is_safe: bool,
}

impl Fix {
    pub(crate) fn new(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), edits, is_safe: true }
    }

    /// The same repair, as one that has to be looked at.
    pub(crate) fn looked_at(self) -> Fix {
        Fix { is_safe: false, ..self }
    }
}

/// The replacement of one range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes. Empty for an insertion.
    pub range: TextRange,
    /// The new text. Empty for a deletion.
    pub text: String,
}
