//! The language server as a client sees it: the real service over pipes, without a process around it.

mod actions;
mod calls;
mod cancellation;
mod client;
mod commands;
mod completion;
mod diagnostics;
mod editor;
mod examples;
mod format;
mod graph;
mod handshakes;
mod hostile;
mod lifecycle;
mod methods;
mod navigate;
mod order;
mod plan;
mod preview;
mod previews;
mod rename;
mod reveal;
mod settings;
mod sync;
mod transports;
mod workspace;
