//! The state's part about generated files: which ones the client has seen, and when it is told that they have changed.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gen_lsp_types::Uri;
use serde_json::json;
use temple_ide::model::Provider;

use super::config::Config;
use super::documents::{Document, Key};
use super::event::Event;
use super::generated::Generated;
use super::guard::Job;
use super::manifest_uri::ManifestUri;
use super::preview::{self, Content};
use super::quiet::Wait;
use super::snapshot::Snapshot;
use super::source::TextSource;
use super::state::{Asked, State};
use crate::fingerprint::Fingerprint;

/// What the client has of the files generated from one Templefile, as fingerprints.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    /// Whole previews, by the provider and the text that were asked for.
    targets: HashMap<(Option<Provider>, TextSource), Fingerprint>,
    /// Whole previews that the client has not got, but wants to hear of.
    watched: HashMap<(Option<Provider>, TextSource), Fingerprint>,
    /// Virtual documents with the text that was asked for last, by their addresses as the client writes them.
    documents: HashMap<Uri, (TextSource, Fingerprint)>,
}

impl Shown {
    /// A whole preview.
    pub(super) fn whole(target: Option<Provider>, source: TextSource, seen: Fingerprint) -> Shown {
        Shown { targets: HashMap::from([((target, source), seen)]), ..Shown::default() }
    }

    /// A whole preview that something else was made from, such as a plan.
    pub(super) fn watched(target: Option<Provider>, source: TextSource, seen: Fingerprint) -> Shown {
        Shown { watched: HashMap::from([((target, source), seen)]), ..Shown::default() }
    }

    /// One virtual document.
    pub(super) fn one(uri: Uri, source: TextSource, content: &Content) -> Shown {
        Shown { documents: HashMap::from([(uri, (source, content.seen()))]), ..Shown::default() }
    }

    /// The same files made anew.
    fn anew(&self, snapshot: &Snapshot, uri: &Uri) -> Shown {
        let whole = |&(target, wanted): &(Option<Provider>, TextSource)| {
            let source = snapshot.source(uri, wanted).ok()?;
            let preview = snapshot.preview(&source, target);
            Some(((target, wanted), Generated::new(&source, &preview).seen(snapshot)))
        };
        let sources = [TextSource::Current, TextSource::LastValid].map(|wanted| (wanted, snapshot.source(uri, wanted)));
        let one = |(uri, &(wanted, _)): (&Uri, &(TextSource, Fingerprint))| {
            let manifest = ManifestUri::parse(uri).ok()?;
            let content = match sources.iter().find(|(source, _)| *source == wanted) {
                Some((_, source @ Ok(_))) => preview::text(snapshot, source, &manifest),
                // The error names the Templefile as this address does, so that the same error has the same text.
                _ => preview::text(snapshot, &snapshot.source(&manifest.document, wanted), &manifest),
            };
            Some((uri.clone(), (wanted, content.seen())))
        };
        Shown {
            targets: self.targets.keys().filter_map(whole).collect(),
            documents: self.documents.iter().filter_map(one).collect(),
            ..Shown::default()
        }
    }
}

/// The generated files that the client has seen.
#[derive(Debug)]
pub(super) struct Previews {
    /// How long a Templefile is left alone after an edit.
    quiet: Duration,
    shown: HashMap<Key, Shown>,
    /// Templefiles whose generated files may have changed, and until when they are left alone.
    outdated: HashMap<Key, Wait>,
    /// Templefiles whose generated files are being made anew.
    in_work: HashSet<Key>,
}

impl Previews {
    /// Nothing was seen yet. An edit is followed by a `quiet` time before anything is made anew.
    pub(super) fn new(quiet: Duration) -> Previews {
        Previews { quiet, shown: HashMap::new(), outdated: HashMap::new(), in_work: HashSet::new() }
    }

    /// The text of a Templefile has changed.
    pub(super) fn outdated(&mut self, key: &Key) {
        if self.shown.contains_key(key) {
            self.wait([key.clone()]);
        }
    }

    /// A file, or all in a folder, has changed on disk.
    pub(super) fn outdated_below(&mut self, path: &Path) {
        let below: Vec<_> = self.shown.keys().filter(|key| key.is_below(path)).cloned().collect();
        self.wait(below);
    }

    /// Something has changed that all depend on.
    pub(super) fn all_outdated(&mut self) {
        let all: Vec<_> = self.shown.keys().cloned().collect();
        self.wait(all);
    }

    /// A Templefile is not open any more, which ends its previews. Virtual documents go on: editors may show them
    /// longer than the Templefile, and never say that they do not.
    pub(super) fn closed(&mut self, key: &Key) {
        if let Some(shown) = self.shown.get_mut(key) {
            shown.targets.clear();
            self.wait([key.clone()]);
        }
    }

