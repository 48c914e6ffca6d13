//! Where diagnostics are collected.

use temple_syntax::{TextRange, TextSize};

use crate::{Code, Diagnostic, Edit, Fix, Related};

/// The diagnostics of a file.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    /// In the order in which they were found.
    diagnostics: Vec<Diagnostic>,
    /// Repairs of what is reported elsewhere, with where and as what.
    repairs: Vec<(Key, Fix)>,
}

/// What diagnostics are sorted by: place, and at one place code.
pub(crate) type Key = (TextSize, TextSize, Code);

impl Sink {
    /// Adds a diagnostic, to which related places and repairs can be added.
    pub(crate) fn report(&mut self, code: Code, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic { code, range, message: message.into(), related: Vec::new(), fixes: Vec::new() };
        self.diagnostics.push_mut(diagnostic)
    }

    /// Offers a repair of what is reported elsewhere, as the parser's errors are, of which it knows no more than the
    /// place. Nothing happens where it is not reported.
    pub(crate) fn repair(&mut self, code: Code, range: TextRange, fix: Fix) {
        self.repairs.push((key(code, range), fix));
    }

    /// All diagnostics, sorted by place, and at one place by code.
    pub(crate) fn into_sorted(self) -> Vec<Diagnostic> {
        let Sink { mut diagnostics, repairs } = self;
        diagnostics.sort_by_key(Diagnostic::key);
        for (key, fix) in repairs {
            let found = diagnostics.binary_search_by_key(&key, Diagnostic::key);
            if let Some(diagnostic) = found.ok().and_then(|index| diagnostics.get_mut(index)) {
                diagnostic.fixes.push(fix);
            }
        }
        diagnostics
    }
}

fn key(code: Code, range: TextRange) -> Key {
    (range.start(), range.end(), code)
}

impl Diagnostic {
    pub(crate) fn key(&self) -> Key {
        key(self.code, self.range)
    }

    pub(crate) fn relate(&mut self, range: TextRange, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { range, message: message.into() });
        self
    }

    /// Offers a repair of several edits, which are sorted.
    pub(crate) fn repair(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fixes.push(Fix::new(title, edits));
        self
    }

    /// Offers a repair that decides something for the user, or loses something.
    pub(crate) fn propose(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fixes.push(Fix::new(title, edits).looked_at());
        self
    }

    pub(crate) fn replace(&mut self, title: impl Into<String>, range: TextRange, text: impl Into<String>) -> &mut Self {
        self.repair(title, vec![Edit::replace(range, text)])
    }

    pub(crate) fn remove(&mut self, title: impl Into<String>, range: TextRange) -> &mut Self {
        self.replace(title, range, "")
    }

    /// Has the user look at the repairs that are offered.
    pub(crate) fn looked_at(&mut self) {
        self.fixes.iter_mut().for_each(|fix| fix.is_safe = false);
    }

    /// Offers to write `right` in place of what is wrong.
    pub(crate) fn respell(&mut self, right: &str) -> &mut Self {
        self.replace(format!("Replace with `{right}`"), self.range, right)
    }
}
