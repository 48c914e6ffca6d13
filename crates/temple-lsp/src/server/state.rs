//! The one owner of everything that changes. Its methods are spread over the files of what they are about: [`super::sync`],
//! [`super::publish`], [`super::previews`], [`super::workspace`], [`mod@super::settings`].

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use serde_json::value::RawValue;

use super::client::Initialize;
use super::disk::Disk;
use super::documents::{Documents, Key};
use super::event::{Event, Notification, Settings};
use super::files::Files;
use super::from_proto;
use super::guard::{Guard, Job, Panicked};
use super::message::{self, ErrorCode, Failure, Id};
use super::outbox::{Outbox, Ticket};
use super::pool::Pool;
use super::previews::Previews;
use super::progress::Scan;
use super::published::Published;
use super::router::Handler;
use super::snapshot::Snapshot;
use super::tokens::LastTokens;
use super::workspace::Changes;
use super::{Options, parent, router};

/// Where in its life the connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing but `initialize` is welcome.
    Fresh,
    /// All is welcome.
    Running,
    /// Nothing but `exit` is welcome.
    ShutDown,
}

/// What a request of ours to the client was about.
#[derive(Debug)]
pub(super) enum Asked {
    /// The settings.
    Configuration,
    /// Whether the progress of this scan may be shown.
    Progress { scan: u64 },
    /// Something whose answer changes nothing, by its method.
    Other(&'static str),
}

/// The state of the server.
#[derive(Debug)]
pub(super) struct State {
    pub(super) options: Options,
    pub(super) outbox: Arc<Outbox>,
    pub(super) events: Sender<Vec<Event>>,
    pub(super) pool: Pool,
    pub(super) disk: Disk,
    pub(super) phase: Phase,
    /// What the next request is answered from.
    pub(super) now: Snapshot,
    /// The workspace folders that are on disk.
    pub(super) folders: Vec<PathBuf>,
    /// The search of the folders that is going on.
    pub(super) scan: Option<Scan>,
    /// The changes on disk that are to be looked at.
    pub(super) changes: Changes,
    /// The diagnostics that the client shows because we sent them.
    pub(super) published: HashMap<Key, Published>,
    /// Documents whose diagnostics are to be sent.
    pub(super) unpublished: HashSet<Key>,
    /// Documents whose diagnostics are being computed.
    pub(super) in_work: HashSet<Key>,
    /// Whether the client shall be told to pull again.
    pub(super) refresh: bool,
    /// Requests of ours that the client has not answered yet.
    pub(super) asked: HashMap<i64, Asked>,
    last_asked: i64,
    /// What was complained about already.
    pub(super) complaints: HashSet<String>,
    /// The generated files that the client has seen.
    pub(super) previews: Previews,
}

impl State {
    /// The state before `initialize`.
    pub(super) fn new(
        options: Options,
        guard: Guard,
        outbox: Arc<Outbox>,
        events: Sender<Vec<Event>>,
    ) -> std::io::Result<State> {
        let now = Snapshot {
            settings: Settings { client: Arc::default(), config: Arc::default() },
            documents: Documents::default(),
            files: Files::default(),
            tokens: LastTokens::default(),
            guard: guard.clone(),
            events: events.clone(),
        };
        Ok(State {
            outbox,
            pool: Pool::start(guard.clone())?,
            disk: Disk::start(events.clone(), guard)?,
            events,
            phase: Phase::Fresh,
            now,
            folders: Vec::new(),
            scan: None,
            changes: Changes::default(),
            published: HashMap::new(),
            unpublished: HashSet::new(),
            in_work: HashSet::new(),
            refresh: false,
            asked: HashMap::new(),
            last_asked: 0,
            complaints: HashSet::new(),
            previews: Previews::new(options.quiet),
            options,
        })
    }

    /// Takes events until one of them is the end. Returns the exit code.
    pub(super) fn run(mut self, events: &Receiver<Vec<Event>>) -> u8 {
        while let Ok(mut batch) = self.next(events) {
            // Whatever has come in until now is taken before anything is computed, so that a burst of edits costs one analysis.
            loop {
                for event in batch {
                    let input_ended = matches!(event, Event::Disconnected(_));
                    match self.take_safely(event) {
                        Some(code) if input_ended => return self.finish(code, events),
                        Some(code) => return code,
                        None => {}
                    }
                }
                match events.try_recv() {
                    Ok(more) => batch = more,
                    Err(_) => break,
                }
            }
            self.settle();
        }
        1
    }

