//! The arguments of `temple-lsp preview`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::format::FilesFormat;
use crate::cli::source::SourceArguments;

/// Show every file that generating would write, or write them
///
/// If the file has errors, shows the files of its valid part, prints the errors to standard error, and exits with 1.
#[derive(Debug, Args)]
pub(crate) struct PreviewArguments {
    #[command(flatten)]
    pub(crate) source: SourceArguments,
    /// The output format [default: tree, or text for a single file]
    #[arg(long, value_enum)]
    pub(super) format: Option<FilesFormat>,
    /// Show only the file with this path; in text format, only its content
    #[arg(long = "file", value_name = "PATH")]
    pub(super) only: Option<String>,
    /// Write the files into this folder, which is made if it is not there
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "only")]
    pub(crate) out: Option<PathBuf>,
    /// Overwrite files with different content, and write the valid part of a Templefile with errors
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Show, and with --out write, the files again whenever the Templefile changes, until interrupted
    #[arg(long)]
    pub(crate) watch: bool,
}

impl PreviewArguments {
    /// Returns true if the output is JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Some(FilesFormat::Json)
    }
}
