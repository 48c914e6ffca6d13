//! The interface of the diagnostic formats, and the totals that they receive at the end.

use std::io::{self, Write};

use temple_ide::{Analysis, Code, Diagnostic, Severity};

use crate::cli::files::ReadError;

/// A format. The output consists of `start`, `file` for each file, and `finish`, in this order.
pub(crate) trait Renderer: Sync {
    /// Writes the text before the first file.
    fn start(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes the diagnostics of one file, whose name is a path as given or `-`.
    fn file(&self, name: &str, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()>;

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
    /// The code of the most serious diagnostic; the first one of that severity.
    pub(crate) worst: Option<Code>,
    /// The inputs that could not be read.
    pub(crate) read_errors: Vec<ReadError>,
}

impl Summary {
    /// Returns the summary of one file.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Summary {
        let mut summary = Summary { files: 1, ..Summary::default() };
        for diagnostic in diagnostics {
            summary.counts[diagnostic.code.severity() as usize] += 1;
        }
        summary.worst = diagnostics.iter().map(|diagnostic| diagnostic.code).min_by_key(|code| code.severity());
        summary
    }

    /// Adds the totals of later files.
    pub(crate) fn add(&mut self, later: Summary) {
        self.files += later.files;
        for (count, more) in self.counts.iter_mut().zip(later.counts) {
            *count += more;
        }
        self.worst = self.worst.into_iter().chain(later.worst).min_by_key(|code| code.severity());
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
