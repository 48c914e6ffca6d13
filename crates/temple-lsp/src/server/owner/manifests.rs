//! The owner's methods for generated files: recomputing them and notifying the client.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::debounce::Debounce;
use super::previews::Previews;
use super::state::State;
use crate::server::config::Config;
use crate::server::features::recompute_manifests::recompute;
use crate::server::guard::Job;
use crate::server::protocol::method::Outbound;
use crate::server::session::documents::Document;
use crate::server::session::event::{Event, RequestSubject};
use crate::server::session::key::Key;
use crate::server::session::shown_manifests::ShownManifests;

impl State {
    /// Records that the client received generated files, which may already be outdated.
    pub(crate) fn manifests_served(&mut self, key: Key, document: Option<&Arc<Document>>, served: ShownManifests) {
        let known = self.previews.shown.entry(key.clone()).or_default();
        known.documents.extend(served.documents);
        // The preview of a document that has been closed meanwhile ends with it.
        let open = self.now.open(&key);
        if document.is_none() || open.is_some() {
            known.targets.extend(served.targets);
            // The client may have an older version of it.
            served.watched.into_iter().for_each(|(what, seen)| _ = known.targets.entry(what).or_insert(seen));
        }
        // A file on disk may have changed before it was known to matter.
        if document.is_none() || document.map(Arc::as_ptr) != open.map(Arc::as_ptr) {
            self.previews.delay([key]);
        }
    }

    /// Starts recomputing outdated files whose delay is over, one version per Templefile at a time.
    pub(crate) fn compare_previews(&mut self) {
        let time = Instant::now();
        let Previews { shown, outdated, in_progress, .. } = &mut self.previews;
        let (now, pool, events) = (&self.now, &self.pool, &self.events);
        outdated.retain(|key, debounce| {
            let (Some(shown), Some(uri)) = (shown.get(key), key.uri()) else { return false };
            if debounce.end() > time || !in_progress.insert(key.clone()) {
                return true;
            }
            let (key, shown, now) = (key.clone(), shown.clone(), now.clone());
            let (document, config, events) = (now.open(&key).cloned(), now.settings.config.clone(), events.clone());
            let work = move || recompute(&shown, &now, &uri);
            pool.start(Job::Compare, work, move |shown| {
                let shown = shown.ok();
                events.send(Event::Compared { key, document, config, shown });
            });
            false
        });
    }

    /// Notifies the client of changed files. If the text or the settings have changed meanwhile, recomputes all again,
    /// so that the end of a burst is never missed.
    pub(crate) fn compared(
        &mut self,
        key: &Key,
        document: Option<&Arc<Document>>,
        config: &Arc<Config>,
        recomputed: Option<ShownManifests>,
    ) {
        self.previews.in_progress.remove(key);
        let current = self.now.open(key).map(Arc::as_ptr) == document.map(Arc::as_ptr);
        if !current || !Arc::ptr_eq(&self.now.settings.config, config) {
            // A change has already started a wait, unless that is over.
            let due = || Debounce::new(Instant::now(), Duration::ZERO);
            self.previews.outdated.entry(key.clone()).or_insert_with(due);
            return;
        }
        let (Some(shown), Some(recomputed)) = (self.previews.shown.get_mut(key), recomputed) else { return };
        let targets = update(&mut shown.targets, recomputed.targets);
        let documents = update(&mut shown.documents, recomputed.documents);
        // The previews of an open document end with it; those of a file do not.
        if !targets.is_empty() || document.is_some() && !documents.is_empty() {
            let uri = document.map(|document| document.uri.clone()).or(key.uri());
            let params = json!({ "uri": uri, "version": document.map(|document| document.version) });
            self.sender.notify(Outbound::ManifestsChanged, &params);
        }
        if self.now.settings.client.virtual_documents {
            for uri in documents {
                const METHOD: Outbound = Outbound::RefreshContent;
                self.ask(METHOD, &json!({ "uri": uri }), RequestSubject::Other(METHOD));
            }
        }
    }
}

/// Updates the values of the keys that are in `known`. Returns the keys whose values have changed.
fn update<K: Clone + Eq + Hash, V: PartialEq>(known: &mut HashMap<K, V>, recomputed: HashMap<K, V>) -> Vec<K> {
    let mut changed = Vec::new();
    for (what, seen) in recomputed {
        if let Some(known) = known.get_mut(&what).filter(|known| **known != seen) {
            *known = seen;
            changed.push(what);
        }
    }
    changed
}
