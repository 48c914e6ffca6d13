//! The index of the files in the workspace folders.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::key::Key;
use super::report::Report;
use super::symbol_index::FileSymbols;
use crate::limits::MAX_WORKSPACE_SYMBOLS;

/// The indexed data of a file.
#[derive(Debug)]
pub(crate) struct IndexedFile {
    /// Its diagnostics.
    pub(crate) report: Report,
    /// The symbols in it.
    pub(crate) symbols: FileSymbols,
}

/// The files of the workspace folders as they are on disk, including open ones. Cheap to clone; a change copies it only
/// if it is shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct WorkspaceIndex {
    /// In the order of their paths, so that the files of a folder are adjacent.
    files: Arc<BTreeMap<Key, Arc<IndexedFile>>>,
    symbols: usize,
}

impl WorkspaceIndex {
    /// Returns the indexed data of a file.
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<IndexedFile>> {
        self.files.get(key)
    }

    /// All files, in the order of their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &Arc<IndexedFile>)> {
        self.files.iter()
    }

    /// The file at a path, or the files in the folder at that path.
    pub(crate) fn below(&self, path: &Path) -> impl Iterator<Item = &Key> {
        let rest = self.files.range(Key::File(path.to_owned())..);
        rest.map(|(key, _)| key).take_while(move |key| key.is_below(path))
    }

    /// Updates the data of a file; `None` removes it.
    pub(crate) fn set(&mut self, key: &Key, indexed: Option<IndexedFile>) {
        if indexed.is_none() && !self.files.contains_key(key) {
            return;
        }
        let all = Arc::make_mut(&mut self.files);
        self.symbols -= all.remove(key).map_or(0, |old| old.symbols.len());
        let Some(mut indexed) = indexed else { return };
        if self.symbols + indexed.symbols.len() > MAX_WORKSPACE_SYMBOLS {
            tracing::info!("too many names in the workspace; those of {key:?} are left out");
            indexed.symbols = FileSymbols::new();
        }
        self.symbols += indexed.symbols.len();
        all.insert(key.clone(), Arc::new(indexed));
    }
}
