//! The state's part about diagnostics: what is computed, sent, and asked to be pulled, and when.

use std::sync::Arc;

use gen_lsp_types::Uri;

use super::config::Config;
use super::diagnostics::Report;
use super::documents::{Document, Entry, Key};
use super::event::Event;
use super::state::{Asked, State};
use super::to_proto::Publication;

impl State {
    /// Starts what the events so far have made necessary.
    pub(super) fn settle(&mut self) {
        if self.pulls() {
            self.unpublished.clear();
        } else {
            self.diagnose();
        }
        self.compare_previews();
        if std::mem::take(&mut self.refresh) && self.now.settings.client.refreshes_diagnostics {
            const METHOD: &str = "workspace/diagnostic/refresh";
            self.ask(METHOD, &(), Asked::Other(METHOD));
        }
    }

    /// Whether the client asks for diagnostics, so that none are sent.
    fn pulls(&self) -> bool {
        self.now.settings.client.pulls_diagnostics
    }

    /// Has the diagnostics of documents computed; of each document one version at a time.
    fn diagnose(&mut self) {
        let (now, in_work, pool, events) = (&self.now, &mut self.in_work, &self.pool, &self.events);
        self.unpublished.retain(|key| {
            let Some(Entry::Open(document)) = now.documents.entry(key) else { return false };
            if !in_work.insert(key.clone()) {
                return true;
            }
            let (key, document, now, events) = (key.clone(), document.clone(), now.clone(), events.clone());
            pool.run(move || {
                let report = now.report(&document).ok().map(Arc::new);
                let config = now.settings.config.clone();
                drop(now);
                let _ = events.send(vec![Event::Diagnosed { key, document, config, report }]);
            });
            false
        });
    }

    /// Sends the diagnostics of a document, unless its text or the settings have changed meanwhile.
    pub(super) fn diagnosed(
        &mut self,
        key: &Key,
        document: &Arc<Document>,
        config: &Arc<Config>,
        report: Option<Arc<Report>>,
    ) {
        self.in_work.remove(key);
        let Some(Entry::Open(current)) = self.now.documents.entry(key) else { return };
        if !Arc::ptr_eq(current, document) || !Arc::ptr_eq(&self.now.settings.config, config) {
            self.unpublished.insert(key.clone());
            return;
        }
        let Some(report) = report else { return };
        if self.published.insert(key.clone(), report.hash()) != Some(report.hash()) {
            self.publish(&document.uri, Some(document.version), &report);
        }
    }

    /// Sends the diagnostics of a file that is not open, where they differ from what the client shows.
    pub(super) fn publish_closed(&mut self, key: &Key, report: &Report) {
        if self.pulls() {
            return;
        }
        let shown = self.published.get(key);
        if shown == Some(&report.hash()) || shown.is_none() && report.is_empty() {
            return;
        }
        let Some(uri) = key.uri() else { return };
        self.publish(&uri, None, report);
        if report.is_empty() {
            self.published.remove(key);
        } else {
            self.published.insert(key.clone(), report.hash());
        }
    }

    /// Takes back what the client shows of a document.
    pub(super) fn retract(&mut self, key: &Key, uri: &Uri) {
        self.unpublished.remove(key);
        self.published.remove(key);
        if !self.pulls() {
            self.publish(uri, None, &Report::empty());
        }
    }

    fn publish(&self, uri: &Uri, version: Option<i64>, report: &Report) {
        let publication = Publication { uri, version, diagnostics: report.items() };
        self.outbox.notify("textDocument/publishDiagnostics", &publication);
    }
}
