//! A file whose entries have been read one by one, before names are looked up across blocks.

use smol_str::SmolStr;
use temple_syntax::ast::Block;
use temple_syntax::{TextRange, TextSize, Token};

use crate::catalogue::{Item, ParameterKind};
use crate::names::NameIndex;
use crate::repair::Child;
use crate::{Attribute, Edit, Layout, Said};

/// A file whose blocks have been read.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) layout: Layout<'a>,
    /// Where the first block could stand: at the start, but for a byte order mark.
    pub(crate) start: TextSize,
    /// Whether nothing stands before the first block that cannot be read.
    pub(crate) starts_with_block: bool,
    pub(crate) project: Option<BlockDraft<'a>>,
    pub(crate) services: Vec<BlockDraft<'a>>,
    /// Whether some block could not be told from its surroundings, so that no name can be said to be missing.
    pub(crate) lost_blocks: bool,
}

/// A block that has been read.
#[derive(Debug)]
pub(crate) struct BlockDraft<'a> {
    pub(crate) block: Block<'a>,
    /// Absent where the text has none.
    pub(crate) name: Option<Token<'a>>,
    pub(crate) range: TextRange,
    pub(crate) attributes: Vec<Attribute>,
    /// The name of each attribute as written.
    pub(crate) names: NameIndex,
    /// The same in its normal form.
    pub(crate) normals: NameIndex,
    /// The names of attributes that do not start with a lower-case letter.
    pub(crate) wrong_cases: Vec<Token<'a>>,
    pub(crate) references: Vec<Reference>,
    /// The types that are neither built in nor references.
    pub(crate) unknown_types: Vec<Token<'a>>,
    pub(crate) items: Vec<SaidItem<'a>>,
    pub(crate) structs: Vec<BlockDraft<'a>>,
    /// Whether some item could not be read, so that none can be said to be missing.
    pub(crate) unread_items: bool,
    /// The names of items that do not exist, each with the one that is probably meant.
    pub(crate) misspelt_items: Vec<(Token<'a>, Item)>,
}

/// An attribute's type that is the name of a block.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) name: SmolStr,
    pub(crate) range: TextRange,
}

impl<'a> BlockDraft<'a> {
    pub(crate) fn new(block: Block<'a>) -> BlockDraft<'a> {
        BlockDraft {
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

    /// The name as written; empty where the text has none.
    pub(crate) fn name_text(&self) -> &'a str {
        self.name.map_or("", Token::text)
    }

    /// Where to report something about the block as a whole: its name, or what there is of it.
    pub(crate) fn head(&self) -> TextRange {
        self.name.map_or(TextRange::empty(self.range.start()), Token::range)
    }

    /// The first saying of an item.
    pub(crate) fn said(&self, item: Item) -> Option<&SaidItem<'a>> {
        self.items.iter().find(|said| said.item == item)
    }
}

/// A metadata item that exists, with what it says.
#[derive(Debug)]
pub(crate) struct SaidItem<'a> {
    pub(crate) item: Item,
    /// From the `#` to before the `;`, in bytes.
    pub(crate) range: TextRange,
    pub(crate) value: SaidValue<'a>,
    /// Where it stands in its block.
    pub(crate) child: Child<'a>,
}

/// What an item says.
#[derive(Debug)]
pub(crate) enum SaidValue<'a> {
    /// Nothing, or nothing that could be read.
    Nothing,
    /// The value with this index among the parameter's, and its place.
    Word(usize, TextRange),
    /// The same for a list.
    Words(Vec<(usize, Child<'a>)>),
    /// The names in a list.
    Names(Vec<Token<'a>>),
}

impl SaidItem<'_> {
    /// The value, as one of `all`, the vocabulary that the item's parameter takes.
    pub(crate) fn pick<T: Copy>(&self, all: &[T]) -> Option<Said<T>> {
        let SaidValue::Word(index, _) = self.value else { return None };
        all.get(index).map(|&value| Said { value, range: self.range })
    }

    /// Whether another saying of the item means just the same.
    pub(crate) fn says_the_same(&self, other: &SaidItem<'_>) -> bool {
        match (&self.value, &other.value) {
            (SaidValue::Nothing, SaidValue::Nothing) => self.item.entry().parameter.is_none(),
            (SaidValue::Word(one, _), SaidValue::Word(other, _)) => one == other,
            (SaidValue::Words(own), SaidValue::Words(others)) => {
                others.iter().all(|(other, _)| own.iter().any(|(index, _)| index == other))
            }
            (SaidValue::Names(own), SaidValue::Names(others)) => {
                others.iter().all(|other| own.iter().any(|name| name.text() == other.text()))
            }
            _ => false,
        }
    }

    /// The edits that put the entries of a later list behind those of this one, and take the later one out. Absent for
    /// what is no list.
    pub(crate) fn with_entries_of(&self, later: &SaidItem<'_>) -> Option<Vec<Edit>> {
        let (last, missing): (TextRange, Vec<&str>) = match (&self.value, &later.value) {
            (SaidValue::Words(own), SaidValue::Words(others)) => {
                let ParameterKind::Words(words) = self.item.entry().parameter?.kind else { return None };
                let is_new = |index: &usize| !own.iter().any(|(own, _)| own == index);
                let new = others.iter().map(|(index, _)| *index).filter(is_new);
                (own.last()?.1.node.range(), new.filter_map(|index| Some(words.get(index)?.name)).collect())
            }
            (SaidValue::Names(own), SaidValue::Names(others)) => {
                let is_new = |name: &&str| !own.iter().any(|own| own.text() == *name);
                (own.last()?.range(), others.iter().map(|name| name.text()).filter(is_new).collect())
            }
            _ => return None,
        };
        let missing: String = missing.iter().map(|name| format!(", {name}")).collect();
        Some(vec![Edit::insert(last.end(), missing), later.child.out_of_block()])
    }
}
