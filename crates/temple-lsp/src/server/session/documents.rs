//! The open documents: their texts, and one analysis for each text.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use gen_lsp_types::Uri;
use temple_ide::{Analysis, TextSize};

use super::analyse::analyse;
use super::edits::Edits;
use super::history::{History, Valid, Version};
use super::key::Key;
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::from_lsp;
use crate::server::protocol::notification::Change;
use crate::text::{Encoding, Text};

/// One version of an open document. Immutable; an edit creates a new one.
#[derive(Debug)]
pub(crate) struct Document {
    /// The URI as the client writes it.
    pub(crate) uri: Uri,
    /// The client's number for this version.
    pub(crate) version: i64,
    /// The text.
    pub(crate) text: Text,
    /// The edits from the previous version to this one.
    pub(crate) edits: Edits,
    analysis: Arc<OnceLock<Option<Arc<Analysis>>>>,
    /// The analysis of an earlier version, whose unchanged parts are reused.
    earlier: Mutex<Option<Arc<Analysis>>>,
    /// The earlier versions that may include the last valid one.
    history: History,
}

impl Document {
    /// Creates a version that has not been analysed, without earlier versions.
    pub(crate) fn new(uri: Uri, version: i64, text: Text) -> Document {
        let (edits, history) = (Edits::default(), History::default());
        Document { uri, version, text, edits, analysis: Arc::default(), earlier: Mutex::new(None), history }
    }

    /// Returns the analysis of the text. The first caller computes it; others wait for it.
    pub(crate) fn analysis(&self) -> Result<&Arc<Analysis>, Error> {
        let analysis = self.analysis.get_or_init(|| {
            let earlier = lock(&self.earlier).take();
            analyse(self.text.to_string(), earlier.as_deref())
        });
        analysis.as_ref().ok_or_else(|| error::internal_error("failed to analyze the text"))
    }

    /// Returns the document after changes, or an error if they are invalid.
    pub(crate) fn edited(&self, version: i64, changes: &[Change], encoding: Encoding) -> Result<Document, String> {
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

    /// Returns the newest earlier version without errors. `None` if the document has had errors since it was opened.
    /// Depends only on the texts, not on which of them have been analysed.
    pub(crate) fn last_valid(&self) -> Option<Valid> {
        let near = self.analysis.get().cloned().flatten();
        self.history.last_valid(near)
    }

    /// The number of earlier versions that are remembered.
    #[cfg(test)]
    pub(crate) fn history_len(&self) -> usize {
        self.history.len()
    }
}

/// Locks a mutex even after a panic of its holder, since its content is always consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Applies changes one after another, each to the result of the previous one.
pub(crate) fn apply(text: &mut Text, changes: &[Change], encoding: Encoding) -> Result<Edits, String> {
    let mut edits = Edits::default();
    for change in changes {
        match change.range {
            None => {
                text.set(&change.text);
                edits.replace_all();
            }
            Some(range) => {
                let range = from_lsp::range(text, range, encoding)?;
                text.replace(range, &change.text);
                edits.replace(range, TextSize::of(change.text.as_str()));
            }
        }
    }
    Ok(edits)
}

/// A document that the client has opened.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// The text is known.
    Open(Arc<Document>),
    /// The text is unknown because a change was invalid. A replacement of the whole text makes it known again.
    OutOfSync(Uri),
}

/// All documents that the client has opened. Cheap to clone; a change copies it only if it is shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Documents {
    entries: Arc<HashMap<Key, Entry>>,
}

impl Documents {
    /// Returns the document if it is open.
    pub(crate) fn entry(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Returns the document, or an error that explains why it is unavailable.
    pub(crate) fn get(&self, uri: &Uri) -> Result<&Arc<Document>, Error> {
        match self.entries.get(&Key::from(uri)) {
            Some(Entry::Open(document)) => Ok(document),
            Some(Entry::OutOfSync(_)) => Err(error::request_failed(format_args!(
                "{uri}: the text is out of sync with the editor; close and reopen the document"
            ))),
            None => Err(error::invalid_params(format_args!("{uri}: the document is not open"))),
        }
    }

    /// Iterates over all documents, in unspecified order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter()
    }

    /// Inserts an entry. Returns the previous one, if there was one.
    pub(crate) fn insert(&mut self, key: Key, entry: Entry) -> Option<Entry> {
        Arc::make_mut(&mut self.entries).insert(key, entry)
    }

    /// Removes an entry.
    pub(crate) fn remove(&mut self, key: &Key) -> Option<Entry> {
        Arc::make_mut(&mut self.entries).remove(key)
    }
}

#[cfg(test)]
mod tests;
