//! Changes on disk that are to be looked at.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::server::session::key::Key;
use crate::server::session::scope::Paths;

/// Changes on disk that no search has looked at yet. What the client tells is taken as a hint where to look: the disk
/// decides, since changes may be told late, in any order, or for a whole folder only.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Files that are to be read, and files and folders that may have come or gone.
    pub(crate) paths: Paths,
    /// Other paths that may be gone. They do not matter unless a search that is going on finds something there.
    pub(crate) gone: BTreeSet<PathBuf>,
    /// The known files among those that may be gone. Requests are not answered from them any more.
    pub(crate) possibly_deleted: Vec<Key>,
    /// True if a folder may be gone with files in it, and be somewhere else.
    pub(crate) is_moved: bool,
}
