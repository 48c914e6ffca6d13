//! The interface of the diagnostic formats, and the totals that they receive at the end.

use std::io::{self, Write};

use temple_ide::Severity;
use temple_ide::model::Diagnostic;

use super::checked::{Checked, Rule};
use crate::cli::files::ReadError;

/// A format. The output consists of `start`, `file` for each file, and `finish`, in this order.
pub(crate) trait Renderer: Sync {
    /// Writes the text before the first file.
    fn start(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes the diagnostics of one file, whose name is a path as given or `-`.
    fn file(&self, name: &str, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Returns the text between two files that both have output.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// Writes the text after the last file.
    fn finish(&self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The totals of one or more files.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// The number of checked files.
    pub(crate) files: usize,
    /// The number of diagnostics of each severity, from errors to hints.
    counts: [usize; 4],
    /// The most serious severity, with the name of the first code of that severity.
    pub(crate) worst: Option<(Severity, &'static str)>,
    /// The inputs that could not be read.
    pub(crate) read_errors: Vec<ReadError>,
}

impl Summary {
    /// Returns the summary of one file.
    pub(crate) fn of(checked: &Checked) -> Summary {
        match checked {
            Checked::Templefile(analysis) => Summary::of_diagnostics(analysis.diagnostics()),
            Checked::Deploy(report) => Summary::of_diagnostics(&report.diagnostics),
        }
    }

    /// Returns the summary of a file with these diagnostics.
    pub(crate) fn of_diagnostics<C: Rule>(diagnostics: &[Diagnostic<C>]) -> Summary {
        let mut summary = Summary { files: 1, ..Summary::default() };
        for diagnostic in diagnostics {
            summary.counts[diagnostic.code.severity() as usize] += 1;
        }
        let codes = diagnostics.iter().map(|diagnostic| (diagnostic.code.severity(), diagnostic.code.name()));
        summary.worst = codes.min_by_key(|(severity, _)| *severity);
        summary
    }

    /// Adds the totals of later files.
    pub(crate) fn add(&mut self, later: Summary) {
        self.files += later.files;
        for (count, more) in self.counts.iter_mut().zip(later.counts) {
            *count += more;
        }
        self.worst = self.worst.into_iter().chain(later.worst).min_by_key(|(severity, _)| *severity);
        self.read_errors.extend(later.read_errors);
    }

    /// Returns the number of errors.
    pub(crate) fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Returns the number of warnings.
    pub(crate) fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// Returns the number of diagnostics of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }
}
