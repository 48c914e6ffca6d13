//! The cost of changes that the client reports, in scans and files read.

use std::fs;
use std::sync::{Arc, mpsc};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::*;
use crate::server::Options;
use crate::server::guard::Guard;
use crate::server::service::backend;
use crate::server::session::event::{Event, Events};
use crate::server::workers::client_sender::ClientSender;
use crate::server::workers::pool::{self, Pool};

/// A state with one workspace folder that contains the indexed files `team/0.temple`, `team/1.temple` and so on.
struct Workspace {
    folder: TempDir,
    state: State,
    events: UnboundedReceiver<Event>,
    _runtime: Runtime,
}

/// The cost of checking changes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Steps {
    searches: usize,
    reads: usize,
}

impl Workspace {
    fn new(files: usize) -> Workspace {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("team")).expect("our own folder");
        for number in 0..files {
            fs::write(folder.path().join(format!("team/{number}.temple")), "").expect("our own folder");
        }
        let (runtime, guard) = (pool::runtime().expect("threads"), Guard::default());
        let (sender, events) = unbounded_channel();
        let pool = Pool::new(runtime.handle().clone(), guard.clone());
        let to_client = Arc::new(ClientSender::new(mpsc::channel().0, None));
        let sender = Events(sender);
        let (_, client, _) = backend::service(sender.clone(), pool.clone(), guard.clone());
        let mut state = State::new(Options::default(), guard, to_client, client, sender, pool).expect("a thread");
        state.folders.push(folder.path().to_owned());
        state.rescan();
        let mut workspace = Workspace { folder, state, events, _runtime: runtime };
        assert_eq!(workspace.steps(), Steps { searches: 1, reads: files });
        workspace
    }

    /// Reports changes in one notification.
    fn tell(&mut self, kind: FileChangeKind, paths: impl IntoIterator<Item = String>) {
        let change = |path| FileChange { path: self.folder.path().join(path), kind };
        let changes = paths.into_iter().map(change).collect();
        self.state.files_changed(changes);
    }

    /// Continues until no scan is running.
    fn steps(&mut self) -> Steps {
        let mut steps = Steps::default();
        while self.state.scan.is_some() {
            match self.events.blocking_recv().expect("an event of the search") {
                Event::ScanFound { .. } => steps.searches += 1,
                Event::FileRead { scan, path, indexed } => {
                    steps.reads += 1;
                    self.state.file_read(scan, path, indexed);
                }
                Event::ScanFinished { scan, files } => self.state.scan_finished(scan, files),
                other => panic!("{other:?} has nothing to do with a search"),
            }
            self.state.search_changes();
        }
        steps
    }

    /// The cost of checking the reported changes.
    fn cost(&mut self) -> Steps {
        self.state.search_changes();
        self.steps()
    }

    fn known(&self) -> usize {
        self.state.now.files.iter().count()
    }
}

const NOTHING: Steps = Steps { searches: 0, reads: 0 };

fn module(number: usize) -> String {
    format!("node_modules/module-{number}/index.js")
}

#[test]
fn deletions_of_other_files_start_no_search() {
    let mut workspace = Workspace::new(3);
    workspace.tell(FileChangeKind::Deleted, (0..10_000).map(module));
    assert_eq!(workspace.cost(), NOTHING);
    for number in 0..10_000 {
        workspace.tell(FileChangeKind::Deleted, [module(number)]);
        assert_eq!(workspace.cost(), NOTHING);
    }
    workspace.tell(FileChangeKind::Deleted, ["teams".to_owned(), "tea".to_owned(), "team/0.temple.bak".to_owned()]);
    assert_eq!(workspace.cost(), NOTHING);
    assert_eq!(workspace.known(), 3);
}

#[test]
fn deletions_during_a_search_are_checked_after_it() {
    let mut workspace = Workspace::new(3);
    workspace.state.rescan();
    workspace.tell(FileChangeKind::Deleted, (0..10_000).map(module));
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 3 });
    // A scan that has read a file before it was deleted is followed by another one.
    workspace.tell(FileChangeKind::Created, ["team".to_owned()]);
    workspace.state.search_changes();
    workspace.tell(FileChangeKind::Deleted, ["team/1.temple".to_owned()]);
    assert_eq!(workspace.known(), 2);
    assert_eq!(workspace.cost(), Steps { searches: 2, reads: 4 }, "the file is there all the time");
    assert_eq!(workspace.known(), 3);
}

#[test]
fn a_burst_costs_one_search() {
    let mut workspace = Workspace::new(1_000);
    fs::remove_dir_all(workspace.folder.path().join("team")).expect("our own folder");
    let all = (0..1_000).map(|number| format!("team/{number}.temple"));
    workspace.tell(FileChangeKind::Deleted, all.clone().chain(["team".to_owned()]).chain((0..10_000).map(module)));
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 0 });
    assert_eq!(workspace.known(), 0);
    fs::create_dir(workspace.folder.path().join("team")).expect("our own folder");
    all.clone().for_each(|path| fs::write(workspace.folder.path().join(path), "").expect("our own folder"));
    workspace.tell(FileChangeKind::Created, all.chain(["team".to_owned()]));
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 1_000 });
}

#[test]
fn a_change_of_one_file_reads_one_file() {
    let mut workspace = Workspace::new(100);
    workspace.tell(FileChangeKind::Changed, ["team/5.temple".to_owned()]);
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 1 });
    workspace.tell(FileChangeKind::Changed, (0..10_000).map(module));
    assert_eq!(workspace.cost(), NOTHING);
}

#[test]
fn finds_a_moved_folder_without_reading_other_files() {
    let mut workspace = Workspace::new(100);
    let path = |name: &str| workspace.folder.path().join(name);
    fs::rename(path("team"), path("squad")).expect("our own folder");
    workspace.tell(FileChangeKind::Deleted, ["team".to_owned()]);
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 100 });
    fs::write(workspace.folder.path().join("squad/100.temple"), "").expect("our own folder");
    fs::create_dir(workspace.folder.path().join("gone")).expect("our own folder");
    workspace.tell(FileChangeKind::Created, ["gone".to_owned()]);
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 1 }, "it may be the new name of another one");
    workspace.tell(FileChangeKind::Deleted, ["squad".to_owned()]);
    assert_eq!(workspace.cost(), Steps { searches: 1, reads: 101 }, "it is there, and has one more");
}
