//! Editor features for Templefiles. Plain data in, plain data out: byte ranges, never protocol types.

use std::sync::Arc;

pub use temple_model as model;
pub use temple_model::{Code, Diagnostic, Edit, Fix, Model, Related, Severity, Tag};
pub use temple_syntax::{TextRange, TextSize};

/// Everything that is known about one text. Immutable, and shared by all features.
#[derive(Debug)]
pub struct Analysis {
    text: Arc<str>,
    model: Model,
    diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// Reads `text`, whatever it holds. Never fails; time is linear in the length of the text.
    pub fn new(text: impl Into<Arc<str>>) -> Analysis {
        let text = text.into();
        Analysis { text, model: Model::default(), diagnostics: Vec::new() }
    }

    /// The text, to the byte as it was given.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The resolved model; of a broken text, its sound part.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Every problem in the text, sorted by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The names of the blocks and the attribute that enclose `range`, as written, outermost first.
    pub fn path_of(&self, range: TextRange) -> Vec<String> {
        let _ = range;
        Vec::new()
    }
}
