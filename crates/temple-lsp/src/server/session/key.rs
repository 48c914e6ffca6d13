//! The identity of a document, independent of the spelling of its URI.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use crate::server::protocol::uri;

/// The identity of a document: for files the path, however it is escaped in a URI.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A file, whether it exists or not.
    File(PathBuf),
    /// Any other document, by its URI.
    Other(String),
}

impl Key {
    /// Returns true if this is the file at the path, or in the folder at the path.
    pub(crate) fn is_below(&self, path: &Path) -> bool {
        matches!(self, Key::File(file) if file.starts_with(path))
    }

    /// Returns the URI in our spelling. `None` for a path that is not UTF-8.
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
