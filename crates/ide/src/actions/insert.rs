//! Adding an entry to a block, and taking one out, as a person would.

use temple_model::{Edit, Layout, put_entry, remove_entry};
use temple_syntax::TextRange;
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

    /// Puts one more item behind the last of those in brackets, on a line of its own where that has one.
    pub(super) fn behind_last(&self, last: TextRange, item: &str) -> Edit {
        let before = &self.analysis.text()[..usize::from(last.start())];
        let line = before.rfind('\n').map(|end| &before[end + 1..]).filter(|line| line.trim_ascii().is_empty());
        let gap = line.map_or_else(|| " ".to_owned(), |line| format!("{}{line}", self.layout().line_end()));
        Edit { range: TextRange::empty(last.end()), text: format!(",{gap}{item}") }
    }

    /// How the text is laid out.
    pub(super) fn layout(&self) -> Layout<'_> {
        Layout::of(self.analysis.parse().file())
    }
}
