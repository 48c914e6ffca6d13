//! The identity of a document, whichever of its addresses is used.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use crate::server::protocol::uri;

/// The identity of a document: for files the path, however it is escaped in an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A file, on disk or about to be.
    File(PathBuf),
    /// Anything else, by its address.
    Other(String),
}

impl Key {
    /// Returns true if this is the file of that path, or one in the folder of that path.
    pub(crate) fn is_below(&self, path: &Path) -> bool {
        matches!(self, Key::File(file) if file.starts_with(path))
    }

    /// The address, written our way. `None` for a path that is not UTF-8.
    pub(crate) fn uri(&self) -> Option<Uri> {
        match self {
            Key::File(path) => uri::from_path(path),
            Key::Other(uri) => Some(Uri(uri.clone())),
        }
    }
}

impl From<&Uri> for Key {
    fn from(uri: &Uri) -> Key {
        uri::to_path(uri).map_or_else(|| Key::Other(uri.0.clone()), Key::File)
    }
}
