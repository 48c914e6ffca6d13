//! Ranges in blocks. They do not depend on the text before the block, so edits elsewhere do not change them.

use temple_model::{Model, TextRange, TextSize};

/// A top-level block of the Templefile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockId {
    /// The project.
    Project,
    /// A service, by its index in the model.
    Service(u32),
}

/// A range in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlockRange {
    /// The block.
    pub block: BlockId,
    /// The range, in bytes from the start of the block.
    pub range: TextRange,
}

/// A block and its position in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    id: BlockId,
    start: TextSize,
}

impl Block {
    /// Converts a range of the text, which is in this block, to a range in the block.
    pub(crate) fn range(self, range: TextRange) -> BlockRange {
        // Outside the block there is nothing to refer to but its start.
        BlockRange { block: self.id, range: range.checked_sub(self.start).unwrap_or_default() }
    }
}

/// The positions of the blocks in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocks {
    project: TextSize,
    services: Vec<TextSize>,
}

impl Blocks {
    /// Returns the positions of the blocks of a model.
    pub(crate) fn of(model: &Model) -> Blocks {
        Blocks {
            project: model.project.as_ref().map(|project| project.range.start()).unwrap_or_default(),
            services: model.services.iter().map(|service| service.entity.range.start()).collect(),
        }
    }

    /// The project.
    pub(crate) fn project(&self) -> Block {
        Block { id: BlockId::Project, start: self.project }
    }

    /// The services, in the order of the model.
    pub(crate) fn services(&self) -> impl Iterator<Item = Block> {
        (0..).zip(&self.services).map(|(index, &start)| Block { id: BlockId::Service(index), start })
    }

    /// Converts a range in a block to a range of the text, in bytes. Returns `None` if there is no such block.
    pub fn absolute(&self, range: BlockRange) -> Option<TextRange> {
        let start = match range.block {
            BlockId::Project => self.project,
            BlockId::Service(index) => *self.services.get(usize::try_from(index).ok()?)?,
        };
        range.range.checked_add(start)
    }
}
