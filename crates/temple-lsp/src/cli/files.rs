//! Finds the files that the paths on the command line name, and reads them.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::limits::{MAX_INPUT_BYTES, in_mib, read_limited};
use crate::templefile::walk;

/// A text to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, written as `-`.
    Stdin,
    /// A file, by its path as given, or as found in a folder, then without a leading `./`.
    File(PathBuf),
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadError {
    /// The path as given, or `-`.
    pub(crate) name: String,
    /// The problem, and its solution.
    pub(crate) message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown_name(&self.name), self.message)
    }
}

/// Returns the name of an input for messages.
pub(crate) fn shown_name(name: &str) -> &str {
    if name == "-" { "<stdin>" } else { name }
}

impl Input {
    /// Returns the input for a path on the command line.
    pub(crate) fn new(path: &Path) -> Input {
        if path == Path::new("-") { Input::Stdin } else { Input::File(path.to_owned()) }
    }

    /// Returns the path as given, or `-`. Invalid Unicode is replaced.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// Reads the whole text.
    pub(crate) fn read(&self) -> Result<String, ReadError> {
        let bytes = match self {
            Input::Stdin => read_limited(io::stdin().lock(), 0, MAX_INPUT_BYTES),
            Input::File(path) => File::open(path)
                .and_then(|file| Ok((file.metadata()?.len(), file)))
                .and_then(|(length, file)| read_limited(file, length, MAX_INPUT_BYTES)),
        };
        bytes
            .map_err(|error| describe(&error))
            .and_then(|bytes| String::from_utf8(bytes).map_err(|error| not_utf8(&error)))
            .map_err(|message| ReadError { name: self.name(), message })
    }
}

fn describe(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a folder; specify a file".to_owned(),
        ErrorKind::FileTooLarge => format!("is larger than the limit of {}", in_mib(MAX_INPUT_BYTES)),
        _ => format!("cannot be read: {error}"),
    }
}

/// Returns a message about the first byte that is not UTF-8, and the likely encoding.
fn not_utf8(error: &std::string::FromUtf8Error) -> String {
    let bytes = error.as_bytes();
    let encoding = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file looks like UTF-16",
        _ => "the file may use another encoding",
    };
    let offset = error.utf8_error().valid_up_to();
    let (before, after) = bytes.split_at(offset);
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let bad = after.first().copied().unwrap_or_default();
    format!("is not UTF-8: invalid byte {bad:#04x} at offset {offset}, line {line}; {encoding}. Save it as UTF-8")
}

/// The inputs that the paths on a command line name.
#[derive(Debug, Default)]
pub(crate) struct FoundInputs {
    /// The inputs in order and without duplicates; inputs that cannot be reached are errors.
    pub(crate) inputs: Vec<Result<Input, ReadError>>,
    /// The folders without any wanted file.
    pub(crate) empty: Vec<PathBuf>,
}

/// Finds the inputs that `paths` name: a file stands for itself, a folder for the files in it that `is_wanted` accepts,
/// sorted. Skips hidden folders and the paths that ignore files exclude, unless `everything` is set. Files given by
/// name are never skipped.
pub(crate) fn find(paths: &[PathBuf], is_wanted: fn(&Path) -> bool, everything: bool) -> FoundInputs {
    let mut found = FoundInputs::default();
    for path in paths {
        match (Input::new(path), fs::metadata(path)) {
            (Input::File(folder), Ok(metadata)) if metadata.is_dir() => {
                let before = found.inputs.len();
                search(&folder, is_wanted, everything, &mut found.inputs);
                if found.inputs.len() == before {
                    found.empty.push(folder);
                }
            }
            (Input::File(path), Err(error)) => found.inputs.push(Err(read_error(&path, &error))),
            (input, _) => found.inputs.push(Ok(input)),
        }
    }
    let mut seen = HashSet::new();
    found.inputs.retain(|item| match item {
        Ok(Input::File(path)) => seen.insert(plain(path).to_owned()),
        Ok(Input::Stdin) => seen.insert(PathBuf::from("-")),
        Err(_) => true,
    });
    found
}

/// Removes a leading `./` from the path.
pub(crate) fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// Adds the wanted files in and below `folder`, sorted by path. Follows links to files, but not links to folders,
/// which could be cyclic.
fn search(folder: &Path, is_wanted: fn(&Path) -> bool, everything: bool, inputs: &mut Vec<Result<Input, ReadError>>) {
    for entry in walk(folder, everything).build() {
        match entry {
            Ok(entry) => inputs.extend(wanted(plain(entry.path()), is_wanted)),
            Err(error) => inputs.push(Err(search_error(folder, &error))),
        }
    }
}

/// Returns the file at a path, links followed, if it is wanted. Returns `None` for folders, pipes and devices.
fn wanted(path: &Path, is_wanted: fn(&Path) -> bool) -> Option<Result<Input, ReadError>> {
    if !is_wanted(path) {
        return None;
    }
    match fs::metadata(path) {
        Ok(metadata) => metadata.is_file().then(|| Ok(Input::File(path.to_owned()))),
        Err(error) => Some(Err(read_error(path, &error))),
    }
}

fn read_error(path: &Path, error: &io::Error) -> ReadError {
    let message = match (error.kind(), fs::read_link(path)) {
        (ErrorKind::NotFound, Ok(target)) => {
            format!("is a symbolic link to {}, which does not exist", target.to_string_lossy())
        }
        _ => describe(error),
    };
    ReadError { name: path.to_string_lossy().into_owned(), message }
}

fn search_error(folder: &Path, error: &ignore::Error) -> ReadError {
    let path = path_of(error).unwrap_or(folder);
    let message = error.io_error().map_or_else(|| error.to_string(), describe);
    ReadError { name: path.to_string_lossy().into_owned(), message }
}

/// Returns the path that an error of the search contains, if any.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