    /// Leaves Templefiles alone for a while, for the next change may follow soon.
    fn wait(&mut self, keys: impl IntoIterator<Item = Key>) {
        let (now, quiet) = (Instant::now(), self.quiet);
        for key in keys {
            let wait = self.outdated.entry(key).or_insert_with(|| Wait::new(now, quiet));
            wait.prolong(now, quiet);
        }
    }

    /// When something is to be made anew; `None` if nothing is, or not before what is being made is there.
    pub(super) fn due(&self) -> Option<Instant> {
        self.outdated.iter().filter(|(key, _)| !self.in_work.contains(key)).map(|(_, wait)| wait.end()).min()
    }

    /// The comparison of a Templefile's generated files has failed.
    pub(super) fn failed(&mut self, key: &Key) {
        self.in_work.remove(key);
    }

    /// From now on nothing is left alone.
    pub(super) fn hurry(&mut self) {
        self.quiet = Duration::ZERO;
        let now = Instant::now();
        self.outdated.values_mut().for_each(|wait| *wait = Wait::new(now, Duration::ZERO));
    }

    /// Whether nothing is being made anew.
    pub(super) fn are_idle(&self) -> bool {
        self.in_work.is_empty()
    }
}

impl State {
    /// The client got generated files, which may be outdated already.
    pub(super) fn served(&mut self, key: Key, document: Option<&Arc<Document>>, served: Shown) {
        let known = self.previews.shown.entry(key.clone()).or_default();
        known.documents.extend(served.documents);
        // The preview of a document that was closed meanwhile has ended with it.
        let open = self.now.open(&key);
        if document.is_none() || open.is_some() {
            known.targets.extend(served.targets);
            // What the client has of it may be older.
            served.watched.into_iter().for_each(|(what, seen)| _ = known.targets.entry(what).or_insert(seen));
        }
        // A file on disk may have changed before we knew that it matters.
        if document.is_none() || document.map(Arc::as_ptr) != open.map(Arc::as_ptr) {
            self.previews.wait([key]);
        }
    }

    /// Has outdated files made anew that were left alone for long enough; of each Templefile one version at a time.
    pub(super) fn compare_previews(&mut self) {
        let time = Instant::now();
        let Previews { shown, outdated, in_work, .. } = &mut self.previews;
        let (now, pool) = (&self.now, &self.pool);
        outdated.retain(|key, wait| {
            let (Some(shown), Some(uri)) = (shown.get(key), key.uri()) else { return false };
            if wait.end() > time || !in_work.insert(key.clone()) {
                return true;
            }
            let (key, shown, now) = (key.clone(), shown.clone(), now.clone());
            let (document, config, events) = (now.open(&key).cloned(), now.settings.config.clone(), now.events.clone());
            let work = move || shown.anew(&now, &uri);
            pool.start(Job::Compare, work, move |shown| {
                let shown = shown.ok();
                events.send(Event::Compared { key, document, config, shown });
            });
            false
        });
    }

    /// Tells the client what has changed, unless the text or the settings have changed meanwhile: then all is made anew
    /// once more, so that the end of a burst is always told.
    pub(super) fn compared(
        &mut self,
        key: &Key,
        document: Option<&Arc<Document>>,
        config: &Arc<Config>,
        anew: Option<Shown>,
    ) {
        self.previews.in_work.remove(key);
        let current = self.now.open(key).map(Arc::as_ptr) == document.map(Arc::as_ptr);
        if !current || !Arc::ptr_eq(&self.now.settings.config, config) {
            // What has changed has begun a wait already, unless that is over.
            let due = || Wait::new(Instant::now(), Duration::ZERO);
            self.previews.outdated.entry(key.clone()).or_insert_with(due);
            return;
        }
        let (Some(shown), Some(anew)) = (self.previews.shown.get_mut(key), anew) else { return };
        let targets = update(&mut shown.targets, anew.targets);
        let documents = update(&mut shown.documents, anew.documents);
        // The previews of a document end with it, those of a file do not.
        if !targets.is_empty() || document.is_some() && !documents.is_empty() {
            let uri = document.map(|document| document.uri.clone()).or(key.uri());
            let params = json!({ "uri": uri, "version": document.map(|document| document.version) });
            self.sender.notify("temple/manifestsChanged", &params);
        }
        if self.now.settings.client.virtual_documents {
            for uri in documents {
                const METHOD: &str = "workspace/textDocumentContent/refresh";
                self.ask(METHOD, &json!({ "uri": uri }), Asked::Other(METHOD));
            }
        }
    }
}

/// Puts new fingerprints in the place of those that are there. Returns what has changed.
fn update<K: Clone + Eq + Hash, V: PartialEq>(known: &mut HashMap<K, V>, anew: HashMap<K, V>) -> Vec<K> {
    let mut changed = Vec::new();
    for (what, seen) in anew {
        if let Some(known) = known.get_mut(&what).filter(|known| **known != seen) {
            *known = seen;
            changed.push(what);
        }
    }
    changed
}
