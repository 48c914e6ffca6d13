//! The threads that compute requests and analyses, so that the task that owns the state never waits.

use std::future::Future;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

use crate::server::guard::{Guard, Job, Panicked, STACK_BYTES};
use crate::server::session::documents::Entry;

/// A few of tokio's blocking threads, which run jobs in order of arrival.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    runtime: Handle,
    guard: Guard,
    /// The number of jobs that have not started.
    waiting: Arc<AtomicUsize>,
    leftovers: Sender<Entry>,
    waste: Arc<Mutex<Receiver<Entry>>>,
}

/// Creates the runtime of the server. Everything asynchronous runs on the thread that blocks on it, and the jobs of a
/// [`Pool`] on one thread per core: on at least two, so that a long job does not delay all others, and on at most four,
/// since each keeps memory of its own.
pub(crate) fn runtime() -> std::io::Result<Runtime> {
    let threads = thread::available_parallelism().map_or(2, NonZero::get).clamp(2, 4);
    let runtime = Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(threads)
        .thread_name("worker")
        .thread_stack_size(STACK_BYTES)
        // The threads are kept, so that no job after a pause waits for one to start.
        .thread_keep_alive(Duration::from_secs(u32::MAX.into()))
        .build()?;
    // All threads start now, so that the first job does not wait either.
    let all = Arc::new(Barrier::new(threads));
    for _ in 0..threads {
        let all = all.clone();
        runtime.spawn_blocking(move || all.wait());
    }
    Ok(runtime)
}

impl Pool {
    /// Creates the pool of a runtime.
    pub(crate) fn new(runtime: Handle, guard: Guard) -> Pool {
        let (leftovers, waste) = mpsc::channel();
        Pool { runtime, guard, waiting: Arc::default(), leftovers, waste: Arc::new(Mutex::new(waste)) }
    }

    /// Runs a job. If the future is dropped, a job that has not started is cancelled, and the result of a running one
    /// is discarded.
    pub(crate) fn run<T, W>(&self, job: Job, work: W) -> impl Future<Output = Result<T, Panicked>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce() -> T + Send + 'static,
    {
        let guard = self.guard.clone();
        let mut task = Task(self.spawn(move || guard.run_guarded(job, work)));
        // If the runtime has ended, nothing waits for the result.
        async move { (&mut task.0).await.unwrap_or(Err(Panicked)) }
    }

    /// Queues a job, and passes its result to `finish`, also if the job panicked.
    pub(crate) fn start<T>(
        &self,
        job: Job,
        work: impl FnOnce() -> T + Send + 'static,
        finish: impl FnOnce(Result<T, Panicked>) + Send + 'static,
    ) {
        let guard = self.guard.clone();
        let done = move || guard.run_guarded(Job::Finish, || finish(guard.run_guarded(job, work)));
        drop(self.spawn(done));
    }

    fn spawn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        let (begun, waste, guard) = (Begun::new(&self.waiting), self.waste.clone(), self.guard.clone());
        self.runtime.spawn_blocking(move || {
            let waiting = begun.count();
            let result = work();
            while waiting.load(Ordering::Relaxed) == 0
                && let Some(entry) = next(&waste)
            {
                let _ = guard.run_guarded(Job::Free, || drop(entry));
            }
            result
        })
    }

    /// Frees a document once no job waits. Freeing a large tree takes as long as building it, and both at once slow
    /// each other down.
    pub(crate) fn free(&self, document: Entry) {
        let _ = self.leftovers.send(document);
    }
}

fn next(waste: &Mutex<Receiver<Entry>>) -> Option<Entry> {
    waste.try_lock().ok()?.try_recv().ok()
}

/// A job whose result is awaited. It is cancelled when dropped.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Counts a job as waiting until it starts, or until it is dropped without having started.
struct Begun(Option<Arc<AtomicUsize>>);

impl Begun {
    fn new(waiting: &Arc<AtomicUsize>) -> Begun {
        waiting.fetch_add(1, Ordering::Relaxed);
        Begun(Some(waiting.clone()))
    }

    /// Marks the job as started. Returns the counter of waiting jobs.
    fn count(mut self) -> Arc<AtomicUsize> {
        let waiting = self.0.take().unwrap_or_default();
        waiting.fetch_sub(1, Ordering::Relaxed);
        waiting
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if let Some(waiting) = &self.0 {
            waiting.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
