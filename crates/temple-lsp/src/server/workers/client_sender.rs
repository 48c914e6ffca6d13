//! The sender of messages to the client, which never blocks.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::direct_output::DirectOutput;
use crate::limits::MAX_TRACED_BYTES;
use crate::server::protocol::method::Outbound;
use crate::server::protocol::{framing, jsonrpc};

/// The trace level of the client (`$/setTrace`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trace {
    Off,
    Messages,
    Verbose,
}

/// A task of the writing thread.
#[derive(Debug)]
pub(crate) enum Outgoing {
    /// The body of a message.
    Message(Vec<u8>),
    /// The rest of a framed message whose start is written.
    Rest(Vec<u8>),
    /// Ends the thread.
    End,
}

/// The number of messages that the writing thread has yet to write.
#[derive(Debug, Default)]
pub(crate) struct Backlog(Mutex<usize>);

impl Backlog {
    /// Records that the writing thread has written messages.
    pub(crate) fn remove(&self, written: usize) {
        let mut count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_sub(written);
    }
}

/// Sends messages in the order of the calls: directly while the output accepts them, and otherwise through the writing
/// thread.
#[derive(Debug)]
pub(crate) struct ClientSender {
    writer: Sender<Outgoing>,
    direct: Option<DirectOutput>,
    backlog: Arc<Backlog>,
    trace: AtomicU8,
}

impl ClientSender {
    /// Creates a sender that passes messages to the writing thread, except those that `direct` accepts as a whole.
    pub(crate) fn new(writer: Sender<Outgoing>, direct: Option<DirectOutput>) -> ClientSender {
        ClientSender { writer, direct, backlog: Arc::default(), trace: AtomicU8::new(Trace::Off as u8) }
    }

    /// The messages that the writing thread has yet to write. It must remove those that it has written.
    pub(crate) fn backlog(&self) -> Arc<Backlog> {
        self.backlog.clone()
    }

    /// Sends a notification.
    pub(crate) fn notify<P: Serialize>(&self, method: Outbound, params: &P) {
        let method = method.as_str();
        self.trace(|| format!("Sending notification '{method}'."), None);
        self.send(jsonrpc::notification(method, params));
    }

    /// Shows the user an error, and logs it.
    pub(crate) fn alert_user(&self, text: &str) {
        const ERROR: u32 = 1;
        tracing::error!("{text}");
        self.notify(Outbound::ShowMessage, &serde_json::json!({ "type": ERROR, "message": text }));
    }

    /// Shows the user a warning, and logs it.
    pub(crate) fn warn_user(&self, text: &str) {
        const WARNING: u32 = 2;
        tracing::warn!("{text}");
        self.notify(Outbound::ShowMessage, &serde_json::json!({ "type": WARNING, "message": text }));
    }

    /// Shows the user a message.
    pub(crate) fn inform_user(&self, text: &str) {
        const INFO: u32 = 3;
        self.notify(Outbound::ShowMessage, &serde_json::json!({ "type": INFO, "message": text }));
    }

    /// Sets the trace level by its name in the protocol; other names mean off.
    pub(crate) fn set_trace(&self, level: &str) {
        let trace = match level {
            "messages" => Trace::Messages,
            "verbose" => Trace::Verbose,
            _ => Trace::Off,
        };
        self.trace.store(trace as u8, Ordering::Relaxed);
    }

    /// Traces a message to the client and the log, with details if the client wants them.
    pub(crate) fn trace(&self, message: impl FnOnce() -> String, details: Option<&str>) {
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
        let verbose = verbose.map(|text| &text[..text.floor_char_boundary(MAX_TRACED_BYTES)]);
        self.send(jsonrpc::notification(Outbound::LogTrace.as_str(), &LogTrace { message, verbose }));
    }

    /// Sends a message. The writer outlives all senders unless the client is gone, and then the message no longer
    /// matters.
    pub(crate) fn send(&self, message: Vec<u8>) {
        let mut backlog = self.backlog.0.lock().unwrap_or_else(PoisonError::into_inner);
        let outgoing = match &self.direct {
            Some(direct) if *backlog == 0 => match written_directly(direct, &message) {
                Some(rest) => Outgoing::Rest(rest),
                None => return,
            },
            _ => Outgoing::Message(message),
        };
        *backlog += 1;
        let _ = self.writer.send(outgoing);
    }

    /// Ends the writing thread once it has written everything so far.
    pub(crate) fn end(&self) {
        let _ = self.writer.send(Outgoing::End);
    }
}

/// Writes a message as far as possible without waiting. Returns the rest, if any.
fn written_directly(direct: &DirectOutput, message: &[u8]) -> Option<Vec<u8>> {
    let mut framed = Vec::new();
    framing::write(&mut framed, message);
    let rest = framed.split_off(direct.write(&framed).min(framed.len()));
    (!rest.is_empty()).then_some(rest)
}
