//! All events of the server, as one closed set. Only the owner of the state handles events, one after another.

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
use crate::server::protocol::method::Outbound;
use crate::server::protocol::notification::Notification;

/// A sender of events to the task that owns the state.
#[derive(Debug, Clone)]
pub(crate) struct Events(pub(crate) UnboundedSender<Event>);

impl Events {
    /// Sends an event. Events are handled in the order in which they are sent.
    pub(crate) fn send(&self, event: Event) {
        // The owner is gone only when the server ends, and then the event no longer matters.
        let _ = self.0.send(event);
    }
}

/// An event that changes the state or needs it.
#[derive(Debug)]
pub(crate) enum Event {
    /// A request needs the current state.
    Snapshot(oneshot::Sender<Snapshot>),
    /// A test makes the next job of a kind panic, if one is given. The snapshot is sent once that is planned.
    PlanPanic { job: Option<Job>, snapshot: oneshot::Sender<Snapshot> },
    /// The client has initialized the session.
    Initialize(Box<Initialize>),
    /// The client has ended the session; from now on only `exit` is accepted.
    ShutDown,
    /// A notification from the client.
    Notification(Notification),
    /// The client has answered a request of the server.
    Answered { about: RequestSubject, result: jsonrpc::Result<Value> },
    /// The input has ended and every request is answered. Unfinished work may continue until this time.
    InputEnded { until: Instant },
    /// The output is closed.
    OutputClosed,
    /// The process that started the server has ended.
    ParentGone,
    /// The diagnostics of an open document are computed; `None` if that failed.
    Diagnosed { key: Key, document: Arc<Document>, config: Arc<Config>, report: Option<Diagnosis> },
    /// A scan of the workspace folders has counted its files.
    ScanFound { scan: u64, files: usize },
    /// A scan has read a file; `None` if it does not exist or cannot be read.
    FileRead { scan: u64, path: PathBuf, indexed: Option<IndexedFile> },
    /// A scan of the workspace folders has ended. `files` are the existing ones; `None` if it failed.
    ScanFinished { scan: u64, files: Option<Vec<PathBuf>> },
    /// The generated files that the client has of a Templefile are recomputed; `None` if that failed.
    Compared { key: Key, document: Option<Arc<Document>>, config: Arc<Config>, shown: Option<ShownManifests> },
    /// A request with an effect was answered.
    Effect(Effect),
}

/// The subject of a request of the server to the client.
#[derive(Debug)]
pub(crate) enum RequestSubject {
    /// The settings.
    Configuration,
    /// Permission to show the progress of this scan.
    Progress { scan: u64 },
    /// A request whose answer has no effect, by its method.
    Other(Outbound),
}
