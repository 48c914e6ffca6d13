//! The state of the server, with its single owner. The methods are in the files of their subjects:
//! [`super::documents`], [`super::diagnostics`], [`super::manifests`], [`super::workspace`], [`super::settings`] and
//! [`super::effects`].

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt as _;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout_at;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{self, Request};
use tower_service::Service as _;

use super::changes::Changes;
use super::previews::Previews;
use super::scan::Scan;
use crate::server::capabilities::client::Initialize;
use crate::server::guard::Guard;
use crate::server::options::Options;
use crate::server::protocol::method::Outbound;
use crate::server::protocol::notification::Notification;
use crate::server::session::event::{Event, Events, RequestSubject};
use crate::server::session::key::Key;
use crate::server::session::published::Published;
use crate::server::session::snapshot::Snapshot;
use crate::server::workers::client_sender::ClientSender;
use crate::server::workers::disk::Disk;
use crate::server::workers::parent;
use crate::server::workers::pool::Pool;

/// The phase of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Only `initialize` is accepted.
    Fresh,
    /// Every message is accepted.
    Running,
    /// Only `exit` is accepted.
    ShutDown,
}

/// The end of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// At once.
    Now { code: u8 },
    /// After unfinished work, but not later than `until`.
    Soon { code: u8, until: Instant },
}

/// The state of the server.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    /// Guards the handling of events.
    pub(crate) guard: Guard,
    /// Sends notifications to the client.
    pub(crate) sender: Arc<ClientSender>,
    /// Sends requests to the client.
    client: Client,
    pub(crate) events: Events,
    pub(crate) pool: Pool,
    pub(crate) disk: Disk,
    pub(crate) phase: Phase,
    /// The snapshot for the next request.
    pub(crate) now: Snapshot,
    /// The workspace folders that are on disk.
    pub(crate) folders: Vec<PathBuf>,
    /// The running scan of the folders.
    pub(crate) scan: Option<Scan>,
    /// The changes on disk that have yet to be checked.
    pub(crate) changes: Changes,
    /// The diagnostics that have been published.
    pub(crate) published: HashMap<Key, Published>,
    /// Documents whose diagnostics have yet to be published.
    pub(crate) unpublished: HashSet<Key>,
    /// Documents whose diagnostics are being computed.
    pub(crate) in_progress: HashSet<Key>,
    /// True if the client should be asked to pull again.
    pub(crate) refresh: bool,
    /// The messages about settings that the user has already received.
    pub(crate) reported_problems: HashSet<String>,
    /// The generated files that the client has received.
    pub(crate) previews: Previews,
}

impl State {
    /// Creates the state before `initialize`.
    pub(crate) fn new(
        options: Options,
        guard: Guard,
        sender: Arc<ClientSender>,
        client: Client,
        events: Events,
        pool: Pool,
    ) -> std::io::Result<State> {
        Ok(State {
            guard: guard.clone(),
            sender,
            client,
            pool,
            disk: Disk::start(events.clone(), guard)?,
            events,
            phase: Phase::Fresh,
            now: Snapshot::default(),
            folders: Vec::new(),
            scan: None,
            changes: Changes::default(),
            published: HashMap::new(),
            unpublished: HashSet::new(),
            in_progress: HashSet::new(),
            refresh: false,
            reported_problems: HashSet::new(),
            previews: Previews::new(options.quiet),
            options,
        })
    }

    /// Handles events until one of them ends the server. Returns the exit code.
    pub(crate) async fn run(mut self, mut events: UnboundedReceiver<Event>) -> u8 {
        while let Some(mut event) = self.next(&mut events).await {
            // Handles all waiting events before anything is computed, so that a burst of edits costs one analysis.
            loop {
                match self.handle_safely(event) {
                    ControlFlow::Continue(()) => {}
                    ControlFlow::Break(End::Now { code }) => return code,
                    ControlFlow::Break(End::Soon { code, until }) => return self.finish(code, until, events).await,
                }
                match events.try_recv() {
                    Ok(next) => event = next,
                    Err(_) => break,
                }
            }
            self.start_pending_work();
        }
        1
    }

    /// Waits for an event, and meanwhile compares previews when they are due. `None` if the channel is closed.
    async fn next(&mut self, events: &mut UnboundedReceiver<Event>) -> Option<Event> {
        loop {
            let Some(due) = self.previews.due() else { return events.recv().await };
            match timeout_at(due.into(), events.recv()).await {
                Ok(event) => return event,
                Err(_) => self.start_pending_work(),
            }
        }
    }

    /// Continues after the end of the input until unfinished work is done or time is up, so that the server can be used
    /// in a pipeline. Returns the exit code.
    async fn finish(mut self, code: u8, until: Instant, mut events: UnboundedReceiver<Event>) -> u8 {
        // No further edits will come.
        self.previews.stop_waiting();
        self.start_pending_work();
        while !(self.in_progress.is_empty() && self.previews.are_idle()) {
            let Ok(Some(event)) = timeout_at(until.into(), events.recv()).await else { break };
            let _ = self.handle_safely(event);
            self.start_pending_work();
        }
        code
    }

