//! The search for Templefiles in folders.

use std::ffi::OsStr;
use std::path::Path;

use ignore::WalkBuilder;

/// Returns a walk over a folder and everything below it, sorted by name. It skips hidden entries and the paths that
/// ignore files exclude, unless `everything` is set. Links to folders are not followed, because they could be cyclic.
///
/// The Templefiles among the entries are those that [`is_templefile`] accepts.
///
/// [`is_templefile`]: temple_ide::model::catalogue::is_templefile
pub(crate) fn walk(folder: &Path, everything: bool) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(!everything).sort_by_file_name(OsStr::cmp);
    walk
}
