//! The language server as a client sees it: the real service over pipes, without a process around it.

mod cancellation;
mod client;
mod commands;
mod diagnostics;
mod examples;
mod graph;
mod handshakes;
mod hostile;
mod lifecycle;
mod order;
mod plan;
mod preview;
mod previews;
mod reveal;
mod settings;
mod sync;
mod transports;
mod workspace;
