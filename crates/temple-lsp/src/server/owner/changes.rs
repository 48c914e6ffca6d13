//! Changes on disk that have yet to be checked.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::server::session::key::Key;
use crate::server::session::scope::Paths;

/// Changes on disk that no search has checked yet. Reports of the client are only hints where to look, and the disk
/// decides, since reports may come late, in any order, or only for a whole folder.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Files to read, and files and folders that may have been created or deleted.
    pub(crate) paths: Paths,
    /// Other paths that may have been deleted. They matter only if a running search finds something there.
    pub(crate) gone: BTreeSet<PathBuf>,
    /// The known files that may have been deleted. Requests are no longer answered from them.
    pub(crate) possibly_deleted: Vec<Key>,
    /// True if a folder with Templefiles may have been moved to another path.
    pub(crate) is_moved: bool,
}
