//! The connection to the client: the transport, the threads that read and write it, and the loop between them.

pub(crate) mod reader;
pub(crate) mod serve;
pub(crate) mod transport;
pub(crate) mod writer;
