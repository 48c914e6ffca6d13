//! The capabilities of the client and of the server: one file for each feature, and both as a whole.

pub(crate) mod client;
pub(crate) mod code_action;
pub(crate) mod code_lens;
pub(crate) mod completion;
pub(crate) mod execute_command;
pub(crate) mod extension;
pub(crate) mod file_operations;
pub(crate) mod folding_range;
pub(crate) mod formatting;
pub(crate) mod goto;
pub(crate) mod inlay_hint;
pub(crate) mod rename;
pub(crate) mod semantic_tokens;
pub(crate) mod server;
pub(crate) mod signature_help;
pub(crate) mod symbols;
