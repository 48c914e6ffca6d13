//! Adding an entry to a block, and taking one out, as a person would.

use temple_model::{Edit, Layout, put_entry, remove_entry};
use temple_syntax::ast::{Block, Metadata};

use super::Selection;

impl Selection<'_> {
    /// Adds an entry to a block, on a line of its own where the others have one.
    pub(super) fn put(&self, block: Block<'_>, entry: &str) -> Option<Vec<Edit>> {
        put_entry(&self.layout(), block, entry, None)
    }

    /// Removes a metadata item of a block, with its line where it has one of its own.
    pub(super) fn remove(&self, block: Block<'_>, item: Metadata<'_>) -> Option<Edit> {
        remove_entry(block.body()?, item.node())
    }

    /// How the text is laid out.
    pub(super) fn layout(&self) -> Layout<'_> {
        Layout::of(self.analysis.parse().file())
    }
}
