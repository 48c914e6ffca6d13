//! Requests that a test holds until it releases them, so that tests of concurrent behaviour are deterministic.

use std::collections::HashSet;

use tokio::runtime::Handle;
use tokio::sync::watch;

/// The requests that a test holds, by name. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holds {
    progress: watch::Sender<Progress>,
}

#[derive(Debug, Default)]
struct Progress {
    begun: HashSet<String>,
    released: HashSet<String>,
}

impl Holds {
    /// Blocks a thread of the pool until this name is released. Returns at once if it has been released already.
    pub(crate) fn hold(&self, name: &str) {
        let mut progress = self.progress.subscribe();
        self.progress.send_modify(|progress| _ = progress.begun.insert(name.to_owned()));
        let released = progress.wait_for(|progress| progress.released.contains(name));
        // The sender is alive, so waiting cannot fail.
        let _ = Handle::current().block_on(released);
    }

    /// Waits until a thread is held under this name.
    pub(crate) async fn begun(&self, name: &str) {
        let _ = self.progress.subscribe().wait_for(|progress| progress.begun.contains(name)).await;
    }

    /// Releases this name.
    pub(crate) fn release(&self, name: &str) {
        self.progress.send_modify(|progress| _ = progress.released.insert(name.to_owned()));
    }
}
