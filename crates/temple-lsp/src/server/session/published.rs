//! The diagnostics that the client shows because they were sent, and the edits since.

use std::sync::Arc;

use temple_ide::TextRange;

use super::edits::Edits;
use super::report::Report;

/// The diagnostics that were sent for a document or file.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    hash: u64,
    ranges: Arc<[TextRange]>,
    /// The edits since.
    edits: Edits,
}

impl Published {
    /// A report that was just sent, or need not be sent because the client shows the same.
    pub(crate) fn new(report: &Report) -> Published {
        Published { hash: report.hash(), ranges: report.ranges().clone(), edits: Edits::default() }
    }

    /// The text was edited.
    pub(crate) fn edited(&mut self, edits: &Edits) {
        self.edits.extend(edits);
    }

    /// Returns true if the client shows what the report says, each at its own range.
    pub(crate) fn shows(&self, report: &Report) -> bool {
        self.hash == report.hash() && !self.edits.touch(&self.ranges)
    }
}

/// The report on an open document, computed in the background.
#[derive(Debug)]
pub(crate) struct Diagnosis {
    /// The report.
    pub(crate) report: Report,
    /// True if the client shows it already.
    pub(crate) is_shown: bool,
}
