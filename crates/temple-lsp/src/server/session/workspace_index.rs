//! The files of the workspace folders, as far as they are remembered.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::key::Key;
use super::report::Report;
use super::symbol_index::FileSymbols;

/// The most symbols of all files that are remembered. Those of further files are not found unless they are open.
const MOST_SYMBOLS: usize = 500_000;

/// The facts that are remembered of a file.
#[derive(Debug)]
pub(crate) struct FileFacts {
    /// Its diagnostics.
    pub(crate) report: Report,
    /// The names in it.
    pub(crate) symbols: FileSymbols,
}

/// The files of the workspace folders, as they are on disk, also those that are open. Cheap to clone while nothing changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Files {
    /// In the order of their paths, so that all that are in a folder stand together.
    facts: Arc<BTreeMap<Key, Arc<FileFacts>>>,
    symbols: usize,
}

impl Files {
    /// The facts that are known of a file.
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<FileFacts>> {
        self.facts.get(key)
    }

    /// All files, in the order of their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &Arc<FileFacts>)> {
        self.facts.iter()
    }

    /// The file of a path, or those in the folder of that path.
    pub(crate) fn below(&self, path: &Path) -> impl Iterator<Item = &Key> {
        let rest = self.facts.range(Key::File(path.to_owned())..);
        rest.map(|(key, _)| key).take_while(move |key| key.is_below(path))
    }

    /// Remembers what is known of a file; `None` for one that is gone.
    pub(crate) fn set(&mut self, key: &Key, facts: Option<FileFacts>) {
        if facts.is_none() && !self.facts.contains_key(key) {
            return;
        }
        let all = Arc::make_mut(&mut self.facts);
        self.symbols -= all.remove(key).map_or(0, |old| old.symbols.len());
        let Some(mut facts) = facts else { return };
        if self.symbols + facts.symbols.len() > MOST_SYMBOLS {
            tracing::info!("too many symbols in the workspace; skipping those of {key:?}");
            facts.symbols = FileSymbols::new();
        }
        self.symbols += facts.symbols.len();
        all.insert(key.clone(), Arc::new(facts));
    }
}
