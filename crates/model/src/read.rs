//! Reads the tree block by block into a [`UnresolvedFile`](crate::unresolved::UnresolvedFile), each entry on its own.

mod attribute;
mod block;
mod metadata;

pub(crate) use block::file;
pub(crate) use metadata::{given, remove_from_list};
