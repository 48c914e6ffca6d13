//! Ends the server when the process that started it is gone without a word.

use std::sync::Weak;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;

use super::event::Event;
use super::guard::{Guard, Job, spawn};
use super::outbox::Outbox;

/// How often the process is looked for.
const INTERVAL: Duration = Duration::from_secs(2);

/// Sends [`Event::ParentGone`] once the process has ended. A process that is not there from the start is not waited
/// for: its number is that of another machine or container. Where a process cannot be asked for, the end of the input
/// has to do. Stops with the server.
pub(super) fn watch(process: i32, events: Sender<Vec<Event>>, server: Weak<Outbox>, guard: Guard) {
    if !lives(process) {
        tracing::debug!("there is no process {process} to watch");
        return;
    }
    let watch = move || {
        while lives(process) {
            thread::sleep(INTERVAL);
            if server.strong_count() == 0 {
                return;
            }
        }
        let _ = events.send(vec![Event::ParentGone]);
    };
    let watch = move || {
        // Without it, the end of the input ends the server.
        let _ = guard.run_guarded(Job::Parent, watch);
    };
    if let Err(error) = spawn("parent", watch) {
        tracing::warn!("the parent process is not watched: {error}");
    }
}

#[cfg(unix)]
fn lives(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    // A process of another user lives, too, though it may not be asked.
    process > 0 && Pid::from_raw(process).is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn lives(_: i32) -> bool {
    false
}
