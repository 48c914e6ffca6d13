//! Text with the ranges of the names in it.

use smol_str::{SmolStr, format_smolstr};
use temple_model::{Attribute, Name};

use super::block::{Block, BlockRange};

/// Generated text that contains a name of the Templefile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedName {
    text: SmolStr,
    /// The range of the name, and that of the project's name if renaming prepended it. Both `None` for fixed names.
    ranges: [Option<BlockRange>; 2],
}

impl DerivedName {
    /// Creates the text that `form` makes of a name in `block`, for example in kebab-case. `project` is the range of
    /// the project's name.
    pub(crate) fn new(
        name: &Name,
        block: Block,
        project: Option<BlockRange>,
        form: impl FnOnce(&str) -> String,
    ) -> DerivedName {
        let prefix = name.renamed.as_ref().and(project);
        DerivedName { text: form(name.as_str()).into(), ranges: [Some(block.range(name.range)), prefix] }
    }

    /// Creates the text that `form` makes of the name of an attribute, for example in snake_case.
    pub(crate) fn of(
        attribute: &Attribute,
        block: Block,
        project: Option<BlockRange>,
        form: impl FnOnce(&str) -> String,
    ) -> DerivedName {
        match &attribute.source {
            Some(name) => DerivedName::new(name, block, project, form),
            None => DerivedName { text: form(&attribute.name).into(), ranges: [None, None] },
        }
    }

    /// Creates a name that is the same in every system.
    pub(crate) fn fixed(text: &'static str) -> DerivedName {
        DerivedName { text: SmolStr::new_static(text), ranges: [None, None] }
    }

    /// Creates a longer text that contains this one, such as `order-db`.
    pub(crate) fn with(&self, before: &str, after: &str) -> DerivedName {
        DerivedName { text: format_smolstr!("{before}{}{after}", self.text), ranges: self.ranges }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The ranges of the names in the Templefile.
    pub fn ranges(&self) -> impl Iterator<Item = BlockRange> {
        self.ranges.into_iter().flatten()
    }
}
