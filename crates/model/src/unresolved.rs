//! A file whose entries have been read one by one, before names are resolved across blocks.

use smol_str::SmolStr;
use temple_syntax::ast::Block;
use temple_syntax::{TextRange, TextSize, Token};

use crate::catalogue::{Item, ParameterKind};
use crate::names::NameIndex;
use crate::repair::Child;
use crate::{Attribute, Edit, Layout, Specified};

/// A file whose blocks have been read.
#[derive(Debug)]
pub(crate) struct UnresolvedFile<'a> {
    pub(crate) layout: Layout<'a>,
    /// The first position at which a block can be inserted: the start, or the end of a byte order mark.
    pub(crate) start: TextSize,
    /// True if nothing before the first block failed to parse.
    pub(crate) starts_with_block: bool,
    pub(crate) project: Option<UnresolvedBlock<'a>>,
    pub(crate) services: Vec<UnresolvedBlock<'a>>,
    /// True if a block has no readable name. Then no name is reported as missing.
    pub(crate) lost_blocks: bool,
}

/// A block that has been read.
#[derive(Debug)]
pub(crate) struct UnresolvedBlock<'a> {
    pub(crate) block: Block<'a>,
    /// `None` if the text has none.
    pub(crate) name: Option<Token<'a>>,
    pub(crate) range: TextRange,
    pub(crate) attributes: Vec<Attribute>,
    /// The names of the attributes as written.
    pub(crate) names: NameIndex,
    /// The normalized names of the attributes; see [`crate::names::normalized`].
    pub(crate) normals: NameIndex,
    /// The names of attributes that do not start with a lower-case letter.
    pub(crate) wrong_cases: Vec<Token<'a>>,
    pub(crate) references: Vec<Reference>,
    /// The names of types that are neither built in nor references.
    pub(crate) unknown_types: Vec<Token<'a>>,
    pub(crate) items: Vec<MetadataItem<'a>>,
    pub(crate) structs: Vec<UnresolvedBlock<'a>>,
    /// True if a metadata item could not be read. Then none is reported as missing.
    pub(crate) unread_items: bool,
    /// The names of unknown items, each with the item that is probably meant.
    pub(crate) misspelt_items: Vec<(Token<'a>, Item)>,
}

/// An attribute's type that is the name of a block.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) name: SmolStr,
    pub(crate) range: TextRange,
}

impl<'a> UnresolvedBlock<'a> {
    pub(crate) fn new(block: Block<'a>) -> UnresolvedBlock<'a> {
        UnresolvedBlock {
            block,
            name: block.name(),
            range: block.range(),
            attributes: Vec::new(),
            names: NameIndex::default(),
            normals: NameIndex::default(),
            wrong_cases: Vec::new(),
            references: Vec::new(),
            unknown_types: Vec::new(),
            items: Vec::new(),
            structs: Vec::new(),
            unread_items: false,
            misspelt_items: Vec::new(),
        }
    }

    /// The name as written; empty if the text has none.
    pub(crate) fn name_text(&self) -> &'a str {
        self.name.map_or("", Token::text)
    }

    /// The range for diagnostics about the block as a whole: its name, or its start if it has none.
    pub(crate) fn head(&self) -> TextRange {
        self.name.map_or(TextRange::empty(self.range.start()), Token::range)
    }

    /// The first occurrence of an item in the block.
    pub(crate) fn item(&self, item: Item) -> Option<&MetadataItem<'a>> {
        self.items.iter().find(|specified| specified.item == item)
    }
}

/// A known metadata item with its value.
#[derive(Debug)]
pub(crate) struct MetadataItem<'a> {
    pub(crate) item: Item,
    /// The range from the `#` to the last token before the `;`, in bytes.
    pub(crate) range: TextRange,
    pub(crate) value: ItemValue<'a>,
    /// The item as a child of its block.
    pub(crate) child: Child<'a>,
}

/// The value of a metadata item.
#[derive(Debug)]
pub(crate) enum ItemValue<'a> {
    /// No value, or none that could be read.
    Nothing,
    /// The index of a word among those of the parameter, and its range.
    Word(usize, TextRange),
    /// The words in a list, each by its index among those of the parameter.
    Words(Vec<(usize, Child<'a>)>),
    /// The names in a list.
    Names(Vec<Token<'a>>),
}

impl MetadataItem<'_> {
    /// The value as one of `all`, the vocabulary of the item's parameter.
    pub(crate) fn pick<T: Copy>(&self, all: &[T]) -> Option<Specified<T>> {
        let ItemValue::Word(index, _) = self.value else { return None };
        all.get(index).map(|&value| Specified { value, range: self.range })
    }

    /// Returns true if `other`, a later occurrence of the item, adds nothing to this one.
    pub(crate) fn covers(&self, other: &MetadataItem<'_>) -> bool {
        match (&self.value, &other.value) {
            (ItemValue::Nothing, ItemValue::Nothing) => self.item.entry().parameter.is_none(),
            (ItemValue::Word(one, _), ItemValue::Word(other, _)) => one == other,
            (ItemValue::Words(own), ItemValue::Words(others)) => {
                others.iter().all(|(other, _)| own.iter().any(|(index, _)| index == other))
            }
            (ItemValue::Names(own), ItemValue::Names(others)) => {
                others.iter().all(|other| own.iter().any(|name| name.text() == other.text()))
            }
            _ => false,
        }
    }

    /// Returns the edits that append the entries of a later list to this one and remove the later item. `None` if the
    /// values are not lists.
    pub(crate) fn with_entries_of(&self, later: &MetadataItem<'_>) -> Option<Vec<Edit>> {
        let (last, missing): (TextRange, Vec<&str>) = match (&self.value, &later.value) {
            (ItemValue::Words(own), ItemValue::Words(others)) => {
                let ParameterKind::Words(words) = self.item.entry().parameter?.kind else { return None };
                let is_new = |index: &usize| !own.iter().any(|(own, _)| own == index);
                let new = others.iter().map(|(index, _)| *index).filter(is_new);
                (own.last()?.1.node.range(), new.filter_map(|index| Some(words.get(index)?.name)).collect())
            }
            (ItemValue::Names(own), ItemValue::Names(others)) => {
                let is_new = |name: &&str| !own.iter().any(|own| own.text() == *name);
                (own.last()?.range(), others.iter().map(|name| name.text()).filter(is_new).collect())
            }
            _ => return None,
        };
        let missing: String = missing.iter().map(|name| format!(", {name}")).collect();
        Some(vec![Edit::insert(last.end(), missing), later.child.out_of_block()])
    }
}