    /// Waits for events, or until it is time to compare previews; then there are none.
    fn next(&self, events: &Receiver<Vec<Event>>) -> Result<Vec<Event>, RecvTimeoutError> {
        let Some(due) = self.previews.due() else {
            return events.recv().map_err(|_| RecvTimeoutError::Disconnected);
        };
        match events.recv_deadline(due) {
            Err(RecvTimeoutError::Timeout) => Ok(Vec::new()),
            received => received,
        }
    }

    /// After the end of the input, goes on until all that was asked for is answered, or until patience ends, so that
    /// the server can be used in a pipeline. Returns the exit code.
    fn finish(mut self, code: u8, events: &Receiver<Vec<Event>>) -> u8 {
        const PAUSE: Duration = Duration::from_millis(5);
        let deadline = Instant::now() + self.options.patience;
        // No edit comes any more.
        self.previews.hurry();
        self.settle();
        while !(self.outbox.is_idle() && self.in_work.is_empty() && self.previews.are_idle())
            && Instant::now() < deadline
        {
            for event in events.recv_timeout(PAUSE).unwrap_or_default() {
                let _ = self.take_safely(event);
            }
            self.settle();
        }
        code
    }

    /// Takes one event. A panic costs this event only. Returns the exit code if it is the last one.
    fn take_safely(&mut self, event: Event) -> Option<u8> {
        let guard = self.now.guard.clone();
        let outcome = event.outcome();
        guard.run_guarded(outcome.job(), || self.take(event)).unwrap_or_else(|_| self.fail(outcome))
    }

    fn take(&mut self, event: Event) -> Option<u8> {
        let code = u8::from(self.phase != Phase::ShutDown);
        match event {
            Event::Request { id, method, params } => self.request(id, &method, params),
            Event::Notification(Notification::Exit) => return Some(code),
            Event::Notification(notification) if self.phase == Phase::Running => self.notification(notification),
            Event::Notification(notification) => tracing::debug!("not the time for {notification:?}"),
            Event::Response { id, result } => self.response(&id, result),
            Event::Malformed(failure) => {
                tracing::warn!("{}", failure.message);
                self.outbox.refuse(None, &failure);
            }
            Event::Disconnected(why) => {
                tracing::info!("{why}");
                return Some(code);
            }
            Event::ParentGone => {
                tracing::warn!("the process that started the server is gone");
                return Some(1);
            }
            Event::Diagnosed { key, document, config, report } => self.diagnosed(&key, &document, &config, report),
            Event::ScanFound { scan, files } => self.scan_found(scan, files),
            Event::FileRead { scan, path, facts } => self.file_read(scan, path, facts),
            Event::ScanFinished { scan, files } => self.scan_finished(scan, files),
            Event::Served { key, document, shown } => self.served(key, document.as_ref(), shown),
            Event::Compared { key, document, config, shown } => {
                self.compared(&key, document.as_ref(), &config, shown);
            }
            Event::Show(show) => self.show(&show),
        }
        None
    }

    fn notification(&mut self, notification: Notification) {
        match notification {
            Notification::Initialized => self.initialized(),
            Notification::Opened { uri, version, text } => self.opened(uri, version, &text),
            Notification::Changed { uri, version, changes } => self.changed(&uri, version, &changes),
            Notification::Garbled { uri, error } => self.lose(&uri, &error),
            Notification::Closed { uri } => self.closed(&uri),
            Notification::Cancelled { id } => self.outbox.cancel(&id),
            Notification::Configured { settings } => self.configuration_changed(&settings),
            Notification::FoldersChanged { added, removed } => self.folders_changed(&added, &removed),
            Notification::FilesChanged { changes } => self.files_changed(changes),
            Notification::Exit | Notification::Ignored => {}
        }
    }

