//! Everything that can happen to the server, as one closed set. Only the owner of the state takes events, one after another.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc;

use super::documents::Document;
use super::effect::Effect;
use super::key::Key;
use super::published::Diagnosis;
use super::shown_manifests::ShownManifests;
use super::snapshot::Snapshot;
use super::workspace_index::IndexedFile;
use crate::server::capabilities::client::Initialize;
use crate::server::config::Config;
use crate::server::guard::Job;
use crate::server::protocol::notification::Notification;

/// The way to the task that owns the state.
#[derive(Debug, Clone)]
pub(crate) struct Events(pub(crate) UnboundedSender<Event>);

impl Events {
    /// Sends an event. Events are taken one after another, in the order in which they are sent.
    pub(crate) fn send(&self, event: Event) {
        // The owner is gone only when the server ends, and then nobody misses the event.
        let _ = self.0.send(event);
    }
}

/// Something that the owner of the state has to know.
#[derive(Debug)]
pub(crate) enum Event {
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
    Answered { about: RequestSubject, result: jsonrpc::Result<Value> },
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
    FileRead { scan: u64, path: PathBuf, indexed: Option<IndexedFile> },
    /// A search of the workspace folders is over. `files` are those that exist; `None` where it failed.
    ScanFinished { scan: u64, files: Option<Vec<PathBuf>> },
    /// The generated files that the client has of a Templefile were made anew; `None` where that failed.
    Compared { key: Key, document: Option<Arc<Document>>, config: Arc<Config>, shown: Option<ShownManifests> },
    /// A request was answered, and something follows from it.
    Effect(Effect),
}

/// The subject of a request of ours to the client.
#[derive(Debug)]
pub(crate) enum RequestSubject {
    /// The settings.
    Configuration,
    /// True if the progress of this scan may be shown.
    Progress { scan: u64 },
    /// Something whose answer changes nothing, by its method.
    Other(&'static str),
}
