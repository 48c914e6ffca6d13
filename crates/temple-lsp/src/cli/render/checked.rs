//! The files that are checked, with their diagnostics.

use temple_ide::{Analysis, Severity};

/// A checked file.
pub(crate) enum Checked {
    /// A Templefile.
    Templefile(Box<Analysis>),
    /// A deploy file.
    Deploy(DeployReport),
}

/// A deploy file and its diagnostics, sorted by range.
pub(crate) struct DeployReport {
    pub(crate) text: String,
    pub(crate) diagnostics: Vec<temple_deploy::Diagnostic>,
}

/// The code of a diagnostic in any kind of file.
pub(crate) trait Rule: Copy + std::fmt::Display {
    /// The name.
    fn name(self) -> &'static str;

    /// The severity of every diagnostic with the code.
    fn severity(self) -> Severity;

    /// The URL of the page about the code.
    fn url(self) -> String;

    /// The position among the codes of all kinds of files.
    fn index(self) -> usize;
}

impl Rule for temple_ide::Code {
    fn name(self) -> &'static str {
        self.as_str()
    }

    fn severity(self) -> Severity {
        temple_ide::Code::severity(self)
    }

    fn url(self) -> String {
        temple_ide::Code::url(self)
    }

    fn index(self) -> usize {
        self as usize
    }
}

impl Rule for temple_deploy::Code {
    fn name(self) -> &'static str {
        self.as_str()
    }

    fn severity(self) -> Severity {
        temple_deploy::Code::severity(self)
    }

    fn url(self) -> String {
        temple_deploy::Code::url(self)
    }

    fn index(self) -> usize {
        temple_ide::Code::ALL.len() + self as usize
    }
}

impl Checked {
    /// The number of diagnostics.
    pub(crate) fn len(&self) -> usize {
        match self {
            Checked::Templefile(analysis) => analysis.diagnostics().len(),
            Checked::Deploy(report) => report.diagnostics.len(),
        }
    }
}
