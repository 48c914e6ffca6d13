//! `--out`: when files are written, and the messages about it.

use std::path::Path;

use temple_ide::Analysis;

use super::arguments::PreviewArguments;
use super::view::files;
use crate::cli::output;
use crate::cli::write::Written;

/// What is said of a folder into which a broken Templefile is not written.
pub(super) const NOT_WRITTEN: &str =
    "nothing is written, because the Templefile has errors; repair them, or write its sound part with --force";

/// Returns true if `--out` is absent, or the text may be written to it.
pub(super) fn may_write(arguments: &PreviewArguments, analysis: &Analysis) -> bool {
    arguments.out.is_none() || arguments.force || analysis.is_valid()
}

/// Says what was written, on standard error, so that standard output holds the preview alone.
pub(super) fn say_written(folder: &Path, Written { written, same }: Written) {
    let unchanged = if same == 0 { String::new() } else { format!(", {same} unchanged") };
    output::inform(&format!("{}: {} written{unchanged}", folder.display(), files(written)));
}
