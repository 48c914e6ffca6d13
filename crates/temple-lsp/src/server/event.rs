//! Everything that can happen to the server, as one closed set. Only the state takes events, one after another.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use gen_lsp_types::Uri;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc;

use super::client::{Client, Initialize};
use super::commands::Show;
use super::config::Config;
use super::documents::{Document, Key};
use super::files::FileFacts;
use super::from_proto::{Change, FileChange};
use super::guard::Job;
use super::previews::Shown;
use super::published::Diagnosis;
use super::snapshot::Snapshot;
use super::state::Asked;

/// The way to the task that owns the state.
#[derive(Debug, Clone)]
pub(super) struct Events(pub(super) UnboundedSender<Event>);

impl Events {
    /// Sends an event. Events are taken one after another, in the order in which they are sent.
    pub(super) fn send(&self, event: Event) {
        // The owner is gone only when the server ends, and then nobody misses the event.
        let _ = self.0.send(event);
    }
}

/// Something that the owner of the state has to know.
#[derive(Debug)]
pub(super) enum Event {
    /// A request needs the state of this moment.
    Snapshot(oneshot::Sender<Snapshot>),
    /// A test has the next job of a kind panic, where one is given. The snapshot is sent once that is planned.
    PlanPanic { job: Option<Job>, snapshot: oneshot::Sender<Snapshot> },
    /// The client has begun the session.
    Initialize(Box<Initialize>),
    /// The client ends the session; only `exit` is welcome from now on.
    ShutDown,
    /// A notification from the client.
    Notification(Notification),
    /// The client has answered a request of ours.
    Answered { about: Asked, result: jsonrpc::Result<Value> },
    /// The input has ended and every request has its answer. Until then, work that is under way may be finished.
    InputEnded { until: Instant },
    /// Nobody reads the output any more.
    OutputClosed,
    /// The process that started the server is gone.
    ParentGone,
    /// The diagnostics of an open document are there; `None` where that failed.
    Diagnosed { key: Key, document: Arc<Document>, config: Arc<Config>, report: Option<Diagnosis> },
    /// A search of the workspace folders knows how many files there are.
    ScanFound { scan: u64, files: usize },
    /// A file on disk was read; `None` where there is none, or none that can be read.
    FileRead { scan: u64, path: PathBuf, facts: Option<FileFacts> },
    /// A search of the workspace folders is over. `files` are those that exist; `None` where it failed.
    ScanFinished { scan: u64, files: Option<Vec<PathBuf>> },
    /// The client got these generated files of a Templefile, made from this version; `None` if it is not open.
    Served { key: Key, document: Option<Arc<Document>>, shown: Shown },
    /// What the client has of the generated files of a Templefile was made anew; `None` where that failed.
    Compared { key: Key, document: Option<Arc<Document>>, config: Arc<Config>, shown: Option<Shown> },
    /// A generated file is to be looked at.
    Show(Show),
}

/// What the client tells.
#[derive(Debug)]
pub(super) enum Notification {
    /// The client is ready for requests.
    Initialized,
    /// The server shall end.
    Exit,
    /// A document is open in the editor from now on.
    Opened { uri: Uri, version: i64, text: String },
    /// The text of an open document has changed.
    Changed { uri: Uri, version: Option<i64>, changes: Vec<Change> },
    /// A change that cannot be understood, so that the text is not known any more.
    Garbled { uri: Uri, error: String },
    /// A document is not open any more.
    Closed { uri: Uri },
    /// Settings have changed; `null` where the client wants to be asked.
    Configured { settings: Value },
    /// Folders were added to the workspace, or taken from it.
    FoldersChanged { added: Vec<Uri>, removed: Vec<Uri> },
    /// Files or folders have changed on disk.
    FilesChanged { changes: Vec<FileChange> },
    /// Nothing that the state has to know.
    Ignored,
}

/// What a piece of background work needs to turn a text into a report.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// What the client can do.
    pub(super) client: Arc<Client>,
    /// What the user wants.
    pub(super) config: Arc<Config>,
}
