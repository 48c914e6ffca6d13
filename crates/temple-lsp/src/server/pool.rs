//! The threads that compute: requests and analyses, so that the state never waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::Sender;

use super::documents::Entry;

type Job = Box<dyn FnOnce() + Send>;

/// Stacks of the threads, in bytes. Only what is used costs memory.
const STACK: usize = 16 << 20;

/// A few threads that take jobs in the order in which they come. They end with the pool.
#[derive(Debug)]
pub(super) struct Pool {
    jobs: Sender<Job>,
    leftovers: Sender<Entry>,
}

impl Pool {
    /// Starts the threads: one for each core, at least two, so that a long job does not hold up all others, and at
    /// most four, for each keeps memory of its own.
    pub(super) fn start() -> std::io::Result<Pool> {
        let (jobs, queue) = crossbeam_channel::unbounded::<Job>();
        let (leftovers, waste) = crossbeam_channel::unbounded::<Entry>();
        let threads = thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        for number in 0..threads {
            let (queue, waste) = (queue.clone(), waste.clone());
            let work = move || {
                for job in &queue {
                    // The jobs catch what they can answer for; this keeps the thread alive whatever happens.
                    let _ = catch_unwind(AssertUnwindSafe(job));
                    while queue.is_empty() && waste.try_recv().is_ok() {}
                }
            };
            thread::Builder::new().name(format!("worker {number}")).stack_size(STACK).spawn(work)?;
        }
        Ok(Pool { jobs, leftovers })
    }

    /// Has a job done some time soon.
    pub(super) fn run(&self, job: impl FnOnce() + Send + 'static) {
        // The threads live as long as the pool.
        let _ = self.jobs.send(Box::new(job));
    }

    /// Frees a document once the jobs are done. A large tree takes as long to free as to build, and both at once are
    /// in each other's way.
    pub(super) fn free(&self, document: Entry) {
        let _ = self.leftovers.send(document);
    }
}
