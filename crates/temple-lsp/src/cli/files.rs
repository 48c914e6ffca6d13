//! Which Templefiles the paths on the command line mean, and how they are read.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

/// What a Templefile's name ends in when it is looked for in a folder.
const EXTENSIONS: [&str; 2] = ["temple", "templefile"];
/// The longest text that is read, in bytes. Byte offsets have 32 bits, and the tree takes several times the text.
const LONGEST: u64 = 512 * 1024 * 1024;

/// A text to check.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Input {
    /// Standard input, said as `-`.
    Stdin,
    /// A file, by its path as given or as found below a folder as given.
    File(PathBuf),
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What it is about: a path as given, or `-`.
    pub(crate) name: String,
    /// What is wrong and what to do about it.
    pub(crate) message: String,
}

impl Input {
    /// The input that a path on the command line stands for.
    pub(crate) fn new(path: &Path) -> Input {
        if path == Path::new("-") { Input::Stdin } else { Input::File(path.to_owned()) }
    }

    /// The path as given, or `-`. What is not Unicode in it is replaced.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// The whole text, or why it cannot be had.
    pub(crate) fn read(&self) -> Result<String, Trouble> {
        let bytes = match self {
            Input::Stdin => read_bytes(io::stdin().lock(), 0),
            Input::File(path) => File::open(path)
                .and_then(|file| Ok((file.metadata()?.len(), file)))
                .and_then(|(length, file)| read_bytes(file, length)),
        };
        bytes
            .map_err(|error| in_words(&error))
            .and_then(|bytes| String::from_utf8(bytes).map_err(|error| not_utf8(&error)))
            .map_err(|message| Trouble { name: self.name(), message })
    }
}

/// Everything in `source`, whose length is said to be `length` bytes.
fn read_bytes(source: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if length <= LONGEST {
        bytes.reserve_exact(length as usize + 1);
        source.take(LONGEST + 1).read_to_end(&mut bytes)?;
    }
    if length.max(bytes.len() as u64) > LONGEST {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a folder; give a file".to_owned(),
        ErrorKind::FileTooLarge => format!("is longer than {} MiB, the most that is read", LONGEST >> 20),
        _ => format!("cannot be read: {error}"),
    }
}

/// Says where a text stops being UTF-8, and what it may be instead.
fn not_utf8(error: &std::string::FromUtf8Error) -> String {
    let bytes = error.as_bytes();
    let encoding = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16",
        _ => "it may be in another encoding",
    };
    let offset = error.utf8_error().valid_up_to();
    let (before, after) = bytes.split_at(offset);
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let bad = after.first().copied().unwrap_or_default();
    format!("is not UTF-8: the byte {bad:#04x} at offset {offset}, in line {line}; {encoding}, so save it as UTF-8")
}

/// The inputs that `paths` mean, in order: a file as it is, a folder as the Templefiles in it, sorted. Each file is
/// there once. Hidden folders and what ignore files exclude are skipped unless `everything` is asked for; what is
/// given by name never is.
pub(crate) fn find(paths: &[PathBuf], everything: bool) -> Vec<Result<Input, Trouble>> {
    let mut found = Vec::new();
    for path in paths {
        match Input::new(path) {
            Input::Stdin => found.push(Ok(Input::Stdin)),
            Input::File(path) => match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => search(&path, everything, &mut found),
                Ok(_) => found.push(Ok(Input::File(path))),
                Err(error) => found.push(Err(trouble(&path, &error))),
            },
        }
    }
    let mut seen = HashSet::new();
    found.retain(|item| item.as_ref().map_or(true, |input| seen.insert(input.clone())));
    found
}

/// Adds the Templefiles in and below `folder`, sorted by path. Links to files are followed, links to folders are not, so
/// that the search ends.
fn search(folder: &Path, everything: bool, found: &mut Vec<Result<Input, Trouble>>) {
    let walk = WalkBuilder::new(folder).standard_filters(!everything).sort_by_file_name(OsStr::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) if is_templefile(entry.path()) => found.extend(file_of(&entry)),
            Ok(_) => {}
            Err(error) => found.push(Err(walk_trouble(folder, &error))),
        }
    }
}

fn is_templefile(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// The file that an entry with a Templefile's name is or links to; nothing for a folder, a pipe or a device.
fn file_of(entry: &DirEntry) -> Option<Result<Input, Trouble>> {
    match fs::metadata(entry.path()) {
        // What is found in the current folder is named as people name it.
        Ok(metadata) if metadata.is_file() => {
            let path = entry.path().strip_prefix(".").unwrap_or(entry.path());
            Some(Ok(Input::File(path.to_owned())))
        }
        Ok(_) => None,
        Err(error) => Some(Err(trouble(entry.path(), &error))),
    }
}

fn trouble(path: &Path, error: &io::Error) -> Trouble {
    let message = match (error.kind(), fs::read_link(path)) {
        (ErrorKind::NotFound, Ok(target)) => {
            format!("is a link to {}, which does not exist", target.to_string_lossy())
        }
        _ => in_words(error),
    };
    Trouble { name: path.to_string_lossy().into_owned(), message }
}

fn walk_trouble(folder: &Path, error: &ignore::Error) -> Trouble {
    let path = path_of(error).unwrap_or(folder);
    let message = error.io_error().map_or_else(|| error.to_string(), in_words);
    Trouble { name: path.to_string_lossy().into_owned(), message }
}

/// The path that an error of the search is about, if it says one.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
