//! The connection to the client: how it is made, the threads that read and write it, and the loop between them.

pub(crate) mod reader;
pub(crate) mod serve;
pub(crate) mod transport;
pub(crate) mod writer;
