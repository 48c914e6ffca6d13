//! The generated files that the client has seen, and those of them that may be outdated.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use super::debounce::Debounce;
use crate::server::session::key::Key;
use crate::server::session::shown_manifests::ShownManifests;

/// The generated files that the client has seen.
#[derive(Debug)]
pub(crate) struct Previews {
    /// The time for which a Templefile is left alone after an edit.
    quiet: Duration,
    pub(crate) shown: HashMap<Key, ShownManifests>,
    /// Templefiles whose generated files may have changed, and until when they are left alone.
    pub(crate) outdated: HashMap<Key, Debounce>,
    /// Templefiles whose generated files are being made anew.
    pub(crate) in_progress: HashSet<Key>,
}

impl Previews {
    /// Nothing was seen yet. An edit is followed by a `quiet` time before anything is made anew.
    pub(crate) fn new(quiet: Duration) -> Previews {
        Previews { quiet, shown: HashMap::new(), outdated: HashMap::new(), in_progress: HashSet::new() }
    }

    /// The text of a Templefile has changed.
    pub(crate) fn outdated(&mut self, key: &Key) {
        if self.shown.contains_key(key) {
            self.delay([key.clone()]);
        }
    }

    /// A file, or all in a folder, has changed on disk.
    pub(crate) fn outdated_below(&mut self, path: &Path) {
        let below: Vec<_> = self.shown.keys().filter(|key| key.is_below(path)).cloned().collect();
        self.delay(below);
    }

    /// Something has changed that all depend on.
    pub(crate) fn all_outdated(&mut self) {
        let all: Vec<_> = self.shown.keys().cloned().collect();
        self.delay(all);
    }

    /// A Templefile is not open any more, which ends its previews. Virtual documents go on: editors may show them
    /// longer than the Templefile, and never say that they do not.
    pub(crate) fn closed(&mut self, key: &Key) {
        if let Some(shown) = self.shown.get_mut(key) {
            shown.targets.clear();
            self.delay([key.clone()]);
        }
    }

    /// Leaves Templefiles alone for a while, for the next change may follow soon.
    pub(crate) fn delay(&mut self, keys: impl IntoIterator<Item = Key>) {
        let (now, quiet) = (Instant::now(), self.quiet);
        for key in keys {
            let debounce = self.outdated.entry(key).or_insert_with(|| Debounce::new(now, quiet));
            debounce.prolong(now, quiet);
        }
    }

    /// The time at which something is to be made anew; `None` if nothing is, or not before what is being made is there.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.outdated
            .iter()
            .filter(|(key, _)| !self.in_progress.contains(key))
            .map(|(_, debounce)| debounce.end())
            .min()
    }

    /// The comparison of a Templefile's generated files has failed.
    pub(crate) fn failed(&mut self, key: &Key) {
        self.in_progress.remove(key);
    }

    /// From now on nothing is left alone.
    pub(crate) fn stop_waiting(&mut self) {
        self.quiet = Duration::ZERO;
        let now = Instant::now();
        self.outdated.values_mut().for_each(|debounce| *debounce = Debounce::new(now, Duration::ZERO));
    }

    /// Returns true if nothing is being made anew.
    pub(crate) fn are_idle(&self) -> bool {
        self.in_progress.is_empty()
    }
}
