//! Checks that a file may be written at a path: it must be inside the folder, also after links are followed, and have a
//! name that is valid on every system.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The folder to write into.
pub(crate) struct Root {
    /// Its path with links resolved in the part that exists.
    real: PathBuf,
    exists: bool,
}

/// The result of looking up a path.
pub(crate) enum PathState {
    /// Nothing exists there; the path to write to.
    Free(PathBuf),
    /// A file with this content; its path with links resolved.
    File(PathBuf, Vec<u8>),
}

impl Root {
    /// Opens a folder that exists or can be created.
    pub(crate) fn new(folder: &Path) -> Result<Root, String> {
        let name = folder.display();
        match fs::canonicalize(folder) {
            Ok(real) if real.is_dir() => Ok(Root { real, exists: true }),
            Ok(_) => Err(format!("{name}: not a folder")),
            Err(_) if folder.is_symlink() => Err(format!("{name}: broken symbolic link")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Root { real: folder.to_owned(), exists: false }),
            Err(error) => Err(format!("{name}: {}", describe(&error))),
        }
    }

    /// Looks up a path, which has `/` between its names. The error is the reason why nothing may be written there.
    pub(crate) fn look_up(&self, path: &str) -> Result<PathState, String> {
        let names: Vec<&str> = path.split('/').collect();
        if !names.iter().all(|name| is_name(name)) {
            return Err("is not a path inside the folder".to_owned());
        }
        if cfg!(windows)
            && let Some(name) = names.iter().find(|name| is_device(name))
        {
            return Err(format!("`{name}` is a reserved device name on Windows"));
        }
        if !self.exists {
            return Ok(PathState::Free(self.real.join(path)));
        }
        let (last, parents) = names.split_last().ok_or("is not a path inside the folder")?;
        let mut folder = self.real.clone();
        for (at, name) in parents.iter().enumerate() {
            match self.follow(&folder.join(name)) {
                Ok(Some(real)) if real.is_dir() => folder = real,
                Ok(Some(_)) => return Err(format!("`{}` is not a folder", names[..=at].join("/"))),
                Ok(None) => {
                    folder.extend(&names[at..]);
                    return Ok(PathState::Free(folder));
                }
                Err(reason) => return Err(format!("`{}` {reason}", names[..=at].join("/"))),
            }
        }
        let path = folder.join(last);
        match self.follow(&path)? {
            None => Ok(PathState::Free(path)),
            Some(real) => match fs::metadata(&real) {
                Ok(metadata) if metadata.is_dir() => Err("a folder with this name exists".to_owned()),
                Ok(metadata) if !metadata.is_file() => Err("exists but is not a regular file".to_owned()),
                Ok(_) => {
                    fs::read(&real).map(|content| PathState::File(real, content)).map_err(|error| describe(&error))
                }
                Err(error) => Err(describe(&error)),
            },
        }
    }

    /// Resolves a path in a folder without links: returns the path itself, or the target of its link, or `None` if
    /// nothing exists there.
    fn follow(&self, path: &Path) -> Result<Option<PathBuf>, String> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if !metadata.is_symlink() => Ok(Some(path.to_owned())),
            Ok(_) => match fs::canonicalize(path) {
                Ok(real) if real.starts_with(&self.real) => Ok(Some(real)),
                Ok(_) => Err("is a symbolic link to a location outside the folder".to_owned()),
                Err(_) => Err("is a broken symbolic link".to_owned()),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(describe(&error)),
        }
    }
}

/// Returns true if this is the name of a single file or folder on every system.
fn is_name(name: &str) -> bool {
    let mut components = Path::new(name).components();
    matches!(components.next(), Some(Component::Normal(normal)) if normal == name)
        && components.next().is_none()
        && !name.contains(|char: char| matches!(char, '\\' | ':') || char.is_control())
}

/// Returns true if Windows treats this name as a device, with or without an extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered = |port: &str| stem.strip_prefix(port).is_some_and(|it| it.len() == 1 && it != "0" && it < ":");
    ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

pub(crate) fn describe(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_device_names_of_windows() {
        for name in ["con", "AUX.yaml", "com1", "lpt9.txt"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["com", "com0", "com10", "console", "nul-db", "lpt"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
