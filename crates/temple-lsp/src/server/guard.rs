//! Confines a panic to the job in which it happens. Every request, background job and thread of the server runs under
//! [`Guard::run_guarded`].

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io, thread};

use serde::{Deserialize, Serialize};

/// The stack size of a thread, in bytes. Only the used part occupies memory.
pub(super) const STACK_BYTES: usize = 16 << 20;

/// The kinds of jobs. Tests can make most of them panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Job {
    /// Answering a request.
    Request,
    /// Analysing a text. Tests cannot make it panic, since it is part of the job that requests the analysis.
    #[serde(skip)]
    Analysis,
    /// Making the report on an open document.
    Diagnose,
    /// Recomputing generated files, to compare them with those that the client has.
    Compare,
    /// Delivering the result of one of these. Tests cannot make it panic, since the result would be lost.
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
    /// Handling an intermediate event of a job.
    Step,
    /// Handling the report on an open document.
    Diagnosed,
    /// Handling the result of a comparison.
    Compared,
    /// Handling the end of a search.
    Searched,
    /// Starting the work that events require.
    Settle,
    /// Reading one message.
    Message,
    /// Reading the input.
    Reader,
    /// Writing the output.
    Writer,
    /// Passing a message to its service. Tests cannot make it panic; the jobs of the gate cover that.
    #[serde(skip)]
    Call,
}

/// The result of a job that has panicked. The log has the backtrace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

/// Runs jobs and turns panics into results. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Guard {
    /// The jobs that will panic at their next run; `None` outside tests.
    planned: Option<Arc<Mutex<HashSet<Job>>>>,
}

impl Guard {
    /// Returns a guard whose jobs panic as planned by tests.
    pub(super) fn for_tests() -> Guard {
        Guard { planned: Some(Arc::default()) }
    }

    /// Returns true if tests can plan panics.
    pub(super) fn is_for_tests(&self) -> bool {
        self.planned.is_some()
    }

    /// Makes the next job of this kind panic, if one is given. Returns the jobs that have yet to panic; empty outside
    /// tests.
    pub(super) fn plan(&self, job: Option<Job>) -> Vec<Job> {
        let Some(planned) = &self.planned else { return Vec::new() };
        let mut planned = planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.extend(job);
        planned.iter().copied().collect()
    }

    /// Panics if a test has planned it. Called once per iteration by jobs that run as long as the server.
    pub(super) fn checkpoint(&self, job: Job) {
        let Some(planned) = &self.planned else { return };
        let is_planned = planned.lock().unwrap_or_else(PoisonError::into_inner).remove(&job);
        assert!(!is_planned, "{job:?} was made to panic by a test");
    }

    /// Runs a job. An error if it panicked.
    pub(super) fn run_guarded<T>(&self, job: Job, work: impl FnOnce() -> T) -> Result<T, Panicked> {
        let run = || {
            self.checkpoint(job);
            work()
        };
        // The caller repairs what the panicked job may have left half done.
        catch_unwind(AssertUnwindSafe(run)).map_err(|_| {
            tracing::error!("{job:?} panicked. This is a bug in temple-lsp; see the backtrace above");
            Panicked
        })
    }
}

/// Starts a thread, whose function guards its own jobs.
pub(super) fn spawn(name: impl fmt::Display, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_string()).stack_size(STACK_BYTES).spawn(work)?;
    Ok(())
}
