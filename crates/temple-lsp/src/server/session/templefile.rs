//! Recognition and reading of Templefiles on disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::EXTENSIONS;

/// The maximum size of a file in bytes. Larger files are skipped, since no real Templefile is as large.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Returns true if the name of a path is that of a Templefile.
pub(crate) fn is_templefile(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// Reads a file. An error if it is not a regular file, not UTF-8 or too large.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    // Checked before opening, because opening a named pipe would wait for a writer.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(io::Error::other(format!("larger than {} MiB, so it is skipped", MAX_FILE_BYTES >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("not UTF-8, so it is skipped"))
}
