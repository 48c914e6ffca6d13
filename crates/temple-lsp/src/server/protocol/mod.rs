//! Bytes and JSON to values and back: the base protocol and JSON-RPC.

pub(crate) mod framing;
pub(crate) mod jsonrpc;
