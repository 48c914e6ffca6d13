//! The files of the workspace folders, as far as they are remembered.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::key::Key;
use super::report::Report;
use super::symbol_index::FileSymbols;

/// The most symbols of all files that are remembered. Those of further files are not found unless they are open.
const MAX_SYMBOLS: usize = 500_000;

/// The facts that are remembered of a file.
#[derive(Debug)]
pub(crate) struct IndexedFile {
    /// Its diagnostics.
    pub(crate) report: Report,
    /// The names in it.
    pub(crate) symbols: FileSymbols,
}

/// The files of the workspace folders, as they are on disk, also those that are open. Cheap to clone while nothing changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct WorkspaceIndex {
    /// In the order of their paths, so that all that are in a folder stand together.
    files: Arc<BTreeMap<Key, Arc<IndexedFile>>>,
    symbols: usize,
}

impl WorkspaceIndex {
    /// The facts that are known of a file.
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<IndexedFile>> {
        self.files.get(key)
    }

    /// All files, in the order of their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &Arc<IndexedFile>)> {
        self.files.iter()
    }

    /// The file of a path, or those in the folder of that path.
    pub(crate) fn below(&self, path: &Path) -> impl Iterator<Item = &Key> {
        let rest = self.files.range(Key::File(path.to_owned())..);
        rest.map(|(key, _)| key).take_while(move |key| key.is_below(path))
    }

    /// Remembers what is known of a file; `None` for one that is gone.
    pub(crate) fn set(&mut self, key: &Key, indexed: Option<IndexedFile>) {
        if indexed.is_none() && !self.files.contains_key(key) {
            return;
        }
        let all = Arc::make_mut(&mut self.files);
        self.symbols -= all.remove(key).map_or(0, |old| old.symbols.len());
        let Some(mut indexed) = indexed else { return };
        if self.symbols + indexed.symbols.len() > MAX_SYMBOLS {
            tracing::info!("too many symbols in the workspace; skipping those of {key:?}");
            indexed.symbols = FileSymbols::new();
        }
        self.symbols += indexed.symbols.len();
        all.insert(key.clone(), Arc::new(indexed));
    }
}
