//! The output formats of the commands, as command-line values.

use clap::ValueEnum;
use temple_ide::Severity;

/// The formats in which `preview` and `plan` print files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FilesFormat {
    /// For people: a tree of the files, followed by notes
    Tree,
    /// For reading and pipes: the content of the files, or their changes with `plan`
    Text,
    /// For programs: one JSON document
    Json,
}

/// The formats in which `check` prints problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: each problem with the affected lines
    Text,
    /// For programs: one line of JSON per file
    Json,
    /// For code scanning: a SARIF 2.1.0 log
    Sarif,
    /// For GitHub Actions: workflow commands that annotate the pull request
    Github,
}

/// A severity as a command-line value, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MinSeverity {
    Error,
    Warning,
    Information,
    Hint,
}

impl From<MinSeverity> for Severity {
    fn from(severity: MinSeverity) -> Severity {
        match severity {
            MinSeverity::Error => Severity::Error,
            MinSeverity::Warning => Severity::Warning,
            MinSeverity::Information => Severity::Information,
            MinSeverity::Hint => Severity::Hint,
        }
    }
}
