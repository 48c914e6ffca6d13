//! Recognition and reading of Templefiles on disk.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::limits::{MAX_WORKSPACE_FILE_BYTES, in_mib, read_limited};

/// Reads a file. An error if it is not a regular file, not UTF-8 or too large.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    // Asked before it is opened, for opening a named pipe would wait for a writer.
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let bytes = read_limited(File::open(path)?, metadata.len(), MAX_WORKSPACE_FILE_BYTES).map_err(|error| {
        let is_too_large = error.kind() == ErrorKind::FileTooLarge;
        let limit = in_mib(MAX_WORKSPACE_FILE_BYTES);
        if is_too_large { io::Error::other(format!("skipped because it is larger than {limit}")) } else { error }
    })?;
    String::from_utf8(bytes).map_err(|_| io::Error::other("skipped because it is not UTF-8"))
}
