//! Reads the tree block by block into a [`Draft`](crate::draft::Draft), each entry on its own.

mod attribute;
mod block;
mod metadata;

pub(crate) use block::file;
pub(crate) use metadata::{given, remove_from_list};
