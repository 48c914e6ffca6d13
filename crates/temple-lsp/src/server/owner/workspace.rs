//! The owner's methods for files that are not open: scanning the disk, and scanning again after changes.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::Uri;
use temple_ide::model::catalogue::is_templefile;

use super::changes::Changes;
use super::scan::Scan;
use super::state::State;
use crate::server::protocol::notification::{FileChange, FileChangeKind};
use crate::server::protocol::uri;
use crate::server::session::key::Key;
use crate::server::session::report::Report;
use crate::server::session::scope::Scope;
use crate::server::session::workspace_index::IndexedFile;

impl State {
    /// Reads all files of the workspace folders, including those that were read before.
    pub(crate) fn rescan(&mut self) {
        let folders = if self.now.settings.config.scan { self.folders.clone() } else { Vec::new() };
        // This scan covers all changes.
        let Changes { possibly_deleted, .. } = std::mem::take(&mut self.changes);
        self.search(folders, Scope::Everything, possibly_deleted);
    }

    fn search(&mut self, folders: Vec<PathBuf>, scope: Scope, mut possibly_deleted: Vec<Key>) {
        possibly_deleted.extend(self.end_scan().into_iter().flat_map(|earlier| earlier.possibly_deleted));
        let scope = Arc::new(scope);
        let number = self.disk.search(folders, scope.clone(), self.now.settings.clone());
        self.scan = Some(Scan::new(number, scope, possibly_deleted));
    }

    /// Handles added and removed workspace folders.
    pub(crate) fn folders_changed(&mut self, added: &[Uri], removed: &[Uri]) {
        let paths = |uris: &[Uri]| uris.iter().filter_map(uri::to_path).collect::<Vec<_>>();
        let removed = paths(removed);
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths(added));
        self.rescan();
    }

    /// Handles changes of files or folders on disk. Open documents keep the text of the editor.
    pub(crate) fn files_changed(&mut self, changes: Vec<FileChange>) {
        for FileChange { path, kind } in changes {
            self.previews.outdated_below(&path);
            match kind {
                FileChangeKind::Deleted => self.mark_possibly_deleted(path),
                FileChangeKind::Created => {
                    // A renamed folder is often reported only by its new name.
                    self.changes.is_moved |= !is_templefile(&path);
                    self.recheck(path);
                }
                FileChangeKind::Changed if is_templefile(&path) => self.recheck(path),
                FileChangeKind::Changed => {}
            }
        }
    }

    /// Schedules a check of a file or folder, if it belongs to the workspace.
    pub(crate) fn recheck(&mut self, path: PathBuf) {
        if self.folders.iter().any(|folder| path.starts_with(folder) || folder.starts_with(&path)) {
            self.changes.paths.insert(path);
        }
    }

    /// Forgets a file, or all files in a folder, until the disk has been checked.
    fn mark_possibly_deleted(&mut self, path: PathBuf) {
        let known: Vec<_> = self.now.files.below(&path).cloned().collect();
        if known.is_empty() {
            self.changes.gone.insert(path);
            return;
        }
        for key in &known {
            self.now.files.set(key, None);
        }
        // A moved folder is reported as deleted, and often not as created.
        self.changes.is_moved |= known.iter().any(|key| *key != Key::File(path.clone()));
        self.changes.possibly_deleted.extend(known);
        self.changes.paths.insert(path);
    }

    /// Checks changed paths once no other scan is running. However many changes are reported meanwhile, they cost one
    /// more scan, and files other than Templefiles cost none.
    pub(crate) fn search_changes(&mut self) {
        if self.scan.is_some() {
            return;
        }
        // The previous scan may have read files that have been deleted since.
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

    /// Handles a file that a scan has read; `None` if it does not exist or cannot be read.
    pub(crate) fn file_read(&mut self, scan: u64, path: PathBuf, indexed: Option<IndexedFile>) {
        if let Some(current) = self.scan.as_mut().filter(|current| current.number == scan) {
            current.advance(&self.sender);
            self.set_file(&Key::File(path), indexed);
        }
    }

    /// Handles the end of a scan: files in its scope that it did not find are deleted. If it failed (`None`), the
    /// reports of the client count.
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

    /// Indexes a file and publishes its diagnostics, unless it is open.
    fn set_file(&mut self, key: &Key, indexed: Option<IndexedFile>) {
        if self.now.documents.entry(key).is_none() {
            self.publish_closed(key, indexed.as_ref().map_or(&Report::empty(), |indexed| &indexed.report));
        }
        self.now.files.set(key, indexed);
    }
}

#[cfg(test)]
mod tests;
