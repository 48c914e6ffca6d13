//! The threads that compute: requests and analyses, so that the state never waits.

use std::thread;

use crossbeam_channel::Sender;

use super::documents::Entry;
use super::guard::{Guard, Job, Panicked, spawn};

/// A job and what is done with its result.
type Work = Box<dyn FnOnce() + Send>;

/// A few threads that take jobs in the order in which they come. They end with the pool.
#[derive(Debug)]
pub(super) struct Pool {
    guard: Guard,
    jobs: Sender<Work>,
    leftovers: Sender<Entry>,
}

impl Pool {
    /// Starts the threads: one for each core, at least two, so that a long job does not hold up all others, and at
    /// most four, for each keeps memory of its own.
    pub(super) fn start(guard: Guard) -> std::io::Result<Pool> {
        let (jobs, queue) = crossbeam_channel::unbounded::<Work>();
        let (leftovers, waste) = crossbeam_channel::unbounded::<Entry>();
        let threads = thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        for number in 0..threads {
            let (guard, queue, waste) = (guard.clone(), queue.clone(), waste.clone());
            let work = move || {
                for job in &queue {
                    let _ = guard.run_guarded(Job::Finish, job);
                    while queue.is_empty()
                        && let Ok(entry) = waste.try_recv()
                    {
                        let _ = guard.run_guarded(Job::Free, || drop(entry));
                    }
                }
            };
            spawn(format_args!("worker {number}"), work)?;
        }
        Ok(Pool { guard, jobs, leftovers })
    }

    /// Has a job done some time soon, and its result handed to `finish`, also where the job has panicked.
    pub(super) fn run<T>(
        &self,
        job: Job,
        work: impl FnOnce() -> T + Send + 'static,
        finish: impl FnOnce(Result<T, Panicked>) + Send + 'static,
    ) {
        let guard = self.guard.clone();
        // The threads live as long as the pool.
        let _ = self.jobs.send(Box::new(move || finish(guard.run_guarded(job, work))));
    }

    /// Frees a document once the jobs are done. A large tree takes as long to free as to build, and both at once are
    /// in each other's way.
    pub(super) fn free(&self, document: Entry) {
        let _ = self.leftovers.send(document);
    }
}
