//! The threads that compute: requests and analyses, so that the task that owns the state never waits.

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

/// A few of tokio's blocking threads, which take jobs in the order in which they come.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    runtime: Handle,
    guard: Guard,
    /// Jobs that no thread has begun.
    waiting: Arc<AtomicUsize>,
    leftovers: Sender<Entry>,
    waste: Arc<Mutex<Receiver<Entry>>>,
}

/// A runtime for the server: everything asynchronous runs on the thread that blocks on it, and the jobs of a [`Pool`]
/// on one thread for each core; on two at least, so that a long job does not hold up all others, and on four at most,
/// since each keeps memory of its own.
pub(crate) fn runtime() -> std::io::Result<Runtime> {
    let threads = thread::available_parallelism().map_or(2, NonZero::get).clamp(2, 4);
    let runtime = Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(threads)
        .thread_name("worker")
        .thread_stack_size(STACK_BYTES)
        // The threads stay, so that no job after a pause waits for one to begin.
        .thread_keep_alive(Duration::from_secs(u32::MAX.into()))
        .build()?;
    // All begin now, so that the first job does not wait either.
    let all = Arc::new(Barrier::new(threads));
    for _ in 0..threads {
        let all = all.clone();
        runtime.spawn_blocking(move || all.wait());
    }
    Ok(runtime)
}

impl Pool {
    /// The pool of a runtime.
    pub(crate) fn new(runtime: Handle, guard: Guard) -> Pool {
        let (leftovers, waste) = mpsc::channel();
        Pool { runtime, guard, waiting: Arc::default(), leftovers, waste: Arc::new(Mutex::new(waste)) }
    }

    /// Has a job done. One that no thread has begun when the future is dropped is not done; one that runs goes on, and
    /// its result is dropped.
    pub(crate) fn run<T, W>(&self, job: Job, work: W) -> impl Future<Output = Result<T, Panicked>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce() -> T + Send + 'static,
    {
        let guard = self.guard.clone();
        let mut task = Task(self.spawn(move || guard.run_guarded(job, work)));
        // Where the runtime has ended, nobody waits for the result.
        async move { (&mut task.0).await.unwrap_or(Err(Panicked)) }
    }

    /// Has a job done some time soon, and its result handed to `finish`, also where the job has panicked.
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

    /// Frees a document once no job waits. A large tree takes as long to free as to build, and both at once are in each
    /// other's way.
    pub(crate) fn free(&self, document: Entry) {
        let _ = self.leftovers.send(document);
    }
}

fn next(waste: &Mutex<Receiver<Entry>>) -> Option<Entry> {
    waste.try_lock().ok()?.try_recv().ok()
}

/// A job that is waited for. It leaves the queue when nobody waits any more.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Counts a job as waiting until a thread has begun it, or it is dropped without having begun.
struct Begun(Option<Arc<AtomicUsize>>);

impl Begun {
    fn new(waiting: &Arc<AtomicUsize>) -> Begun {
        waiting.fetch_add(1, Ordering::Relaxed);
        Begun(Some(waiting.clone()))
    }

    /// The job has begun. Returns the count of those that have not.
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
