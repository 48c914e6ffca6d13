//! Which Templefiles the paths on the command line mean, and how they are read.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::EXTENSIONS;

/// The longest text that is read, in bytes. Byte offsets have 32 bits, and the tree takes several times the text.
const LONGEST: u64 = 512 * 1024 * 1024;

/// A text to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, said as `-`.
    Stdin,
    /// A file, by its path as given, or as found in a folder, then without a leading `./`.
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

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown_name(&self.name), self.message)
    }
}

/// How people see the name of an input.
pub(crate) fn shown_name(name: &str) -> &str {
    if name == "-" { "<stdin>" } else { name }
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

/// What the paths on a command line mean.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The inputs in order, each once, and in their places what cannot be reached.
    pub(crate) inputs: Vec<Result<Input, Trouble>>,
    /// The folders in which no Templefile was found.
    pub(crate) empty: Vec<PathBuf>,
}

/// Finds what `paths` mean: a file is taken as it is, a folder as the Templefiles in it, sorted. Hidden folders and what
/// ignore files exclude are skipped unless `everything` is asked for; what is given by name never is.
pub(crate) fn find(paths: &[PathBuf], everything: bool) -> Found {
    let mut found = Found::default();
    for path in paths {
        match (Input::new(path), fs::metadata(path)) {
            (Input::File(folder), Ok(metadata)) if metadata.is_dir() => {
                let before = found.inputs.len();
                search(&folder, everything, &mut found.inputs);
                if found.inputs.len() == before {
                    found.empty.push(folder);
                }
            }
            (Input::File(path), Err(error)) => found.inputs.push(Err(trouble(&path, &error))),
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

/// The path without a leading `./`.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// Adds the Templefiles in and below `folder`, sorted by path. Links to files are followed, links to folders are not, so
/// that the search ends.
fn search(folder: &Path, everything: bool, inputs: &mut Vec<Result<Input, Trouble>>) {
    let walk = WalkBuilder::new(folder).standard_filters(!everything).sort_by_file_name(OsStr::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) => inputs.extend(templefile(plain(entry.path()))),
            Err(error) => inputs.push(Err(walk_trouble(folder, &error))),
        }
    }
}

/// The file that an entry of a folder is or links to, if it has a Templefile's name; nothing for a folder, a pipe or a
/// device.
fn templefile(path: &Path) -> Option<Result<Input, Trouble>> {
    if !path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known)) {
        return None;
    }
    match fs::metadata(path) {
        Ok(metadata) => metadata.is_file().then(|| Ok(Input::File(path.to_owned()))),
        Err(error) => Some(Err(trouble(path, &error))),
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
