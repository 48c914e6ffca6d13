//! The language server and the command line for Templefiles.

pub mod cli;
pub mod server;
pub mod text;
