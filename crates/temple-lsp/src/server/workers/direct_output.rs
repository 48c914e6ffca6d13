//! Writes to the output that never wait, so that a short message needs no other thread.
//!
//! Passing a message to the writing thread takes about as long as computing it for a short text. Only Linux can write to
//! any pipe or socket without waiting and without changing the mode of the file, which other processes may share.

#[cfg(target_os = "linux")]
use std::io::IoSlice;
#[cfg(target_os = "linux")]
use std::os::fd::{AsFd, OwnedFd};

#[cfg(target_os = "linux")]
use rustix::io::{ReadWriteFlags, pwritev2};

/// A second handle of the output.
#[cfg(target_os = "linux")]
#[derive(Debug)]
pub(crate) struct DirectOutput(OwnedFd);

/// There is no such output on this system.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub(crate) enum DirectOutput {}

#[cfg(target_os = "linux")]
impl DirectOutput {
    /// Duplicates the handle of an output; `None` if that is impossible.
    pub(crate) fn new(output: &impl AsFd) -> Option<DirectOutput> {
        output.as_fd().try_clone_to_owned().ok().map(DirectOutput)
    }

    /// Writes as many bytes as the output accepts at once. Returns their number, which is 0 after an error too: the
    /// writing thread will meet the same error.
    pub(crate) fn write(&self, bytes: &[u8]) -> usize {
        /// Stands for the current position, and is ignored by pipes and sockets.
        const CURRENT_POSITION: u64 = u64::MAX;
        pwritev2(&self.0, &[IoSlice::new(bytes)], CURRENT_POSITION, ReadWriteFlags::NOWAIT).unwrap_or(0)
    }
}

#[cfg(not(target_os = "linux"))]
impl DirectOutput {
    pub(crate) fn new<T>(_: &T) -> Option<DirectOutput> {
        None
    }

    pub(crate) fn write(&self, _: &[u8]) -> usize {
        match *self {}
    }
}
