//! Ends the server when the process that started it has ended without a request.

use std::time::Duration;

use crate::server::session::event::{Event, Events};

/// The interval at which the process is checked.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Sends [`Event::ParentGone`] once the process has ended. A process that does not exist from the start is ignored,
/// since its id is that of another machine or container. Where processes cannot be checked, the end of the input has to
/// suffice. Ends with the runtime.
pub(crate) fn watch(process: i32, events: Events) {
    if !lives(process) {
        tracing::debug!("no process {process} to watch");
        return;
    }
    tokio::spawn(async move {
        while lives(process) {
            tokio::time::sleep(POLL_INTERVAL).await;
        }
        events.send(Event::ParentGone);
    });
}

#[cfg(unix)]
fn lives(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    // A process of another user exists even if it may not be queried.
    process > 0 && Pid::from_raw(process).is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn lives(_: i32) -> bool {
    false
}
