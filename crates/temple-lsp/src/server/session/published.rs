//! The published diagnostics, and the edits since.

use std::sync::Arc;

use temple_ide::TextRange;

use super::edits::Edits;
use super::report::Report;

/// The diagnostics published for a document or file.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    hash: u64,
    ranges: Arc<[TextRange]>,
    /// The edits since then.
    edits: Edits,
}

impl Published {
    /// Records a report that was just published, or that equals what the client shows.
    pub(crate) fn new(report: &Report) -> Published {
        Published { hash: report.hash(), ranges: report.ranges().clone(), edits: Edits::default() }
    }

    /// Records edits of the text.
    pub(crate) fn edited(&mut self, edits: &Edits) {
        self.edits.extend(edits);
    }

    /// Returns true if the client shows these diagnostics at their current ranges.
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
