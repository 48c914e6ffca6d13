//! The condition for writing files with `--out`, and its messages.

use std::path::Path;

use temple_ide::Analysis;

use super::arguments::PreviewArguments;
use super::view::files;
use crate::cli::output;
use crate::cli::write::WriteCounts;

/// The message if a Templefile with errors is not written.
pub(super) const NOT_WRITTEN: &str =
    "nothing written: the Templefile has errors; fix them, or use --force to write its valid part";

/// Returns true if `--out` is absent, or if the files of this text may be written there.
pub(super) fn may_write(arguments: &PreviewArguments, analysis: &Analysis) -> bool {
    arguments.out.is_none() || arguments.force || analysis.is_valid()
}

/// Reports the written files on standard error, because standard output contains only the preview.
pub(super) fn report_written(folder: &Path, WriteCounts { written, same }: WriteCounts) {
    let unchanged = if same == 0 { String::new() } else { format!(", {same} unchanged") };
    output::inform(&format!("{}: {} written{unchanged}", folder.display(), files(written)));
}
