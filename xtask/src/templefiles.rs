//! Templefiles in the repository. As xtask links none of the crates, it has its own list of their extensions.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Returns the Templefiles directly in a folder, sorted by name. Fails if there are none.
pub(crate) fn in_folder(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let is_templefile = |path: &PathBuf| path.extension().is_some_and(|it| it == "temple" || it == "templefile");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_templefile).collect();
    paths.sort();
    anyhow::ensure!(!paths.is_empty(), "no Templefiles in {}", folder.display());
    Ok(paths)
}
