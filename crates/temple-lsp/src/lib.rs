//! The language server and the command line for Templefiles.

pub mod cli;
mod diff;
mod json;
mod plan;
pub mod server;
pub mod text;

/// What the names of Templefiles end in, when they are looked for.
pub(crate) const EXTENSIONS: [&str; 2] = ["temple", "templefile"];
