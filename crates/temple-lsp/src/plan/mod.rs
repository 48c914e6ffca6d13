//! The changes that generating into a folder would make: files added, changed, unchanged, kept and left behind.
//!
//! [`disk::read`] reads the relevant files of a folder, and [`compare()`] computes the effect of generating into it,
//! without accessing the disk.

mod compare;
mod data;
pub(crate) mod disk;
mod shape;

use std::collections::BTreeMap;

use serde::Serialize;
use temple_ide::Note;
use temple_ide::manifest::Target;

use crate::diff::Diff;

use crate::fingerprint::Fingerprint;
pub(crate) use compare::compare;

/// The effect of generating into a folder.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The target; `None` if there is none.
    pub(crate) target: Option<Target>,
    /// True if the Templefile has no errors, so that no files are missing.
    pub(crate) complete: bool,
    /// The files, sorted by path.
    pub(crate) files: Vec<Planned>,
    /// Notes to read before generating.
    pub(crate) notes: Vec<Note>,
}

impl Plan {
    /// Returns true if nothing would be added, changed or left behind.
    pub(crate) fn is_same(&self) -> bool {
        self.files.iter().all(|file| matches!(file.state, State::Unchanged | State::Kept))
    }

    /// Returns the number of files in a state.
    pub(crate) fn count(&self, state: State) -> usize {
        self.files.iter().filter(|file| file.state == state).count()
    }
}

/// The effect on a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Planned {
    /// The path in the folder, with `/` between the names.
    pub(crate) path: String,
    /// The state of the file.
    pub(crate) state: State,
    /// The changes, if the file exists and can be compared line by line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) diff: Option<Diff>,
    /// A further remark, such as the reason why the file on disk cannot be compared, as part of a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remark: Option<String>,
}

/// The states of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// The file does not exist yet.
    Added,
    /// The file exists with other content.
    Changed,
    /// The file exists with the same content.
    Unchanged,
    /// The file belongs to the user and is never overwritten.
    Kept,
    /// The generator wrote the file for a part of the Templefile that no longer exists.
    LeftBehind,
}

impl State {
    /// Every state, in the order of the summary.
    pub(crate) const ALL: [State; 5] = [State::Added, State::Changed, State::LeftBehind, State::Kept, State::Unchanged];

    /// Returns the state in words.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            State::Added => "added",
            State::Changed => "changed",
            State::Unchanged => "unchanged",
            State::Kept => "kept",
            State::LeftBehind => "left behind",
        }
    }
}

/// The relevant files of a folder, by path, with `/` between the names.
#[derive(Debug, Default, Hash)]
pub(crate) struct Folder {
    files: BTreeMap<String, DiskFile>,
}

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum DiskFile {
    /// A text file with this content.
    Text(String),
    /// Something that cannot be compared.
    Other {
        /// The reason, such as "a folder with this name exists".
        reason: String,
        /// Differs once the content or the length and modification time have changed. `None` if there is no content.
        state: Option<Fingerprint>,
    },
}

impl Folder {
    /// Returns the file at a path.
    pub(crate) fn get(&self, path: &str) -> Option<&DiskFile> {
        self.files.get(path)
    }

    /// Adds the file at a path.
    pub(crate) fn insert(&mut self, path: impl Into<String>, found: DiskFile) {
        self.files.insert(path.into(), found);
    }

    /// All paths, sorted.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
