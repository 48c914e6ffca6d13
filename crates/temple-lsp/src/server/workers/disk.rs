//! The thread that scans the workspace folders and reads Templefiles: all, or those that have changed.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use temple_ide::model::catalogue::is_templefile;

use crate::server::guard::{Guard, Job, spawn};
use crate::server::protocol::uri;
use crate::server::session::analyse::analyse;
use crate::server::session::event::{Event, Events};
use crate::server::session::report::Report;
use crate::server::session::scope::Scope;
use crate::server::session::settings::Settings;
use crate::server::session::symbol_index;
use crate::server::session::templefile::read;
use crate::server::session::workspace_index::IndexedFile;
use crate::templefile::walk;
use crate::text::Text;

/// A scan of the workspace folders for Templefiles.
#[derive(Debug)]
struct Search {
    number: u64,
    folders: Vec<PathBuf>,
    scope: Arc<Scope>,
    settings: Settings,
}

/// The handle of the thread. Its results arrive as events.
#[derive(Debug)]
pub(crate) struct Disk {
    searches: Sender<Search>,
    current: Arc<AtomicU64>,
}

impl Disk {
    /// Starts the thread, which ends when the returned value is dropped.
    pub(crate) fn start(events: Events, guard: Guard) -> io::Result<Disk> {
        let (searches, queue) = mpsc::channel();
        let current = Arc::new(AtomicU64::new(0));
        let reader = Reader { events, guard, current: current.clone() };
        spawn("disk", move || reader.work(&queue))?;
        Ok(Disk { searches, current })
    }

    /// Starts a scan, which replaces earlier ones. Returns its number.
    pub(crate) fn search(&self, folders: Vec<PathBuf>, scope: Arc<Scope>, settings: Settings) -> u64 {
        let number = self.stop();
        let _ = self.searches.send(Search { number, folders, scope, settings });
        number
    }

    /// Stops the current scan, if any. Returns the number of the next one.
    fn stop(&self) -> u64 {
        self.current.fetch_add(1, Ordering::Relaxed) + 1
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Reader {
    events: Events,
    guard: Guard,
    current: Arc<AtomicU64>,
}

impl Reader {
    fn work(&self, searches: &Receiver<Search>) {
        for search in searches {
            let files = self.guard.run_guarded(Job::Search, || self.search(&search)).ok();
            self.events.send(Event::ScanFinished { scan: search.number, files });
        }
    }

    /// Runs a scan. Returns all existing files, or some of them if another scan has replaced this one.
    fn search(&self, search: &Search) -> Vec<PathBuf> {
        let is_current = || self.current.load(Ordering::Relaxed) == search.number;
        let folders = search.folders.iter().filter(|folder| search.scope.includes(folder));
        let found = folders.flat_map(|folder| templefiles(folder, &search.scope));
        let mut files: Vec<_> = found.map_while(|file| is_current().then_some(file)).flatten().collect();
        files.sort();
        files.dedup();
        let to_read = || files.iter().filter(|path| search.scope.reads(path));
        self.events.send(Event::ScanFound { scan: search.number, files: to_read().count() });
        for path in to_read().take_while(|_| is_current()) {
            // A file whose handling panics counts as unreadable.
            let indexed = self.guard.run_guarded(Job::File, || index_file(path, &search.settings)).unwrap_or_default();
            self.events.send(Event::FileRead { scan: search.number, path: path.clone(), indexed });
        }
        files
    }
}

/// The Templefiles below a folder that are in the scope, except for hidden ones and those that version control ignores.
/// Follows links to files, but not to folders. `None` stands for any other entry.
fn templefiles(folder: &Path, scope: &Arc<Scope>) -> impl Iterator<Item = Option<PathBuf>> {
    let scope = scope.clone();
    let entries = walk(folder, false).filter_entry(move |entry| scope.includes(entry.path())).build();
    entries.map(|entry| match entry {
        Ok(entry) => (is_templefile(entry.path()) && entry.path().is_file()).then(|| entry.into_path()),
        Err(error) => {
            tracing::warn!("searching the workspace: {error}");
            None
        }
    })
}

/// Reads and analyses a file; `None`, with a line in the log, if it cannot be read.
fn index_file(path: &Path, settings: &Settings) -> Option<IndexedFile> {
    let text = match read(path) {
        Ok(text) => text,
        Err(error) => {
            tracing::info!("{}: {error}", path.display());
            return None;
        }
    };
    let uri = uri::from_path(path)?;
    let rope = Text::from(text.as_str());
    let analysis = analyse(text, None)?;
    Some(IndexedFile {
        report: Report::new(&analysis, &uri, &rope, settings),
        symbols: symbol_index::of_file(&analysis, &rope, settings.client.encoding),
    })
}
