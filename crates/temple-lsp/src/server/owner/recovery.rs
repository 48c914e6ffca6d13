//! Recovery from a panic while an event is handled, so that nothing waits for its outcome indefinitely.

use std::ops::ControlFlow;

use gen_lsp_types::Uri;

use super::state::{End, State};
use crate::server::guard::Job;
use crate::server::protocol::notification::Notification;
use crate::server::session::documents::Entry;
use crate::server::session::event::Event;
use crate::server::session::key::Key;

/// The outcome of an event on which something else depends, even if handling the event panics.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The text of a document.
    Text(Uri),
    /// The closing of a document.
    Closed(Uri),
    /// The indexed files of the workspace.
    Workspace,
    /// The diagnostics of a document.
    Diagnosed(Key),
    /// The comparison of generated files.
    Compared(Key),
    /// The end of a search.
    Searched(u64),
    /// An intermediate event of a background job.
    Step,
    /// The end of the server.
    End,
    /// Nothing.
    None,
}

impl Outcome {
    /// The job under which the event is handled.
    pub(crate) fn job(&self) -> Job {
        match self {
            Outcome::Diagnosed(_) => Job::Diagnosed,
            Outcome::Compared(_) => Job::Compared,
            Outcome::Searched(_) => Job::Searched,
            Outcome::Step => Job::Step,
            Outcome::Text(_) | Outcome::Closed(_) | Outcome::Workspace | Outcome::End | Outcome::None => Job::Event,
        }
    }
}

impl Event {
    /// Returns the outcome of this event.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Event::Notification(notification) => notification.outcome(),
            Event::Diagnosed { key, .. } => Outcome::Diagnosed(key.clone()),
            Event::Compared { key, .. } => Outcome::Compared(key.clone()),
            Event::ScanFinished { scan, .. } => Outcome::Searched(*scan),
            Event::InputEnded { .. } | Event::OutputClosed | Event::ParentGone => Outcome::End,
            Event::ScanFound { .. } | Event::FileRead { .. } | Event::Effect(_) => Outcome::Step,
            // Dropping the sender of the snapshot answers the request with an error.
            Event::Snapshot(_)
            | Event::PlanPanic { .. }
            | Event::Initialize(_)
            | Event::ShutDown
            | Event::Answered { .. } => Outcome::None,
        }
    }
}

impl Notification {
    fn outcome(&self) -> Outcome {
        match self {
            Notification::Exit => Outcome::End,
            Notification::Opened { uri, .. }
            | Notification::Changed { uri, .. }
            | Notification::OutOfSync { uri, .. } => Outcome::Text(uri.clone()),
            Notification::Closed { uri } => Outcome::Closed(uri.clone()),
            Notification::Initialized | Notification::FoldersChanged { .. } | Notification::FilesChanged { .. } => {
                Outcome::Workspace
            }
            Notification::Configured { .. } | Notification::Ignored => Outcome::None,
        }
    }
}

impl State {
    /// Recovers after handling the event with this outcome has panicked. Returns the end of the server if it was the
    /// last event.
    pub(crate) fn fail(&mut self, outcome: Outcome) -> ControlFlow<End> {
        if let Outcome::End = outcome {
            return ControlFlow::Break(End::Now { code: 1 });
        }
        let guard = self.guard.clone();
        let _ = guard.run_guarded(Job::Event, || match outcome {
            Outcome::Text(uri) => self.forget_text(&uri),
            Outcome::Closed(uri) => self.closed(&uri),
            Outcome::Workspace => self.rescan(),
            Outcome::Diagnosed(key) => {
                self.in_progress.remove(&key);
            }
            Outcome::Compared(key) => self.previews.failed(&key),
            Outcome::Searched(scan) => self.scan_finished(scan, None),
            Outcome::Step | Outcome::End | Outcome::None => {}
        });
        ControlFlow::Continue(())
    }

    /// Marks a document as out of sync, since its text may differ from that of the client.
    fn forget_text(&mut self, uri: &Uri) {
        let key = Key::from(uri);
        if self.now.documents.entry(&key).is_none() {
            self.now.documents.insert(key, Entry::OutOfSync(uri.clone()));
        } else {
            self.mark_out_of_sync(uri, "this is a bug in temple-lsp; see the backtrace in its log");
        }
    }
}
