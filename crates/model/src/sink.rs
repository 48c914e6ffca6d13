//! A collector of diagnostics.

use temple_syntax::{TextRange, TextSize};

use crate::{Code, Diagnostic, Edit, Fix, Related};

/// The diagnostics of a file, with codes of type `C`.
#[derive(Debug)]
pub struct Sink<C = Code> {
    /// The diagnostics, in the order in which they were found.
    diagnostics: Vec<Diagnostic<C>>,
    /// Fixes for diagnostics reported elsewhere, each with the key of its diagnostic.
    repairs: Vec<(Key<C>, Fix)>,
}

/// The sort key of diagnostics: start and end of the range, then the code.
pub(crate) type Key<C = Code> = (TextSize, TextSize, C);

impl<C> Default for Sink<C> {
    fn default() -> Self {
        Sink { diagnostics: Vec::new(), repairs: Vec::new() }
    }
}

impl<C: Copy + Ord> Sink<C> {
    /// Adds a diagnostic. Related ranges and fixes can be added to the result.
    pub fn report(&mut self, code: C, range: TextRange, message: impl Into<String>) -> &mut Diagnostic<C> {
        let diagnostic = Diagnostic { code, range, message: message.into(), related: Vec::new(), fixes: Vec::new() };
        self.diagnostics.push_mut(diagnostic)
    }

    /// Offers a fix for a diagnostic that is reported elsewhere, such as a syntax error from the parser. It is
    /// ignored if there is no such diagnostic.
    pub(crate) fn repair(&mut self, code: C, range: TextRange, fix: Fix) {
        self.repairs.push((key(code, range), fix));
    }

    /// Returns all diagnostics, sorted by range and then by code.
    pub fn into_sorted(self) -> Vec<Diagnostic<C>> {
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

fn key<C>(code: C, range: TextRange) -> Key<C> {
    (range.start(), range.end(), code)
}

impl<C: Copy> Diagnostic<C> {
    pub(crate) fn key(&self) -> Key<C> {
        key(self.code, self.range)
    }

    /// Adds a related range.
    pub fn relate(&mut self, range: TextRange, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { range, message: message.into() });
        self
    }

    /// Offers a safe fix. The edits must be sorted.
    pub fn repair(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fixes.push(Fix::new(title, edits));
        self
    }

    /// Offers a fix that needs review, since it makes a decision for the user or loses something.
    pub fn propose(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fixes.push(Fix::new(title, edits).mark_for_review());
        self
    }

    /// Offers the safe fix that replaces a range.
    pub fn replace(&mut self, title: impl Into<String>, range: TextRange, text: impl Into<String>) -> &mut Self {
        self.repair(title, vec![Edit::replace(range, text)])
    }

    /// Offers the safe fix that removes a range.
    pub fn remove(&mut self, title: impl Into<String>, range: TextRange) -> &mut Self {
        self.replace(title, range, "")
    }

    /// Marks all fixes offered so far as needing review.
    pub(crate) fn mark_for_review(&mut self) {
        self.fixes.iter_mut().for_each(|fix| fix.is_safe = false);
    }

    /// Offers to replace the reported text with `right`.
    pub fn respell(&mut self, right: &str) -> &mut Self {
        self.replace(format!("Replace with `{right}`"), self.range, right)
    }
}
