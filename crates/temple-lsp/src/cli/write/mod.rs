//! Writes generated files into a folder: all of them or none, only inside the folder, and without overwriting files
//! that must be kept.

mod new_file;
mod transaction;

use std::fmt;
use std::path::Path;

use transaction::Transaction;

use crate::folder::{PathState, Root};

pub(crate) use new_file::NewFile;

/// The number of files written and skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WriteCounts {
    /// The number of files created or replaced.
    pub(crate) written: usize,
    /// The number of files that had the same text already.
    pub(crate) same: usize,
}

/// The reason why nothing was written.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// These files exist with other content; their paths.
    Different(Vec<String>),
    /// These paths cannot be written; each with the reason.
    Impossible(Vec<String>),
    /// Writing failed, and all changes were undone.
    Failed(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The number of paths to list.
        const MAX_LISTED_PATHS: usize = 20;
        let list = |f: &mut fmt::Formatter<'_>, lines: &[String]| {
            lines.iter().take(MAX_LISTED_PATHS).try_for_each(|line| write!(f, "\n  {line}"))?;
            match lines.len().saturating_sub(MAX_LISTED_PATHS) {
                0 => Ok(()),
                more => write!(f, "\n  and {more} more"),
            }
        };
        match self {
            Refusal::Different(paths) => {
                f.write_str(
                    "nothing written: these files already exist with different content; use --force to overwrite them",
                )?;
                list(f, paths)
            }
            Refusal::Impossible(reasons) => {
                f.write_str("nothing written: these files cannot be written")?;
                list(f, reasons)
            }
            Refusal::Failed(reason) => write!(f, "nothing written: {reason}"),
        }
    }
}

