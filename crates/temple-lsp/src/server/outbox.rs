//! The way to the client. Never waits for it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossbeam_channel::Sender;
use serde::Serialize;

use super::message::{self, ErrorCode, Failure, Id};

/// How much of what the server does the client wants to be told (`$/setTrace`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trace {
    Off,
    Messages,
    Verbose,
}

/// Parameters that are longer than this are cut in a trace, in bytes.
const TRACED: usize = 10_000;

/// What the writing thread is handed.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// The body of a message.
    Message(Vec<u8>),
    /// Nothing comes after this.
    End,
}

/// Sends messages, and knows which requests still want an answer, so that each gets exactly one.
#[derive(Debug)]
pub(super) struct Outbox {
    writer: Sender<Outgoing>,
    unanswered: Mutex<HashMap<Id, Arc<AtomicBool>>>,
    trace: AtomicU8,
}

/// Tells whether a request still wants its answer.
#[derive(Debug)]
pub(super) struct Ticket {
    cancelled: Arc<AtomicBool>,
}

impl Ticket {
    /// Whether the client has taken the request back. It has its answer then.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Outbox {
    /// An outbox whose messages, without headers, go to `writer`.
    pub(super) fn new(writer: Sender<Outgoing>) -> Outbox {
        Outbox { writer, unanswered: Mutex::default(), trace: AtomicU8::new(Trace::Off as u8) }
    }

    /// Takes a request in. `None` if one with the same id waits for its answer; then the new one is refused.
    pub(super) fn admit(&self, id: &Id) -> Option<Ticket> {
        let ticket = Ticket { cancelled: Arc::default() };
        let mut unanswered = self.unanswered();
        if unanswered.contains_key(id) {
            drop(unanswered);
            self.send(message::error(Some(id), &Failure::new(ErrorCode::InvalidRequest, "the id is in use")));
            return None;
        }
        unanswered.insert(id.clone(), ticket.cancelled.clone());
        Some(ticket)
    }

    /// Answers a request, unless it was cancelled meanwhile. `answer` is a whole message.
    pub(super) fn answer(&self, id: &Id, answer: Result<Vec<u8>, Failure>) {
        if self.unanswered().remove(id).is_some() {
            self.tell(|| format!("Sending response {id}."), None);
            self.send(answer.unwrap_or_else(|failure| message::error(Some(id), &failure)));
        }
    }

    /// Cancels a request, if it is not answered yet.
    pub(super) fn cancel(&self, id: &Id) {
        let Some(cancelled) = self.unanswered().remove(id) else { return };
        cancelled.store(true, Ordering::Relaxed);
        let failure = Failure::new(ErrorCode::RequestCancelled, "cancelled by the client");
        self.send(message::error(Some(id), &failure));
    }

    /// Refuses a request that has no answer yet, admitted or not; without an id, what cannot be understood.
    pub(super) fn refuse(&self, id: Option<&Id>, failure: &Failure) {
        id.map(|id| self.unanswered().remove(id));
        self.send(message::error(id, failure));
    }

    /// Tells the client something.
    pub(super) fn notify<P: Serialize>(&self, method: &'static str, params: &P) {
        self.tell(|| format!("Sending notification '{method}'."), None);
        self.send(message::notification(method, params));
    }

    /// Asks the client something. Its answer comes as an event.
    pub(super) fn request<P: Serialize>(&self, id: i64, method: &'static str, params: &P) {
        self.tell(|| format!("Sending request '{method}' ({id})."), None);
        self.send(message::request(id, method, params));
    }

    /// Shows the user an error, and puts it into the log.
    pub(super) fn alert_user(&self, text: &str) {
        const ERROR: u32 = 1;
        tracing::error!("{text}");
        self.notify("window/showMessage", &serde_json::json!({ "type": ERROR, "message": text }));
    }

    /// Shows the user a warning, and puts it into the log.
    pub(super) fn warn_user(&self, text: &str) {
        const WARNING: u32 = 2;
        tracing::warn!("{text}");
        self.notify("window/showMessage", &serde_json::json!({ "type": WARNING, "message": text }));
    }

    /// Shows the user a message.
    pub(super) fn inform_user(&self, text: &str) {
        const INFO: u32 = 3;
        self.notify("window/showMessage", &serde_json::json!({ "type": INFO, "message": text }));
    }

    /// Sets the trace level by its name in the protocol; other names mean off.
    pub(super) fn set_trace(&self, level: &str) {
        let trace = match level {
            "messages" => Trace::Messages,
            "verbose" => Trace::Verbose,
            _ => Trace::Off,
        };
        self.trace.store(trace as u8, Ordering::Relaxed);
    }

    /// Traces a message for the client and for the log, with details where the client wants them.
    pub(super) fn tell(&self, message: impl FnOnce() -> String, details: Option<&str>) {
        #[derive(Serialize)]
        struct LogTrace<'a> {
            message: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            verbose: Option<&'a str>,
        }
        let level = self.trace.load(Ordering::Relaxed);
        let traced = level != Trace::Off as u8;
        if !traced && !tracing::enabled!(tracing::Level::DEBUG) {
            return;
        }
        let message = message();
        tracing::debug!("{message}");
        if !traced {
            return;
        }
        let verbose = details.filter(|_| level == Trace::Verbose as u8);
        let verbose = verbose.map(|text| &text[..text.floor_char_boundary(TRACED)]);
        self.send(message::notification("$/logTrace", &LogTrace { message, verbose }));
    }

    /// The writer outlives all others unless the client is gone, and then nobody misses the message.
    fn send(&self, message: Vec<u8>) {
        let _ = self.writer.send(Outgoing::Message(message));
    }

    /// Whether every request has its answer.
    pub(super) fn is_idle(&self) -> bool {
        self.unanswered().is_empty()
    }

    /// Has the writing thread end once everything so far is written.
    pub(super) fn end(&self) {
        let _ = self.writer.send(Outgoing::End);
    }

    /// Nothing that holds the lock can leave the map half changed, so a poisoned lock is as good as any.
    fn unanswered(&self) -> MutexGuard<'_, HashMap<Id, Arc<AtomicBool>>> {
        self.unanswered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
