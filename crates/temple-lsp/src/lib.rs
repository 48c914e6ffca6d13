//! The language server and the command line for Templefiles.

pub mod cli;
mod diff;
mod json;
mod plan;
pub mod server;
mod templefile;
pub mod text;

pub(crate) use templefile::EXTENSIONS;