    fn request(&mut self, id: Id, method: &str, params: Option<Box<RawValue>>) {
        let Some(ticket) = self.outbox.admit(&id) else { return };
        let answer = match (self.phase, method) {
            (Phase::Fresh, "initialize") => self.initialize(&id, params.as_deref()),
            (Phase::Fresh, _) => Err(Failure::new(ErrorCode::ServerNotInitialized, "`initialize` has to come first")),
            (Phase::ShutDown, _) => Err(Failure::new(ErrorCode::InvalidRequest, "the server was shut down")),
            (Phase::Running, "initialize") => {
                Err(Failure::new(ErrorCode::InvalidRequest, "the server is initialized already"))
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(message::result(&id, &()))
            }
            (Phase::Running, "temple/test/panic") if self.now.guard.is_for_tests() => {
                self.plan_panic(&id, params.as_deref())
            }
            (Phase::Running, _) => match router::handler(method) {
                None => Err(Failure::new(ErrorCode::MethodNotFound, format_args!("there is no request `{method}`"))),
                Some(handler) => return self.answer_later(handler, id, params, ticket),
            },
        };
        self.outbox.answer(&id, answer);
    }

    /// Has a request answered from what is known now, while other events are taken.
    fn answer_later(&self, handler: Handler, id: Id, params: Option<Box<RawValue>>, ticket: Ticket) {
        let (snapshot, outbox, asked) = (self.now.clone(), self.outbox.clone(), id.clone());
        let work = move || (!ticket.is_cancelled()).then(|| handler(&snapshot, &asked, params.as_deref()));
        self.pool.run(Job::Request, work, move |answer| match answer {
            Ok(None) => {}
            Ok(Some(answer)) => outbox.answer(&id, answer),
            Err(Panicked) => outbox.answer(&id, Err(Failure::bug())),
        });
    }

    fn initialize(&mut self, id: &Id, params: Option<&RawValue>) -> Result<Vec<u8>, Failure> {
        let params: serde_json::Value = from_proto::read(params)
            .and_then(|params: serde_json::Value| params.is_object().then_some(params).ok_or("not an object".into()))
            .map_err(|error| Failure::new(ErrorCode::InvalidParams, error))?;
        let Initialize { client, folders, options, parent, trace } = Initialize::read(params);
        let answer = message::result(id, &client.answer());
        self.now.settings.client = Arc::new(client);
        self.folders = folders;
        self.configure(&options);
        self.outbox.set_trace(&trace.unwrap_or_default());
        if let Some(parent) = parent {
            let server = Arc::downgrade(&self.outbox);
            parent::watch(parent, self.events.clone(), server, self.now.guard.clone());
        }
        self.phase = Phase::Running;
        Ok(answer)
    }

    /// `temple/test/panic`: has the next job of a kind panic, where one is named. The answer lists those still to panic.
    fn plan_panic(&self, id: &Id, params: Option<&RawValue>) -> Result<Vec<u8>, Failure> {
        let job = from_proto::read(params).map_err(|error| Failure::new(ErrorCode::InvalidParams, error))?;
        Ok(message::result(id, &self.now.guard.plan(job)))
    }

    /// Asks the client something; the answer comes as an event.
    pub(super) fn ask<P: serde::Serialize>(&mut self, method: &'static str, params: &P, about: Asked) {
        self.last_asked += 1;
        self.asked.insert(self.last_asked, about);
        self.outbox.request(self.last_asked, method, params);
    }

    fn response(&mut self, id: &Id, result: Result<serde_json::Value, String>) {
        let asked = if let Id::Number(id) = id { self.asked.remove(id) } else { None };
        match (asked, result) {
            (None, _) => tracing::debug!("an answer to a question that was not asked: {id}"),
            (Some(Asked::Configuration), Ok(values)) => self.configure(&values[0]),
            (Some(Asked::Progress { scan }), Ok(_)) => self.progress_created(scan),
            (Some(Asked::Other(_)), Ok(_)) => {}
            (Some(Asked::Other(method)), Err(error)) => tracing::warn!("the client refuses {method}: {error}"),
            (Some(asked), Err(error)) => tracing::warn!("the client refuses {asked:?}: {error}"),
        }
    }
}
