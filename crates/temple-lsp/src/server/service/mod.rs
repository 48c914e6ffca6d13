//! The tower services that a message of the client passes: the gate, which keeps the order of the wire, then tower-lsp's
//! router, then the backend.

pub(crate) mod backend;
pub(crate) mod gate;
mod handler;
mod methods;
mod test_requests;
mod ticket;
