//! The language server and the command line for Templefiles.

pub mod cli;
mod diff;
mod fingerprint;
mod folder;
mod json;
mod plan;
mod rendered;
pub mod server;
pub mod text;
mod translation;

/// What the names of Templefiles end in, when they are looked for.
pub(crate) const EXTENSIONS: [&str; 2] = ["temple", "templefile"];
