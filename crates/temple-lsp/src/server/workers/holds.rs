//! Requests that go on until a test lets them end, so that what happens meanwhile is shown and not merely likely.

use std::collections::HashSet;

use tokio::runtime::Handle;
use tokio::sync::watch;

/// The requests that a test holds, by the names that it gives them. Cheap to clone.
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
    /// Keeps a thread of the pool until somebody releases this name, be it before.
    pub(crate) fn hold(&self, name: &str) {
        let mut progress = self.progress.subscribe();
        self.progress.send_modify(|progress| _ = progress.begun.insert(name.to_owned()));
        let released = progress.wait_for(|progress| progress.released.contains(name));
        // The sender is here, so that the wait cannot fail.
        let _ = Handle::current().block_on(released);
    }

    /// Waits until a thread keeps this name.
    pub(crate) async fn begun(&self, name: &str) {
        let _ = self.progress.subscribe().wait_for(|progress| progress.begun.contains(name)).await;
    }

    /// Lets whatever has this name end.
    pub(crate) fn release(&self, name: &str) {
        self.progress.send_modify(|progress| _ = progress.released.insert(name.to_owned()));
    }
}
