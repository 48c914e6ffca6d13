//! The owner's part about files that are not open: searched for on disk, and searched for again where something has changed.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::Uri;

use super::changes::Changes;
use super::scan::Scan;
use super::state::State;
use crate::server::protocol::notification::{FileChange, FileChangeKind};
use crate::server::protocol::uri;
use crate::server::session::key::Key;
use crate::server::session::report::Report;
use crate::server::session::scope::Scope;
use crate::server::session::templefile::is_templefile;
use crate::server::session::workspace_index::IndexedFile;

impl State {
    /// Reads all files of the workspace folders, again where they were read before.
    pub(crate) fn rescan(&mut self) {
        let folders = if self.now.settings.config.scan { self.folders.clone() } else { Vec::new() };
        // All changes are looked at with the rest.
        let Changes { possibly_deleted, .. } = std::mem::take(&mut self.changes);
        self.search(folders, Scope::Everything, possibly_deleted);
    }

    fn search(&mut self, folders: Vec<PathBuf>, scope: Scope, mut possibly_deleted: Vec<Key>) {
        possibly_deleted.extend(self.end_scan().into_iter().flat_map(|earlier| earlier.possibly_deleted));
        let scope = Arc::new(scope);
        let number = self.disk.search(folders, scope.clone(), self.now.settings.clone());
        self.scan = Some(Scan::new(number, scope, possibly_deleted));
    }

    /// Folders came to the workspace or went.
    pub(crate) fn folders_changed(&mut self, added: &[Uri], removed: &[Uri]) {
        let paths = |uris: &[Uri]| uris.iter().filter_map(uri::to_path).collect::<Vec<_>>();
        let removed = paths(removed);
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths(added));
        self.rescan();
    }

    /// Files or folders have changed on disk. What is open in the editor stays as it is there.
    pub(crate) fn files_changed(&mut self, changes: Vec<FileChange>) {
        for FileChange { path, kind } in changes {
            self.previews.outdated_below(&path);
            match kind {
                FileChangeKind::Deleted => self.mark_possibly_deleted(path),
                FileChangeKind::Created => {
                    // A folder that was renamed is often reported by its new name only.
                    self.changes.is_moved |= !is_templefile(&path);
                    self.recheck(path);
                }
                FileChangeKind::Changed if is_templefile(&path) => self.recheck(path),
                FileChangeKind::Changed => {}
            }
        }
    }

    /// Has a file or folder looked at soon, if it belongs to the workspace.
    pub(crate) fn recheck(&mut self, path: PathBuf) {
        if self.folders.iter().any(|folder| path.starts_with(folder) || folder.starts_with(&path)) {
            self.changes.paths.insert(path);
        }
    }

    /// Forgets what is known of a file, or of all in a folder, until the disk was looked at.
    fn mark_possibly_deleted(&mut self, path: PathBuf) {
        let known: Vec<_> = self.now.files.below(&path).cloned().collect();
        if known.is_empty() {
            self.changes.gone.insert(path);
            return;
        }
        for key in &known {
            self.now.files.set(key, None);
        }
        // A folder that was moved is told as gone, and often not as come.
        self.changes.is_moved |= known.iter().any(|key| *key != Key::File(path.clone()));
        self.changes.possibly_deleted.extend(known);
        self.changes.paths.insert(path);
    }

    /// Searches where something has changed, once nothing else is searched: what is told meanwhile costs one more search,
    /// however much it is, and files that are not ours cost none.
    pub(crate) fn search_changes(&mut self) {
        if self.scan.is_some() {
            return;
        }
        // The search that was going on may have read what is gone since.
        for path in std::mem::take(&mut self.changes.gone) {
            if self.now.files.below(&path).next().is_some() {
                self.mark_possibly_deleted(path);
            }
        }
        let Changes { paths, possibly_deleted, is_moved, .. } = std::mem::take(&mut self.changes);
        if paths.is_empty() || !self.now.settings.config.scan {
            return;
        }
        let scope = if is_moved { Scope::Moved(paths, self.now.files.clone()) } else { Scope::Changed(paths) };
        self.search(self.folders.clone(), scope, possibly_deleted);
    }

    /// A file was read by a search; `None` where there is nothing to know of it.
    pub(crate) fn file_read(&mut self, scan: u64, path: PathBuf, indexed: Option<IndexedFile>) {
        if let Some(current) = self.scan.as_mut().filter(|current| current.number == scan) {
            current.advance(&self.sender);
            self.set_file(&Key::File(path), indexed);
        }
    }

    /// A search is over: what it was about and has not found is gone. `None` where it has failed: then the client is
    /// believed.
    pub(crate) fn scan_finished(&mut self, scan: u64, files: Option<Vec<PathBuf>>) {
        if self.scan.as_ref().is_none_or(|current| current.number != scan) {
            return;
        }
        let Some(Scan { scope, possibly_deleted: mut gone, .. }) = self.end_scan() else { return };
        if files.is_some() {
            gone.extend(scope.known(&self.now.files).cloned());
        }
        let found: HashSet<_> = files.into_iter().flatten().map(Key::File).collect();
        gone.retain(|key| !found.contains(key));
        self.refresh |= !(found.is_empty() && gone.is_empty());
        for key in gone {
            self.set_file(&key, None);
        }
    }

    /// Remembers what is known of a file and sends the report on it, unless the file is open.
    fn set_file(&mut self, key: &Key, indexed: Option<IndexedFile>) {
        if self.now.documents.entry(key).is_none() {
            self.publish_closed(key, indexed.as_ref().map_or(&Report::empty(), |indexed| &indexed.report));
        }
        self.now.files.set(key, indexed);
    }
}

#[cfg(test)]
mod tests;
