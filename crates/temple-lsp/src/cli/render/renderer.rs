//! The interface of the formats of diagnostics, and the totals that they get at the end.

use std::io::{self, Write};

use temple_ide::{Analysis, Code, Diagnostic, Severity};

use crate::cli::files::Trouble;

/// One format. What `start`, `file` for each file and `finish` write makes the output, in this order.
pub(crate) trait Renderer: Sync {
    /// Writes what stands before the first file.
    fn start(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes the diagnostics of one file, whose name is a path as given or `-`.
    fn file(&self, name: &str, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()>;

    /// What stands between two files that both wrote something.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// Writes what stands after the last file.
    fn finish(&self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// What was found in one or more files.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// How many files were checked.
    pub(crate) files: usize,
    /// How many diagnostics there are of each severity, from errors to hints.
    counts: [usize; 4],
    /// The code of the most serious diagnostic, the first of its severity.
    pub(crate) worst: Option<Code>,
    /// What could not be read.
    pub(crate) troubles: Vec<Trouble>,
}

impl Summary {
    /// The summary of one file.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Summary {
        let mut summary = Summary { files: 1, ..Summary::default() };
        for diagnostic in diagnostics {
            summary.counts[diagnostic.code.severity() as usize] += 1;
        }
        summary.worst = diagnostics.iter().map(|diagnostic| diagnostic.code).min_by_key(|code| code.severity());
        summary
    }

    /// Adds what was found in later files.
    pub(crate) fn add(&mut self, later: Summary) {
        self.files += later.files;
        for (count, more) in self.counts.iter_mut().zip(later.counts) {
            *count += more;
        }
        self.worst = self.worst.into_iter().chain(later.worst).min_by_key(|code| code.severity());
        self.troubles.extend(later.troubles);
    }

    /// How many errors there are.
    pub(crate) fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub(crate) fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// How many diagnostics of a severity there are.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }
}
