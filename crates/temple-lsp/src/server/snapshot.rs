//! What a request is answered from.

use std::collections::HashMap;
use std::sync::Arc;

use crossbeam_channel::Sender;

use super::diagnostics::Report;
use super::documents::{Document, Documents, Key};
use super::event::{Event, Settings};
use super::message::Failure;

/// The state of the server at the moment a request came in: it has seen every earlier message, and no later one.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// The client and its settings.
    pub(super) settings: Settings,
    /// The open documents.
    pub(super) documents: Documents,
    /// The reports on the files of the workspace folders, as they are on disk, also of those that are open.
    pub(super) files: Arc<HashMap<Key, Arc<Report>>>,
    /// Whether requests that serve the server's own tests are answered.
    pub(super) test_requests: bool,
    /// The way back to the state, for what follows from an answer.
    pub(super) events: Sender<Vec<Event>>,
}

impl Snapshot {
    /// The report on an open document.
    pub(super) fn report(&self, document: &Document) -> Result<Report, Failure> {
        Ok(Report::new(document.analysis()?, &document.uri, &document.text, &self.settings))
    }

    /// Lets the state know of something.
    pub(super) fn tell(&self, event: Event) {
        // The state is gone only when the server ends.
        let _ = self.events.send(vec![event]);
    }
}
