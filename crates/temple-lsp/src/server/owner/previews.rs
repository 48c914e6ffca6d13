//! The generated files that the client has received, and which of them may be outdated.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use super::debounce::Debounce;
use crate::server::session::key::Key;
use crate::server::session::shown_manifests::ShownManifests;

/// The generated files that the client has received.
#[derive(Debug)]
pub(crate) struct Previews {
    /// The delay after an edit.
    quiet: Duration,
    pub(crate) shown: HashMap<Key, ShownManifests>,
    /// Templefiles whose generated files may be outdated, each with its current wait.
    pub(crate) outdated: HashMap<Key, Debounce>,
    /// Templefiles whose generated files are being recomputed.
    pub(crate) in_progress: HashSet<Key>,
}

impl Previews {
    /// Creates the empty state. Files are recomputed after a delay of `quiet`.
    pub(crate) fn new(quiet: Duration) -> Previews {
        Previews { quiet, shown: HashMap::new(), outdated: HashMap::new(), in_progress: HashSet::new() }
    }

    /// Marks a Templefile after a change of its text.
    pub(crate) fn outdated(&mut self, key: &Key) {
        if self.shown.contains_key(key) {
            self.delay([key.clone()]);
        }
    }

    /// Marks the file at a path, or all files in a folder, after a change on disk.
    pub(crate) fn outdated_below(&mut self, path: &Path) {
        let below: Vec<_> = self.shown.keys().filter(|key| key.is_below(path)).cloned().collect();
        self.delay(below);
    }

    /// Marks all Templefiles.
    pub(crate) fn all_outdated(&mut self) {
        let all: Vec<_> = self.shown.keys().cloned().collect();
        self.delay(all);
    }

    /// Handles the closing of a Templefile, which ends its previews. Virtual documents remain: editors may show them
    /// longer than the Templefile, and never report that they are closed.
    pub(crate) fn closed(&mut self, key: &Key) {
        if let Some(shown) = self.shown.get_mut(key) {
            shown.targets.clear();
            self.delay([key.clone()]);
        }
    }

    /// Delays recomputation, since the next change may follow soon.
    pub(crate) fn delay(&mut self, keys: impl IntoIterator<Item = Key>) {
        let (now, quiet) = (Instant::now(), self.quiet);
        for key in keys {
            let debounce = self.outdated.entry(key).or_insert_with(|| Debounce::new(now, quiet));
            debounce.prolong(now, quiet);
        }
    }

    /// The time of the next recomputation; `None` if nothing is outdated, or if it has to wait for a running one.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.outdated
            .iter()
            .filter(|(key, _)| !self.in_progress.contains(key))
            .map(|(_, debounce)| debounce.end())
            .min()
    }

    /// Handles a failed recomputation of a Templefile's generated files.
    pub(crate) fn failed(&mut self, key: &Key) {
        self.in_progress.remove(key);
    }

    /// Ends all delays from now on.
    pub(crate) fn stop_waiting(&mut self) {
        self.quiet = Duration::ZERO;
        let now = Instant::now();
        self.outdated.values_mut().for_each(|debounce| *debounce = Debounce::new(now, Duration::ZERO));
    }

    /// Returns true if nothing is being recomputed.
    pub(crate) fn are_idle(&self) -> bool {
        self.in_progress.is_empty()
    }
}
