//! The files of the repository, for the checks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context as _;

/// Every file that is or would be under version control, by its path from the root, with `/` on every system.
#[derive(Default)]
pub(crate) struct Repo {
    files: BTreeMap<String, Vec<u8>>,
}

impl Repo {
    /// Reads the repository at `root`, except for the files that its `.gitignore` excludes, and `target`, cargo's
    /// target directory. Ignores the user's own rules, and those of a folder around the repository.
    pub(crate) fn read(root: &Path, target: &Path) -> anyhow::Result<Repo> {
        let mut files = BTreeMap::new();
        let mut walk = ignore::WalkBuilder::new(root);
        walk.hidden(false).require_git(false).parents(false).git_global(false);
        let target = target.to_owned();
        walk.filter_entry(move |entry| entry.file_name() != ".git" && entry.path() != target);
        for entry in walk.build() {
            let entry = entry?;
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let path = entry.path().strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                let bytes = std::fs::read(entry.path()).with_context(|| path.clone())?;
                files.insert(path, bytes);
            }
        }
        Ok(Repo { files })
    }

    /// Iterates over the paths and contents of all files.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Iterates over the files that are UTF-8 text and whose path has one of the `endings`.
    pub(crate) fn texts(&self, endings: &[&str]) -> impl Iterator<Item = (&str, &str)> {
        self.files()
            .filter(move |(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
            .filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
    }

    /// Returns the text of one file. Fails if it does not exist or is not text.
    pub(crate) fn text(&self, path: &str) -> anyhow::Result<&str> {
        let bytes = self.files.get(path).with_context(|| format!("{path} does not exist"))?;
        std::str::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))
    }

    /// Returns true if there is a file or folder at the path.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        path.is_empty()
            || self.files.contains_key(path)
            || self.files.range(folder.clone()..).next().is_some_and(|(file, _)| file.starts_with(&folder))
    }

    /// Returns the names of the folders directly in `parent` (`""` is the root), except for hidden ones.
    pub(crate) fn folders(&self, parent: &str) -> BTreeSet<&str> {
        let prefix = if parent.is_empty() { String::new() } else { format!("{parent}/") };
        let inside = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        inside.filter_map(|path| Some(path.split_once('/')?.0)).filter(|name| !name.starts_with('.')).collect()
    }
}

#[cfg(test)]
impl Repo {
    /// Creates a repository from paths and texts.
    pub(crate) fn of(files: &[(&str, &str)]) -> Repo {
        Repo { files: files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignores_files_only_by_rules_of_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("a clone");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write(".gitignore", "*.md\n");
        write("a clone/.gitignore", "out\n");
        for file in ["a.md", "out/b.md", ".git/config", "build/c.md", "docs/build/d.md"] {
            write(&format!("a clone/{file}"), "");
        }
        let repo = Repo::read(&root, &root.join("build")).unwrap();
        let paths: Vec<&str> = repo.files().map(|(path, _)| path).collect();
        assert_eq!(paths, [".gitignore", "a.md", "docs/build/d.md"]);
    }
}
