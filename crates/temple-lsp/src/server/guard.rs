//! Keeps a panic within the job that it happened in. Every request, every background job and every thread of the server
//! runs under [`Guard::run_guarded`].

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io, thread};

use serde::{Deserialize, Serialize};

/// Stack of a thread, in bytes. Only what is used costs memory.
pub(super) const STACK_BYTES: usize = 16 << 20;

/// A kind of job, which a test can make panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Job {
    /// Answering a request.
    Request,
    /// Analysing a text. No test can make it panic: it belongs to whatever asks for the analysis.
    #[serde(skip)]
    Analysis,
    /// Making the report on an open document.
    Diagnose,
    /// Making generated files again, to compare them with those that the client has.
    Compare,
    /// Handing on the result of one of these. No test can make it panic: nobody would hear of the result.
    #[serde(skip)]
    Finish,
    /// Freeing an old version of a document.
    Free,
    /// Searching the workspace folders.
    Search,
    /// Reading one file of the workspace folders.
    File,
    /// Handling a message of the client.
    Event,
    /// Handling what a job tells before it ends.
    Step,
    /// Handling the report on an open document.
    Diagnosed,
    /// Handling the result of a comparison.
    Compared,
    /// Handling the end of a search.
    Searched,
    /// Starting what the events have made necessary.
    Settle,
    /// Reading one message.
    Message,
    /// Reading the input.
    Reader,
    /// Writing the output.
    Writer,
    /// Handing a message to its service. No test can make it panic: those of the gate do.
    #[serde(skip)]
    Call,
}

/// The result of a job that has panicked. The log has the backtrace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

/// Runs jobs so that a panic is their result. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Guard {
    /// The jobs that are to panic the next time; absent outside tests.
    planned: Option<Arc<Mutex<HashSet<Job>>>>,
}

impl Guard {
    /// Returns a guard whose jobs panic where a test has planned it.
    pub(super) fn for_tests() -> Guard {
        Guard { planned: Some(Arc::default()) }
    }

    /// Returns true if tests can plan panics.
    pub(super) fn is_for_tests(&self) -> bool {
        self.planned.is_some()
    }

    /// Has the next job of this kind panic, where one is given. Returns those that are still to panic: none outside tests.
    pub(super) fn plan(&self, job: Option<Job>) -> Vec<Job> {
        let Some(planned) = &self.planned else { return Vec::new() };
        let mut planned = planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.extend(job);
        planned.iter().copied().collect()
    }

    /// Panics where a test has planned it. For jobs that go on for as long as the server, once in each round.
    pub(super) fn checkpoint(&self, job: Job) {
        let Some(planned) = &self.planned else { return };
        let is_planned = planned.lock().unwrap_or_else(PoisonError::into_inner).remove(&job);
        assert!(!is_planned, "{job:?} was made to panic by a test");
    }

    /// Runs a job to its end, or to its panic.
    pub(super) fn run_guarded<T>(&self, job: Job, work: impl FnOnce() -> T) -> Result<T, Panicked> {
        let run = || {
            self.checkpoint(job);
            work()
        };
        // Whoever gets `Panicked` puts right what the job may have left half done.
        catch_unwind(AssertUnwindSafe(run)).map_err(|_| {
            tracing::error!("{job:?} panicked. This is a bug in temple-lsp; see the backtrace above");
            Panicked
        })
    }
}

/// Starts a thread, whose work guards its own jobs.
pub(super) fn spawn(name: impl fmt::Display, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_string()).stack_size(STACK_BYTES).spawn(work)?;
    Ok(())
}
