//! Whatever crosses a thread: the threads that compute, those that read the disk and write the output, the watch on the parent.

pub(crate) mod client_sender;
pub(crate) mod disk;
pub(crate) mod holds;
pub(crate) mod parent;
pub(crate) mod pool;
