//! The owner's part about open documents: the text here is the text in the editor, or it is known not to be.

use std::sync::Arc;

use gen_lsp_types::Uri;

use super::state::State;
use crate::server::protocol::notification::Change;
use crate::server::session::documents::{Document, Entry};
use crate::server::session::key::Key;
use crate::text::Text;

impl State {
    /// A document is open from now on; one that was open already is opened anew.
    pub(crate) fn opened(&mut self, uri: Uri, version: i64, text: &str) {
        let key = Key::from(&uri);
        // Whatever was shown before, the client hears of this document.
        self.published.remove(&key);
        self.put(key, Document::new(uri, version, Text::from(text)));
    }

    /// The text of a document has changed.
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
                // What came before the last text as a whole does not matter any more.
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

    /// Gives a document up whose text is not known any more, rather than guessing. It comes back with a text as a whole.
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

    /// A document is not open any more; the file on disk counts again.
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
