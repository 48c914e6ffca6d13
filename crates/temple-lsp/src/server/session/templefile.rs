//! Templefiles on disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::EXTENSIONS;

/// Larger files are skipped, in bytes: nobody writes such a Templefile.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Returns true if a path is that of a Templefile, by its name.
pub(crate) fn is_templefile(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// The text of a file, unless it is no file, not UTF-8 or too large.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    // Asked before it is opened, for opening a named pipe would wait for whoever writes to it.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(io::Error::other(format!("skipped because it is larger than {} MiB", MAX_FILE_BYTES >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("skipped because it is not UTF-8"))
}
