//! Where diagnostics are collected.

use temple_syntax::TextRange;

use crate::{Code, Diagnostic, Edit, Fix, Related};

/// The diagnostics of a file, in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Sink(Vec<Diagnostic>);

impl Sink {
    /// Adds a diagnostic, to which related places and repairs can be added.
    pub(crate) fn report(&mut self, code: Code, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic { code, range, message: message.into(), related: Vec::new(), fixes: Vec::new() };
        self.0.push_mut(diagnostic)
    }

    /// All diagnostics, sorted by place, and at one place by code.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end(), diagnostic.code));
        self.0
    }
}

impl Diagnostic {
    pub(crate) fn relate(&mut self, range: TextRange, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { range, message: message.into() });
        self
    }

    /// Offers a repair of several edits, which are sorted.
    pub(crate) fn repair(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fixes.push(Fix { title: title.into(), edits });
        self
    }

    pub(crate) fn replace(&mut self, title: impl Into<String>, range: TextRange, text: impl Into<String>) -> &mut Self {
        self.repair(title, vec![Edit::replace(range, text)])
    }

    pub(crate) fn remove(&mut self, title: impl Into<String>, range: TextRange) -> &mut Self {
        self.replace(title, range, "")
    }

    /// Offers to write `right` in place of what is wrong.
    pub(crate) fn respell(&mut self, right: &str) -> &mut Self {
        self.replace(format!("Replace with `{right}`"), self.range, right)
    }
}