/// Writes `files` into `folder`, which is created if necessary. `may_replace` decides, by path and content, whether an
/// existing file with other content may be overwritten.
pub(crate) fn write(
    folder: &Path,
    files: &[NewFile],
    may_replace: impl Fn(&str, &[u8]) -> bool,
) -> Result<WriteCounts, Refusal> {
    let root = Root::new(folder).map_err(|reason| Refusal::Impossible(vec![reason]))?;
    let (mut impossible, mut different, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        match root.look_up(&file.path) {
            Err(reason) => impossible.push(format!("{}: {reason}", file.path)),
            Ok(PathState::File(_, content)) if content == file.text.as_bytes() => {}
            Ok(PathState::File(_, content)) if !may_replace(&file.path, &content) => different.push(file.path.clone()),
            Ok(PathState::File(path, _) | PathState::Free(path)) => steps.push((path, file)),
        }
    }
    if !impossible.is_empty() {
        return Err(Refusal::Impossible(impossible));
    }
    if !different.is_empty() {
        return Err(Refusal::Different(different));
    }
    let mut transaction = Transaction::default();
    let staged = steps.iter().try_for_each(|(path, file)| transaction.stage(path, file));
    staged.and_then(|()| transaction.commit()).map_err(Refusal::Failed)?;
    Ok(WriteCounts { written: steps.len(), same: files.len() - steps.len() })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn file(path: &str, text: &str) -> NewFile {
        NewFile { path: path.to_owned(), text: text.to_owned(), executable: path.ends_with(".sh") }
    }

    /// Returns all files and folders below, with the texts of files, sorted.
    fn listing(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(|a, b| a.cmp(b)).build()
        {
            let path = entry.expect("an entry").into_path();
            let name = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).map_or_else(|_| "/".to_owned(), |text| format!("={text}"));
            found.push(format!("{name}{text}"));
        }
        found.remove(0);
        found
    }

    /// Writes into a folder that contains `before`, and compares the message and the resulting files.
    #[track_caller]
    fn check(before: &[(&str, &str)], files: &[NewFile], force: bool, message: &str, after: &[&str]) {
        let folder = TempDir::new().expect("a folder");
        for (path, text) in before {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let result = write(folder.path(), files, |_, _| force);
        let result = result.map_or_else(|it| it.to_string(), |it| format!("{} {}", it.written, it.same));
        assert!(result.starts_with(message), "{result}");
        assert_eq!(listing(folder.path()), after);
    }

    #[test]
    fn writes_files_with_their_folders() {
        check(
            &[],
            &[file("a/b/c.yml", "c"), file("d.sh", "d")],
            false,
            "2 0",
            &["a/", "a/b/", "a/b/c.yml=c", "d.sh=d"],
        );
    }

    #[test]
    fn skips_equal_files_and_keeps_others_unless_forced() {
        let files = [file("a", "new"), file("b", "same"), file("c/d", "new")];
        let before = [("a", "old"), ("b", "same")];
        let message =
            "nothing written: these files already exist with different content; use --force to overwrite them\n  a";
        check(&before, &files, false, message, &["a=old", "b=same"]);
        check(&before, &files, true, "2 1", &["a=new", "b=same", "c/", "c/d=new"]);
    }

    #[test]
    fn names_obstacles_and_writes_nothing() {
        let files = [file("a/x", "x"), file("b", "b"), file("c", "c")];
        let message = "nothing written: these files cannot be written\n  a/x: `a` is not a folder\n  \
                    b: a folder with this name exists";
        check(&[("a", ""), ("b/x", "")], &files, true, message, &["a=", "b/", "b/x="]);
    }

    #[test]
    fn refuses_names_that_leave_the_folder() {
        for path in ["../x", "/x", "a/../../x", "a//b", "./a", "a/", "", "a\\b", "c:x", "a\0b", "a\nb"] {
            let message =
                format!("nothing written: these files cannot be written\n  {path}: is not a path inside the folder");
            check(&[], &[file("ok", ""), file(path, "")], true, &message, &[]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn refuses_links_that_leave_the_folder() {
        use std::os::unix::fs::symlink;

        let outside = TempDir::new().expect("a folder");
        fs::write(outside.path().join("f"), "theirs").expect("a file");
        let folder = TempDir::new().expect("a folder");
        let inside = |name: &str| folder.path().join(name);
        fs::create_dir(inside("real")).expect("a folder");
        symlink(outside.path(), inside("out")).expect("a link");
        symlink(outside.path().join("f"), inside("f")).expect("a link");
        symlink("nowhere", inside("dead")).expect("a link");
        symlink("real", inside("in")).expect("a link");
        for (path, reason) in [
            ("out/new", "`out` is a symbolic link to a location outside the folder"),
            ("out/f", "`out` is a symbolic link to a location outside the folder"),
            ("f", "is a symbolic link to a location outside the folder"),
            ("dead", "is a broken symbolic link"),
            ("dead/x", "`dead` is a broken symbolic link"),
        ] {
            let refusal = write(folder.path(), &[file("ok", ""), file(path, "mine")], |_, _| true).expect_err(path);
            assert!(refusal.to_string().ends_with(&format!("\n  {path}: {reason}")), "{refusal}");
        }
        assert_eq!(listing(outside.path()), ["f=theirs"]);
        assert!(!inside("ok").exists());

        // A link to a folder inside is followed.
        write(folder.path(), &[file("in/x", "x")], |_, _| false).expect("written");
        assert_eq!(fs::read_to_string(inside("real/x")).expect("a file"), "x");
    }

    #[cfg(unix)]
    #[test]
    fn makes_scripts_executable() {
        use std::os::unix::fs::PermissionsExt;

        let folder = TempDir::new().expect("a folder");
        write(folder.path(), &[file("a.sh", ""), file("b", "")], |_, _| false).expect("written");
        let mode = |name| fs::metadata(folder.path().join(name)).expect("a file").permissions().mode();
        assert_eq!((mode("a.sh") & 0o100, mode("b") & 0o111), (0o100, 0));
        // It has the same permissions as any new file of the user.
        fs::write(folder.path().join("c"), "").expect("a file");
        assert_eq!(mode("b"), mode("c"));
    }

    #[test]
    fn creates_a_missing_folder_only_with_its_files() {
        let folder = TempDir::new().expect("a folder");
        let new = folder.path().join("a/b");
        write(&new, &[file("../x", "")], |_, _| true).expect_err("refused");
        assert_eq!(listing(folder.path()), [""; 0]);
        write(&new, &[file("x", "")], |_, _| true).expect("written");
        assert_eq!(listing(folder.path()), ["a/", "a/b/", "a/b/x="]);
    }
}
