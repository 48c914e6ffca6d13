//! The open documents: their texts, and one analysis for each text.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use gen_lsp_types::Uri;
use temple_ide::{Analysis, TextSize};

use super::from_proto::{self, Change};
use super::guard::{Guard, Job};
use super::history::{History, Valid, Version};
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::published::Edits;
use super::to_proto;
use crate::text::{Encoding, Text};

/// What makes two addresses mean the same document: for files the path, however it is escaped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// A file, on disk or about to be.
    File(PathBuf),
    /// Anything else, by its address.
    Other(String),
}

impl Key {
    /// Whether this is the file of that path, or one in the folder of that path.
    pub(super) fn is_below(&self, path: &Path) -> bool {
        matches!(self, Key::File(file) if file.starts_with(path))
    }

    /// The address, written our way. `None` for a path that is not UTF-8.
    pub(super) fn uri(&self) -> Option<Uri> {
        match self {
            Key::File(path) => to_proto::uri(path),
            Key::Other(uri) => Some(Uri(uri.clone())),
        }
    }
}

impl From<&Uri> for Key {
    fn from(uri: &Uri) -> Key {
        from_proto::path(uri).map_or_else(|| Key::Other(uri.0.clone()), Key::File)
    }
}

/// One version of an open document. Immutable; an edit makes a new one.
#[derive(Debug)]
pub(super) struct Document {
    /// The address as the client writes it.
    pub(super) uri: Uri,
    /// The client's number for this version.
    pub(super) version: i64,
    /// The text.
    pub(super) text: Text,
    /// The edits that led here from the version before.
    pub(super) edits: Edits,
    analysis: Arc<OnceLock<Option<Arc<Analysis>>>>,
    /// The analysis of an earlier version, from which that of this one takes what has not changed.
    earlier: Mutex<Option<Arc<Analysis>>>,
    /// The versions before this one, as far as one of them may be the last valid one.
    history: History,
}

impl Document {
    /// A version of a document that nobody has analysed yet, without any versions before it.
    pub(super) fn new(uri: Uri, version: i64, text: Text) -> Document {
        let (edits, history) = (Edits::default(), History::default());
        Document { uri, version, text, edits, analysis: Arc::default(), earlier: Mutex::new(None), history }
    }

    /// What is known about the text. Computed by whoever asks first, once; others wait for it.
    pub(super) fn analysis(&self) -> Result<&Arc<Analysis>, Failure> {
        let analysis = self.analysis.get_or_init(|| {
            let earlier = lock(&self.earlier).take();
            analyse(self.text.to_string(), earlier.as_deref())
        });
        analysis.as_ref().ok_or_else(|| Failure::new(ErrorCode::InternalError, "the analysis of the text failed"))
    }

    /// The document after changes. An error where they cannot be meant.
    pub(super) fn edited(&self, version: i64, changes: &[Change], encoding: Encoding) -> Result<Document, String> {
        let mut text = self.text.clone();
        let edits = apply(&mut text, changes, encoding)?;
        let past = Version::new(self.version, self.text.clone(), self.analysis.clone());
        let history = self.history.followed_by(past);
        let document = Document { edits, history, ..Document::new(self.uri.clone(), version, text) };
        *lock(&document.earlier) = match self.analysis.get() {
            Some(analysis) => analysis.clone(),
            None => lock(&self.earlier).clone(),
        };
        Ok(document)
    }

    /// The newest version without errors before this one. Absent where the document has had errors since it was opened.
    /// Depends on the texts alone, never on which of them were analysed before.
    pub(super) fn last_valid(&self) -> Option<Valid> {
        let near = self.analysis.get().cloned().flatten();
        self.history.last_valid(near)
    }

    /// How many earlier versions are remembered.
    #[cfg(test)]
    pub(super) fn history_len(&self) -> usize {
        self.history.len()
    }
}

/// What a lock guards, also after a panic of whoever held it: nothing here is ever half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Analyses a text, which may have come out of an earlier one. A panic costs this analysis only; the log has its trace.
pub(super) fn analyse(text: String, earlier: Option<&Analysis>) -> Option<Arc<Analysis>> {
    let (start, length) = (Instant::now(), text.len());
    let analyse =
        || Arc::new(earlier.map_or_else(|| Analysis::new(text.as_str()), |earlier| earlier.after_edit(text.as_str())));
    let analysis = Guard::default().run_guarded(Job::Analysis, analyse).ok();
    tracing::debug!("analysed {length} bytes in {:?}", start.elapsed());
    analysis
}

/// Applies changes one after another, each to what the one before left.
pub(super) fn apply(text: &mut Text, changes: &[Change], encoding: Encoding) -> Result<Edits, String> {
    let mut edits = Edits::default();
    for change in changes {
        match change.range {
            None => {
                text.set(&change.text);
                edits.replace_all();
            }
            Some(range) => {
                let range = from_proto::range(text, range, encoding)?;
                text.replace(range, &change.text);
                edits.replace(range, TextSize::of(change.text.as_str()));
            }
        }
    }
    Ok(edits)
}

/// What is known about a document that the client has opened.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    /// Its text is known.
    Open(Arc<Document>),
    /// Its text is not known any more, because a change made no sense. A text as a whole brings it back.
    Lost(Uri),
}

/// All documents that the client has opened. Cheap to clone while nothing changes.
#[derive(Debug, Clone, Default)]
pub(super) struct Documents {
    entries: Arc<HashMap<Key, Entry>>,
}

impl Documents {
    /// The document, if it is open.
    pub(super) fn entry(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// The document, or why it cannot be had.
    pub(super) fn get(&self, uri: &Uri) -> Result<&Arc<Document>, Failure> {
        match self.entries.get(&Key::from(uri)) {
            Some(Entry::Open(document)) => Ok(document),
            Some(Entry::Lost(_)) => Err(Failure::new(
                ErrorCode::RequestFailed,
                format_args!("{uri}: the text is not known any more; close the document and open it again"),
            )),
            None => Err(Failure::new(ErrorCode::InvalidParams, format_args!("{uri}: the document is not open"))),
        }
    }

    /// All of them, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter()
    }

    /// Puts an entry in the place of what was there, which is returned.
    pub(super) fn insert(&mut self, key: Key, entry: Entry) -> Option<Entry> {
        Arc::make_mut(&mut self.entries).insert(key, entry)
    }

    /// Takes an entry out.
    pub(super) fn remove(&mut self, key: &Key) -> Option<Entry> {
        Arc::make_mut(&mut self.entries).remove(key)
    }
}

#[cfg(test)]
mod tests;
