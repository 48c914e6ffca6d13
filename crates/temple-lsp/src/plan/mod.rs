//! What generating into a folder would change there: files added, changed, unchanged, kept and left behind.
//!
//! [`disk::read`] reads what matters of a folder, and [`compare()`] says what generating would do to it, without touching
//! the disk.

mod compare;
mod data;
pub(crate) mod disk;
mod shape;

use std::collections::BTreeMap;

use serde::Serialize;
use temple_ide::Note;
use temple_ide::model::Provider;

use crate::diff::Diff;

pub(crate) use compare::compare;

/// What generating would do to a folder.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The provider, absent where there is none.
    pub(crate) target: Option<Provider>,
    /// Whether the Templefile has no error, so that nothing is missing from what would be written.
    pub(crate) complete: bool,
    /// The files, sorted by path.
    pub(crate) files: Vec<Planned>,
    /// What is to be known before generating.
    pub(crate) notes: Vec<Note>,
}

impl Plan {
    /// Whether nothing would be added, changed or left behind.
    pub(crate) fn is_same(&self) -> bool {
        self.files.iter().all(|file| matches!(file.state, State::Unchanged | State::Kept))
    }

    /// How many files are in a state.
    pub(crate) fn count(&self, state: State) -> usize {
        self.files.iter().filter(|file| file.state == state).count()
    }
}

/// What would become of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Planned {
    /// Where it is in the folder, with `/` between the names.
    pub(crate) path: String,
    /// What would become of it.
    pub(crate) state: State,
    /// What would change, for a file that is there and can be compared line by line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) diff: Option<Diff>,
    /// What else is to be said, such as why what is there cannot be compared, as part of a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remark: Option<String>,
}

/// What would become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// It is not there yet.
    Added,
    /// It is there and says something else.
    Changed,
    /// It is there and says the same.
    Unchanged,
    /// It belongs to the user, and is never written again.
    Kept,
    /// The generator wrote it for something that is no longer there.
    LeftBehind,
}

impl State {
    /// Every state, in the order in which people are told.
    pub(crate) const ALL: [State; 5] = [State::Added, State::Changed, State::LeftBehind, State::Kept, State::Unchanged];

    /// The state in words.
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

/// What is in a folder, as far as it matters for a plan: each file by its path, with `/` between the names.
#[derive(Debug, Default, Hash)]
pub(crate) struct Folder {
    files: BTreeMap<String, Found>,
}

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Found {
    /// It is there and holds this.
    Text(String),
    /// Something is there that cannot be compared, and why: "is a folder".
    Other(String),
}

impl Folder {
    /// What is at a path.
    pub(crate) fn get(&self, path: &str) -> Option<&Found> {
        self.files.get(path)
    }

    /// Puts something at a path.
    pub(crate) fn insert(&mut self, path: impl Into<String>, found: Found) {
        self.files.insert(path.into(), found);
    }

    /// All paths, sorted.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
