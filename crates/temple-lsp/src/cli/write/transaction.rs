//! Writes several files as one transaction: all of them or none.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use super::new_file::NewFile;
use crate::folder::describe;

/// Files being written. All changes are undone unless [`Transaction::commit`] completes.
#[derive(Default)]
pub(super) struct Transaction {
    /// The created folders, each before those inside it.
    folders: Vec<PathBuf>,
    /// The new files under temporary names, next to their final paths.
    staged: Vec<(NamedTempFile, PathBuf)>,
    /// The files that have their final names, each with the file that it replaced.
    placed: Vec<(PathBuf, Option<TempPath>)>,
}

impl Transaction {
    /// Writes a file under a temporary name next to `path`. The error is a message for the user.
    pub(super) fn stage(&mut self, path: &Path, file: &NewFile) -> Result<(), String> {
        let folder = path.parent().unwrap_or(Path::new("."));
        self.make(folder)?;
        let failed = |error: std::io::Error| format!("{}: {}", path.display(), describe(&error));
        let mut staged = builder(file.executable).tempfile_in(folder).map_err(failed)?;
        staged.write_all(file.text.as_bytes()).map_err(failed)?;
        self.staged.push((staged, path.to_owned()));
        Ok(())
    }

    /// Gives all files their final names.
    pub(super) fn commit(mut self) -> Result<(), String> {
        for (staged, path) in std::mem::take(&mut self.staged) {
            let failed = |error: std::io::Error| format!("{}: {}", path.display(), describe(&error));
            let before = if path.exists() { Some(second_name(&path).map_err(failed)?) } else { None };
            staged.persist(&path).map_err(|error| failed(error.error))?;
            self.placed.push((path, before));
        }
        self.placed.clear();
        self.folders.clear();
        Ok(())
    }

    /// Creates a folder and its parents.
    fn make(&mut self, folder: &Path) -> Result<(), String> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        folder.parent().map_or(Ok(()), |parent| self.make(parent))?;
        fs::create_dir(folder).map_err(|error| format!("{}: {}", folder.display(), describe(&error)))?;
        self.folders.push(folder.to_owned());
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // Further failures are ignored; the error that caused the rollback is reported.
        for (path, before) in self.placed.drain(..).rev() {
            let _ = match before {
                Some(before) => before.persist(&path).map_err(|error| error.error),
                None => fs::remove_file(&path),
            };
        }
        self.staged.clear();
        for folder in self.folders.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Gives a file a second name next to it, so that it can be restored after it was replaced.
fn second_name(path: &Path) -> std::io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let link = builder(false).make_in(folder, |second| fs::hard_link(path, second));
    // Not every file system supports hard links.
    let copy = |_| builder(false).make_in(folder, |second| fs::copy(path, second).map(|_| ()));
    link.or_else(copy).map(|second| second.into_temp_path())
}

/// Creates hidden files with the permissions of any new file.
fn builder(executable: bool) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".temple-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(if executable { 0o777 } else { 0o666 }));
    }
    #[cfg(not(unix))]
    let _ = executable;
    builder
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn file(text: &str) -> NewFile {
        NewFile { path: String::new(), text: text.to_owned(), executable: false }
    }

    /// The last of three files cannot get its name because a folder was created there meanwhile.
    #[test]
    fn undoes_everything_after_a_failure() {
        let folder = TempDir::new().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("old"), "old").expect("a file");
        let mut transaction = Transaction::default();
        for name in ["old", "a/b/new", "last"] {
            transaction.stage(&path(name), &file("new")).expect("staged");
        }
        fs::create_dir(path("last")).expect("a folder");
        fs::write(path("last/x"), "").expect("a file");
        let error = transaction.commit().expect_err("a folder is in the way");
        assert!(error.contains("last"), "{error}");
        assert_eq!(names(folder.path()), ["last", "old"]);
        assert_eq!(fs::read_to_string(path("old")).expect("a file"), "old");
    }

    #[test]
    fn undoes_an_uncommitted_transaction() {
        let folder = TempDir::new().expect("a folder");
        let mut transaction = Transaction::default();
        transaction.stage(&folder.path().join("a/b/c"), &file("c")).expect("staged");
        drop(transaction);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn leaves_no_temporary_files() {
        let folder = TempDir::new().expect("a folder");
        for text in ["first", "second"] {
            let mut transaction = Transaction::default();
            transaction.stage(&folder.path().join("a"), &file(text)).expect("staged");
            transaction.commit().expect("written");
            assert_eq!(names(folder.path()), ["a"]);
            assert_eq!(fs::read_to_string(folder.path().join("a")).expect("a file"), text);
        }
    }
}
