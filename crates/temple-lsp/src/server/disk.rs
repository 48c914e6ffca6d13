//! The thread that reads Templefiles from disk: those of the workspace folders, and single ones that have changed.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{io, thread};

use crossbeam_channel::{Receiver, Sender};
use ignore::WalkBuilder;

use super::diagnostics::Report;
use super::documents::analyse;
use super::event::{Event, Settings};
use super::files::FileFacts;
use super::{symbols, to_proto};
use crate::EXTENSIONS;
use crate::text::Text;

/// Larger files are skipped, in bytes: nobody writes such a Templefile.
const LARGEST: u64 = 64 << 20;

/// Whether a path is that of a Templefile, by its name.
pub(super) fn is_templefile(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// Something to read.
#[derive(Debug)]
enum Job {
    Scan { scan: u64, folders: Vec<PathBuf>, settings: Settings },
    Read { path: PathBuf, settings: Settings },
}

/// The way to the thread. What it finds comes back as events.
#[derive(Debug)]
pub(super) struct Disk {
    jobs: Sender<Job>,
    current: Arc<AtomicU64>,
}

impl Disk {
    /// Starts the thread. It ends with the returned value.
    pub(super) fn start(events: Sender<Vec<Event>>) -> io::Result<Disk> {
        let (jobs, queue) = crossbeam_channel::unbounded();
        let current = Arc::new(AtomicU64::new(0));
        let reader = Reader { events, current: current.clone() };
        thread::Builder::new().name("disk".to_owned()).stack_size(16 << 20).spawn(move || reader.work(&queue))?;
        Ok(Disk { jobs, current })
    }

    /// Searches folders for Templefiles and reads them. Returns the number of this scan; earlier ones stop.
    pub(super) fn scan(&self, folders: Vec<PathBuf>, settings: Settings) -> u64 {
        let scan = self.stop();
        let _ = self.jobs.send(Job::Scan { scan, folders, settings });
        scan
    }

    /// Stops the scan that is going on, if any. Returns the number of the next one.
    pub(super) fn stop(&self) -> u64 {
        self.current.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Reads one file.
    pub(super) fn read(&self, path: PathBuf, settings: Settings) {
        let _ = self.jobs.send(Job::Read { path, settings });
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Reader {
    events: Sender<Vec<Event>>,
    current: Arc<AtomicU64>,
}

impl Reader {
    fn work(&self, jobs: &Receiver<Job>) {
        for job in jobs {
            match job {
                Job::Scan { scan, folders, settings } => self.scan(scan, &folders, &settings),
                Job::Read { path, settings } => {
                    let facts = facts(&path, &settings);
                    self.send(Event::FileRead { scan: None, path, facts });
                }
            }
        }
    }

    fn scan(&self, scan: u64, folders: &[PathBuf], settings: &Settings) {
        let stopped = || self.current.load(Ordering::Relaxed) != scan;
        let mut files = Vec::new();
        for folder in folders {
            files.extend(templefiles(folder).take_while(|_| !stopped()));
        }
        files.sort();
        files.dedup();
        self.send(Event::ScanFound { scan, files: files.len() });
        for path in &files {
            if stopped() {
                return;
            }
            self.send(Event::FileRead { scan: Some(scan), path: path.clone(), facts: facts(path, settings) });
        }
        self.send(Event::ScanFinished { scan, files });
    }

    fn send(&self, event: Event) {
        let _ = self.events.send(vec![event]);
    }
}

/// The Templefiles below a folder, except for hidden ones and those that version control ignores. Links to files count,
/// links to folders do not.
fn templefiles(folder: &Path) -> impl Iterator<Item = PathBuf> {
    WalkBuilder::new(folder)
        .build()
        .filter_map(|entry| entry.inspect_err(|error| tracing::warn!("searching the workspace: {error}")).ok())
        .filter(|entry| is_templefile(entry.path()) && entry.path().is_file())
        .map(ignore::DirEntry::into_path)
}

/// What is to know of a file; `None`, with a line in the log, where there is none to make.
fn facts(path: &Path, settings: &Settings) -> Option<FileFacts> {
    let text = match read(path) {
        Ok(text) => text,
        Err(error) => {
            tracing::info!("{}: {error}", path.display());
            return None;
        }
    };
    let uri = to_proto::uri(path)?;
    let rope = Text::from(text.as_str());
    let analysis = analyse(text, None)?;
    Some(FileFacts {
        report: Report::new(&analysis, &uri, &rope, settings),
        symbols: symbols::of_file(&analysis, &rope, settings.client.encoding),
    })
}

/// The text of a file, unless it is no file, not UTF-8 or too large.
pub(super) fn read(path: &Path) -> io::Result<String> {
    // Asked before it is opened, for opening a named pipe would wait for whoever writes to it.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("larger than {} MiB, so it is skipped", LARGEST >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("not UTF-8, so it is skipped"))
}
