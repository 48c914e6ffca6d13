//! Definition, references and highlights: the declaration of a symbol, that of its type, and all its occurrences;
//! editors also highlight the occurrences of the symbol at the cursor.
//!
//! ```temple
//! Book: service {}        // the definition
//! Cart: service {
//!   #uses[Book];          // a reference
//!   lines: Book;          // another one
//! }
//! ```

use temple_model::{Model, Type};
use temple_syntax::{TextRange, TextSize};

use crate::occurrences::Occurrence;
use crate::symbol::Symbol;
use crate::{Analysis, EntityId};

/// A declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// The whole declaration, in bytes.
    pub range: TextRange,
    /// The name, in bytes; inside `range`.
    pub name: TextRange,
}

impl Symbol {
    /// Returns true if a text declares such a thing; false for the words of the language.
    pub fn is_declared(self) -> bool {
        matches!(self, Symbol::Project | Symbol::Entity(_) | Symbol::Attribute(..))
    }

    /// Returns the range of the symbol's declaration. `None` for words of the language and implied attributes.
    pub fn declaration(self, model: &Model) -> Option<Declaration> {
        match self {
            Symbol::Project => {
                let project = model.project.as_ref()?;
                Some(Declaration { range: project.range, name: project.name.range })
            }
            Symbol::Entity(id) => {
                let entity = id.entity(model)?;
                Some(Declaration { range: entity.range, name: entity.name.range })
            }
            Symbol::Attribute(id, index) => {
                let attribute = id.attribute(index, model)?;
                Some(Declaration { range: attribute.ranges?.whole, name: attribute.source.as_ref()?.range })
            }
            _ => None,
        }
    }
}

impl Analysis {
    /// Returns the word at an offset and the declaration of its symbol.
    pub fn definition(&self, offset: TextSize) -> Option<(TextRange, Declaration)> {
        self.sides_at(offset).find_map(|side| {
            let occurrence = side.occurrence_at(offset)?;
            Some((occurrence.range, occurrence.symbol.declaration(side.model())?))
        })
    }

    /// Returns the word at an offset and the declaration of its type: for an attribute, the block that it refers to.
    pub fn type_definition(&self, offset: TextSize) -> Option<(TextRange, Declaration)> {
        self.sides_at(offset).find_map(|side| {
            let occurrence = side.occurrence_at(offset)?;
            let symbol = match occurrence.symbol {
                Symbol::Attribute(id, index) => Symbol::Entity(side.referred(id, index)?),
                symbol @ Symbol::Entity(_) => symbol,
                _ => return None,
            };
            Some((occurrence.range, symbol.declaration(side.model())?))
        })
    }

    /// Returns the block that an attribute refers to.
    fn referred(&self, id: EntityId, index: usize) -> Option<EntityId> {
        let attribute = id.attribute(index, self.model())?;
        let Type::Reference(_) = attribute.ty else { return None };
        match self.occurrence_at(attribute.ranges?.ty?.start())?.symbol {
            Symbol::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// Returns all occurrences of the symbol at an offset, in the order of the text.
    pub fn references(&self, offset: TextSize, with_declaration: bool) -> Vec<Occurrence> {
        let find = |side: &Analysis| Some(side.occurrence_at(offset).filter(|_| side.includes(offset))?.symbol);
        if with_declaration { self.occurrences_in_sides(find) } else { self.references_in_sides(find) }
    }

    /// Iterates over all occurrences of a symbol, in the order of the text.
    pub fn occurrences_of(&self, symbol: Symbol) -> impl Iterator<Item = Occurrence> {
        self.occurrences().iter().copied().filter(move |occurrence| occurrence.symbol == symbol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::cursor;

    fn text(analysis: &Analysis, range: TextRange) -> &str {
        &analysis.text()[std::ops::Range::<usize>::from(range)]
    }

    #[track_caller]
    fn check(marked: &str, definition: Option<&str>, type_definition: Option<&str>) {
        let (analysis, offset) = cursor(marked);
        let of = |found: Option<(TextRange, Declaration)>| found.map(|(_, it)| text(&analysis, it.range));
        assert_eq!(of(analysis.definition(offset)), definition);
        assert_eq!(of(analysis.type_definition(offset)), type_definition);
    }

    #[test]
    fn finds_the_declaration_of_a_name() {
        check("A: service {}\nB: service { a: $0A; }", Some("A: service {}"), Some("A: service {}"));
        check("A: service {}\nB: service { a$0: A; }", Some("a: A;"), Some("A: service {}"));
        check("A: service {}\nB: service { #uses[A$0]; }", Some("A: service {}"), Some("A: service {}"));
        check("A: service { t: T$0; T: struct {}; }", Some("T: struct {};"), Some("T: struct {};"));
        check("$0P: project {}", Some("P: project {}"), None);
    }

    #[test]
    fn finds_no_declaration_of_language_words_and_unknown_words() {
        check("A: service { a: $0int; }", None, None);
        check("A: service { a: $0B; }", None, None);
        check("A: service { a$0: int; }", Some("a: int;"), None);
    }

    #[test]
    fn finds_every_occurrence() {
        let (analysis, offset) = cursor("A: service {}\nB: service { #uses[A]; a: $0A; T: struct { b: A; }; }");
        let starts =
            |with| analysis.references(offset, with).iter().map(|it| it.range.start().into()).collect::<Vec<u32>>();
        assert_eq!(starts(true), [0, 33, 40, 58]);
        assert_eq!(starts(false), [33, 40, 58]);
    }
}
