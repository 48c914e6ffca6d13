//! The threads: those that compute, those that read the disk and write the output, and the watch on the parent process.

pub(crate) mod client_sender;
pub(crate) mod direct_output;
pub(crate) mod disk;
pub(crate) mod holds;
pub(crate) mod parent;
pub(crate) mod pool;
