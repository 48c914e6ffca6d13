//! The language server and the command line for Templefiles.

pub mod cli;
mod diff;
mod fingerprint;
mod folder;
mod json;
mod limits;
mod plan;
mod rendered;
pub mod server;
mod templefile;
pub mod text;
mod translation;
