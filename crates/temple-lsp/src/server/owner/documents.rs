//! The owner's methods for open documents. A text here equals that in the editor, or it is marked as out of sync.

use std::sync::Arc;

use gen_lsp_types::Uri;

use super::state::State;
use crate::server::protocol::notification::Change;
use crate::server::session::documents::{Document, Entry};
use crate::server::session::key::Key;
use crate::text::Text;

impl State {
    /// Handles the opening of a document, or its reopening.
    pub(crate) fn opened(&mut self, uri: Uri, version: i64, text: &str) {
        let key = Key::from(&uri);
        // The client always receives the diagnostics of this document, even if it showed others before.
        self.published.remove(&key);
        self.put(key, Document::new(uri, version, Text::from(text)));
    }

    /// Handles changes of a text.
    pub(crate) fn changed(&mut self, uri: &Uri, version: Option<i64>, changes: &[Change]) {
        let key = Key::from(uri);
        let encoding = self.now.settings.client.encoding;
        let edited = match self.now.documents.entry(&key) {
            None => return tracing::warn!("{uri}: received a change for a document that is not open"),
            Some(Entry::Open(document)) => {
                let version = version.unwrap_or(document.version);
                if version < document.version {
                    Err(format!("received version {version} after version {}", document.version))
                } else {
                    document.edited(version, changes, encoding)
                }
            }
            Some(Entry::OutOfSync(uri)) => {
                // Changes before the last replacement of the whole text do not matter.
                let Some(whole) = changes.iter().rposition(|change| change.range.is_none()) else { return };
                let document = Document::new(uri.clone(), version.unwrap_or(0), Text::default());
                document.edited(document.version, &changes[whole..], encoding)
            }
        };
        match edited {
            Ok(document) => {
                self.edited(&key, &document.edits);
                self.put(key, document);
            }
            Err(error) => self.mark_out_of_sync(uri, &error),
        }
    }

    /// Marks a document as out of sync rather than guessing its text. A replacement of the whole text makes it
    /// available again.
    pub(crate) fn mark_out_of_sync(&mut self, uri: &Uri, error: &str) {
        let key = Key::from(uri);
        let Some(Entry::Open(document)) = self.now.documents.entry(&key) else { return };
        let uri = document.uri.clone();
        let text = "The text in the server is out of sync with the editor. Close and reopen the file.";
        self.sender.warn_user(&format!("{uri}: {text} ({error})"));
        self.retract(&key, &uri);
        self.replace(key, Entry::OutOfSync(uri));
        self.refresh = true;
    }

    /// Handles the closing of a document. From now on the file on disk counts.
    pub(crate) fn closed(&mut self, uri: &Uri) {
        let key = Key::from(uri);
        let Some(entry) = self.now.documents.remove(&key) else {
            return tracing::warn!("{uri}: received a close for a document that is not open");
        };
        self.retract(&key, uri);
        self.previews.closed(&key);
        self.now.tokens.remove(&key);
        self.pool.free(entry);
        if let Key::File(path) = key {
            self.recheck(path);
        }
    }

    fn put(&mut self, key: Key, document: Document) {
        self.unpublished.insert(key.clone());
        self.replace(key, Entry::Open(Arc::new(document)));
    }

    fn replace(&mut self, key: Key, entry: Entry) {
        self.previews.outdated(&key);
        if let Some(old) = self.now.documents.insert(key, entry) {
            self.pool.free(old);
        }
    }
}
