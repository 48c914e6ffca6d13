//! Whatever crosses a thread: the threads that compute, the way to the thread that writes, the watch on the parent.

pub(crate) mod client_sender;
pub(crate) mod parent;
pub(crate) mod pool;
