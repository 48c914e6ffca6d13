//! Replaces the content of a file atomically.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Replaces the content of a file, or of the file that a link leads to. At every moment, the file has either the old or
/// the new content. Keeps its permissions. The error is a message for the user.
pub(super) fn file(path: &Path, content: &[u8]) -> Result<(), String> {
    let describe = |error: io::Error| format!("cannot be written: {error}");
    let target = fs::canonicalize(path).map_err(describe)?;
    let metadata = fs::metadata(&target).map_err(describe)?;
    if !metadata.is_file() {
        return Err("is not a regular file and cannot be written; use - for standard input".to_owned());
    }
    if metadata.permissions().readonly() {
        return Err("cannot be written: read-only".to_owned());
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut new = NamedTempFile::with_prefix_in(".temple-lsp-", folder).map_err(describe)?;
    new.write_all(content).map_err(describe)?;
    new.as_file().set_permissions(metadata.permissions()).map_err(describe)?;
    new.as_file().sync_all().map_err(describe)?;
    new.persist(&target).map_err(|error| describe(error.error))?;
    Ok(())
}