    /// Handles one event. A panic costs only this event.
    fn handle_safely(&mut self, event: Event) -> ControlFlow<End> {
        let guard = self.guard.clone();
        let outcome = event.outcome();
        guard.run_guarded(outcome.job(), || self.handle(event)).unwrap_or_else(|_| self.fail(outcome))
    }

    fn handle(&mut self, event: Event) -> ControlFlow<End> {
        let code = u8::from(self.phase != Phase::ShutDown);
        match event {
            // The request may have been cancelled meanwhile.
            Event::Snapshot(sender) => drop(sender.send(self.now.clone())),
            Event::PlanPanic { job, snapshot } => {
                self.guard.plan(job);
                let _ = snapshot.send(self.now.clone());
            }
            Event::Initialize(initialize) => self.initialize(*initialize),
            Event::ShutDown => self.phase = Phase::ShutDown,
            Event::Notification(Notification::Exit) => return ControlFlow::Break(End::Now { code }),
            Event::Notification(notification) if self.phase == Phase::Running => self.notification(notification),
            Event::Notification(notification) => tracing::debug!("ignoring {notification:?} in this phase"),
            Event::Answered { about, result } => self.answered(&about, result),
            Event::InputEnded { until } => {
                tracing::info!("end of input; exiting");
                return ControlFlow::Break(End::Soon { code, until });
            }
            Event::OutputClosed => {
                tracing::info!("the client closed the output; exiting");
                return ControlFlow::Break(End::Now { code });
            }
            Event::ParentGone => {
                tracing::warn!("the process that started the server has ended; exiting");
                return ControlFlow::Break(End::Now { code: 1 });
            }
            Event::Diagnosed { key, document, config, report } => self.diagnosed(&key, &document, &config, report),
            Event::ScanFound { scan, files } => self.scan_found(scan, files),
            Event::FileRead { scan, path, indexed } => self.file_read(scan, path, indexed),
            Event::ScanFinished { scan, files } => self.scan_finished(scan, files),
            Event::Compared { key, document, config, shown } => {
                self.compared(&key, document.as_ref(), &config, shown);
            }
            Event::Effect(effect) => self.effect(effect),
        }
        ControlFlow::Continue(())
    }

    fn notification(&mut self, notification: Notification) {
        match notification {
            Notification::Initialized => self.initialized(),
            Notification::Opened { uri, version, text } => self.opened(uri, version, &text),
            Notification::Changed { uri, version, changes } => self.changed(&uri, version, &changes),
            Notification::OutOfSync { uri, error } => self.mark_out_of_sync(&uri, &error),
            Notification::Closed { uri } => self.closed(&uri),
            Notification::Configured { settings } => self.configuration_changed(&settings),
            Notification::FoldersChanged { added, removed } => self.folders_changed(&added, &removed),
            Notification::FilesChanged { changes } => self.files_changed(changes),
            Notification::Exit | Notification::Ignored => {}
        }
    }

    fn initialize(&mut self, initialize: Initialize) {
        let Initialize { client, folders, options, parent, trace } = initialize;
        self.now.settings.client = Arc::new(client);
        self.folders = folders;
        self.configure(&options);
        self.sender.set_trace(&trace.unwrap_or_default());
        if let Some(parent) = parent {
            parent::watch(parent, self.events.clone());
        }
        self.phase = Phase::Running;
    }

    /// Sends a request to the client without waiting for it. The answer comes as an event.
    pub(crate) fn ask<P: serde::Serialize>(&mut self, method: Outbound, params: &P, about: RequestSubject) {
        let params = serde_json::to_value(params).unwrap_or_default();
        let request = Request::build(method.as_str()).id(self.client.next_request_id()).params(params).finish();
        let mut answer = self.client.call(request);
        // Polling once puts the request into the queue of the connection.
        if (&mut answer).now_or_never().is_some() {
            return;
        }
        let events = self.events.clone();
        tokio::spawn(async move {
            if let Ok(Some(response)) = answer.await {
                let (_, result) = response.into_parts();
                events.send(Event::Answered { about, result });
            }
        });
    }

    fn answered(&mut self, about: &RequestSubject, result: jsonrpc::Result<Value>) {
        match (about, result) {
            (RequestSubject::Configuration, Ok(values)) => self.configure(&values[0]),
            (&RequestSubject::Progress { scan }, Ok(_)) => self.progress_created(scan),
            (RequestSubject::Other(_), Ok(_)) => {}
            (RequestSubject::Other(method), Err(error)) => {
                tracing::warn!("the client rejected {}: {error}", method.as_str());
            }
            (asked, Err(error)) => tracing::warn!("the client rejected {asked:?}: {error}"),
        }
    }
}
