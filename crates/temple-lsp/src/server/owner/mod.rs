//! The owner of the state: one task that handles events one after another. It never computes, and never waits for the
//! client or the disk.

pub(crate) mod changes;
pub(crate) mod debounce;
pub(crate) mod diagnostics;
pub(crate) mod documents;
pub(crate) mod effects;
pub(crate) mod manifests;
pub(crate) mod previews;
pub(crate) mod progress;
pub(crate) mod recovery;
pub(crate) mod scan;
pub(crate) mod settings;
pub(crate) mod state;
pub(crate) mod workspace;
