//! The state's part about files that are not open.

use std::path::PathBuf;

use gen_lsp_types::Uri;

use super::diagnostics::Report;
use super::disk::is_templefile;
use super::documents::Key;
use super::files::FileFacts;
use super::from_proto::{self, FileChange};
use super::progress::Scan;
use super::state::State;

impl State {
    /// Reads all files of the workspace folders, again where they were read before.
    pub(super) fn rescan(&mut self) {
        self.end_scan();
        let folders = if self.now.settings.config.scan { self.folders.clone() } else { Vec::new() };
        let scan = self.disk.scan(folders, self.now.settings.clone());
        self.scan = Some(Scan::new(scan));
    }

    /// Folders came to the workspace or went.
    pub(super) fn folders_changed(&mut self, added: &[Uri], removed: &[Uri]) {
        let paths = |uris: &[Uri]| uris.iter().filter_map(from_proto::path).collect::<Vec<_>>();
        let removed = paths(removed);
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths(added));
        self.rescan();
    }

    /// Files have changed on disk. What is open in the editor stays as it is there.
    pub(super) fn files_changed(&mut self, changes: Vec<FileChange>) {
        for FileChange { path, deleted } in changes {
            self.previews.outdated_below(&path);
            if deleted {
                // The path may be that of a folder, and all that was in it is gone.
                let gone: Vec<_> =
                    self.now.files.iter().map(|(key, _)| key).filter(|key| key.is_below(&path)).cloned().collect();
                for key in gone {
                    self.set_file(&key, None);
                }
                self.refresh = true;
            } else if self.now.settings.config.scan && is_templefile(&path) {
                self.disk.read(path, self.now.settings.clone());
            }
        }
    }

    /// Reads a file of the workspace that is not open any more.
    pub(super) fn reread(&mut self, path: PathBuf) {
        let ours = self.folders.iter().any(|folder| path.starts_with(folder)) && is_templefile(&path);
        if ours && self.now.settings.config.scan {
            self.disk.read(path, self.now.settings.clone());
        }
    }

    /// A file was read.
    pub(super) fn file_read(&mut self, scan: Option<u64>, path: PathBuf, facts: Option<FileFacts>) {
        let current = self.scan.as_mut().filter(|current| scan == Some(current.number));
        match current {
            Some(current) => current.advance(&self.outbox),
            None if scan.is_some() => return,
            None => self.refresh = true,
        }
        self.set_file(&Key::File(path), facts);
    }

    /// A scan is over: what it has not seen is gone.
    pub(super) fn scan_finished(&mut self, scan: u64, files: Vec<PathBuf>) {
        if self.scan.as_ref().is_none_or(|current| current.number != scan) {
            return;
        }
        self.end_scan();
        let found: std::collections::HashSet<_> = files.into_iter().map(Key::File).collect();
        let gone: Vec<_> =
            self.now.files.iter().map(|(key, _)| key).filter(|key| !found.contains(key)).cloned().collect();
        self.refresh |= !(found.is_empty() && gone.is_empty());
        for key in gone {
            self.set_file(&key, None);
        }
    }

    /// Remembers what is known of a file and sends the report on it, unless the file is open.
    fn set_file(&mut self, key: &Key, facts: Option<FileFacts>) {
        if self.now.documents.entry(key).is_none() {
            self.publish_closed(key, facts.as_ref().map_or(&Report::empty(), |facts| &facts.report));
        }
        self.now.files.set(key, facts);
    }
}
