//! The owner's methods for diagnostics: computing, publishing and refreshing them.

use std::sync::Arc;

use gen_lsp_types::Uri;
use serde::Serialize;
use serde_json::value::RawValue;

use super::state::State;
use crate::server::config::Config;
use crate::server::guard::Job;
use crate::server::protocol::method::Outbound;
use crate::server::session::documents::{Document, Entry};
use crate::server::session::edits::Edits;
use crate::server::session::event::{Event, RequestSubject};
use crate::server::session::key::Key;
use crate::server::session::published::{Diagnosis, Published};
use crate::server::session::report::Report;

impl State {
    /// Starts the work that the events so far require.
    pub(crate) fn start_pending_work(&mut self) {
        let steps = [State::diagnose, State::compare_previews, State::search_changes, State::refresh_diagnostics];
        let guard = self.guard.clone();
        for step in steps {
            // Repeated after a panic, so that unfinished work does not wait for the next event.
            let _ = guard
                .run_guarded(Job::Settle, || step(self))
                .or_else(|_| guard.run_guarded(Job::Settle, || step(self)));
        }
    }

    /// Asks the client to pull again if something has changed that it cannot know.
    fn refresh_diagnostics(&mut self) {
        if std::mem::take(&mut self.refresh) && self.now.settings.client.refreshes_diagnostics {
            const METHOD: Outbound = Outbound::RefreshDiagnostics;
            self.ask(METHOD, &(), RequestSubject::Other(METHOD));
        }
    }

    /// Returns true if the client pulls diagnostics, so that none are pushed.
    fn pulls(&self) -> bool {
        self.now.settings.client.pulls_diagnostics
    }

    /// Starts computing the diagnostics that have yet to be published, one version per document at a time.
    fn diagnose(&mut self) {
        if self.pulls() {
            self.unpublished.clear();
        }
        let State { now, in_progress, pool, events, published, .. } = self;
        self.unpublished.retain(|key| {
            let Some(Entry::Open(document)) = now.documents.entry(key) else { return false };
            if !in_progress.insert(key.clone()) {
                return true;
            }
            let (key, document, events) = (key.clone(), document.clone(), events.clone());
            let config = now.settings.config.clone();
            let (now, text, published_report) = (now.clone(), document.clone(), published.get(&key).cloned());
            let work = move || {
                let report = now.report(&text).ok()?;
                let is_shown = published_report.is_some_and(|published_report| published_report.shows(&report));
                Some(Diagnosis { report, is_shown })
            };
            pool.start(Job::Diagnose, work, move |report| {
                let report = report.ok().flatten();
                events.send(Event::Diagnosed { key, document, config, report });
            });
            false
        });
    }

    /// Handles an edit, after which the diagnostics that the client shows have moved or disappeared.
    pub(crate) fn edited(&mut self, key: &Key, edits: &Edits) {
        if let Some(published) = self.published.get_mut(key) {
            published.edited(edits);
        }
    }

    /// Publishes the diagnostics of a document, unless its text or the settings have changed meanwhile.
    pub(crate) fn diagnosed(
        &mut self,
        key: &Key,
        document: &Arc<Document>,
        config: &Arc<Config>,
        diagnosis: Option<Diagnosis>,
    ) {
        self.in_progress.remove(key);
        let Some(Entry::Open(current)) = self.now.documents.entry(key) else { return };
        if !Arc::ptr_eq(current, document) || !Arc::ptr_eq(&self.now.settings.config, config) {
            self.unpublished.insert(key.clone());
            return;
        }
        let Some(Diagnosis { report, is_shown }) = diagnosis else { return };
        self.published.insert(key.clone(), Published::new(&report));
        if !is_shown {
            self.publish(&document.uri, Some(document.version), &report);
        }
    }

    /// Publishes the diagnostics of a file that is not open, if they differ from those that the client shows.
    pub(crate) fn publish_closed(&mut self, key: &Key, report: &Report) {
        if self.pulls() {
            return;
        }
        if self.published.get(key).map_or(report.is_empty(), |published_report| published_report.shows(report)) {
            return;
        }
        let Some(uri) = key.uri() else { return };
        self.publish(&uri, None, report);
        if report.is_empty() {
            self.published.remove(key);
        } else {
            self.published.insert(key.clone(), Published::new(report));
        }
    }

    /// Clears the diagnostics that the client shows for a document.
    pub(crate) fn retract(&mut self, key: &Key, uri: &Uri) {
        self.unpublished.remove(key);
        self.published.remove(key);
        if !self.pulls() {
            self.publish(uri, None, &Report::empty());
        }
    }

    fn publish(&self, uri: &Uri, version: Option<i64>, report: &Report) {
        let publication = Publication { uri, version, diagnostics: report.items() };
        self.sender.notify(Outbound::PublishDiagnostics, &publication);
    }
}

/// The parameters of `textDocument/publishDiagnostics`.
#[derive(Serialize)]
struct Publication<'a> {
    /// The document or file.
    uri: &'a Uri,
    /// The version of the text; absent for a file that is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// The diagnostics as JSON.
    diagnostics: &'a RawValue,
}
