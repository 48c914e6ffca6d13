//! The language server and the command line for Templefiles.

pub mod text;
