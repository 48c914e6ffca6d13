//! The metadata items that blocks contain, including those with invalid values such as `#provider(foo)`.

use temple_model::catalogue::{BlockKind, Item};
use temple_syntax::ast::{Block, Entry, Metadata};

use crate::Analysis;

/// Iterates over the known metadata items of a block, in the order of the text.
pub(crate) fn items(block: Block<'_>) -> impl Iterator<Item = (Item, Metadata<'_>)> {
    block.entries().filter_map(|entry| match entry {
        Entry::Metadata(metadata) => Some((Item::from_name(metadata.name()?.text())?, metadata)),
        _ => None,
    })
}

/// Returns true if the block contains the item, valid or not.
pub(crate) fn contains_item(block: Block<'_>, item: Item) -> bool {
    items(block).any(|(contained, _)| contained == item)
}

impl Analysis {
    /// Returns the first project block, if there is one.
    pub(crate) fn project_block(&self) -> Option<Block<'_>> {
        let is_project = |block: &Block<'_>| block.kind().map(|kind| kind.text()) == Some(BlockKind::Project.as_str());
        self.parse().file().blocks().find(is_project)
    }

    /// Returns the items of the project block whose values are invalid.
    pub(crate) fn invalid_project_items(&self) -> Vec<Item> {
        let Some((block, project)) = self.project_block().zip(self.model().project.as_ref()) else { return Vec::new() };
        let is_read = |item: &Item| match item {
            Item::Provider => project.provider.is_some(),
            Item::Metrics => project.metrics.is_some(),
            Item::AuthMethod => project.auth_method.is_some(),
            Item::Language => project.language.is_some(),
            Item::Database => project.database.is_some(),
            Item::Readable => project.readable.is_some(),
            Item::Writable => project.writable.is_some(),
            Item::Auth | Item::Enumerable | Item::Omit | Item::Uses => true,
        };
        items(block).map(|(item, _)| item).filter(|item| !is_read(item)).collect()
    }
}
