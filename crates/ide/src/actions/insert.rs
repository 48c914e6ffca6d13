//! Adds entries to blocks and removes them, with the layout of the surrounding text.

use temple_model::{Edit, Layout, insert_entry, remove_entry};
use temple_syntax::ast::{Block, Metadata};
use temple_syntax::{Node, SyntaxKind, TextRange, TextSize, comment_after};

use super::Selection;

impl Selection<'_> {
    /// Returns the edits that add an entry to a block, on a line of its own if the other entries have one.
    pub(super) fn insert(&self, block: Block<'_>, entry: &str) -> Option<Vec<Edit>> {
        insert_entry(&self.layout(), block, entry, None)
    }

    /// Returns the edit that removes a metadata item from a block, together with its line if it is alone there.
    pub(super) fn remove(&self, block: Block<'_>, item: Metadata<'_>) -> Option<Edit> {
        remove_entry(block.body()?, item.node())
    }

    /// Returns the edits that insert an item after the last one in brackets, on a line of its own if the last one has
    /// one. A comment at the end of the last item's line stays there.
    pub(super) fn insert_after_last(&self, brackets: Node<'_>, last: TextRange, item: &str) -> Vec<Edit> {
        let insert = |at: TextSize, text: String| Edit { range: TextRange::empty(at), text };
        let before = &self.analysis.text()[..usize::from(last.start())];
        let line = before.rfind('\n').map(|end| &before[end + 1..]).filter(|line| line.trim_ascii().is_empty());
        let Some(line) = line else { return vec![insert(last.end(), format!(", {item}"))] };
        let line = format!("{}{line}{item}", self.layout().line_end());
        let mut following = brackets.tokens().filter(|token| token.range().start() >= last.end());
        let comma = following.find(|it| !it.kind().is_trivia()).filter(|it| it.kind() == SyntaxKind::COMMA);
        let end = comma.map_or(last.end(), |comma| comma.range().end());
        let line_end = comment_after(brackets, end).map_or(end, |(_, end)| end);
        match comma {
            Some(_) => vec![insert(line_end, format!("{line},"))],
            None if line_end == end => vec![insert(end, format!(",{line}"))],
            None => vec![insert(end, ",".to_owned()), insert(line_end, line)],
        }
    }

    /// Returns the layout of the text: its indentation and line ends.
    pub(super) fn layout(&self) -> Layout<'_> {
        Layout::of(self.analysis.parse().file())
    }
}
