//! The knowledge of the server at one moment, as plain data, and the events that change it.

pub(crate) mod analyse;
pub(crate) mod diagnostic;
pub(crate) mod documents;
pub(crate) mod edits;
pub(crate) mod effect;
pub(crate) mod event;
pub(crate) mod generated;
pub(crate) mod history;
pub(crate) mod key;
pub(crate) mod published;
pub(crate) mod report;
pub(crate) mod scope;
pub(crate) mod settings;
pub(crate) mod shown_manifests;
pub(crate) mod snapshot;
pub(crate) mod source;
pub(crate) mod symbol_index;
pub(crate) mod templefile;
pub(crate) mod token_cache;
pub(crate) mod workspace_index;
