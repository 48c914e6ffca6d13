//! Rename: renames a declared symbol and all references to it, unless that would cause an error.
//!
//! ```text
//! Book: service {}             Volume: service {}
//! Cart: service {         ▶    Cart: service {
//!   lines: Book;                 lines: Volume;
//! }                            }
//! ```

use std::collections::HashSet;

use temple_model::catalogue::BuiltIn;
use temple_model::{Code, Diagnostic, Edit, Severity};
use temple_syntax::ast::{Attribute, Block};
use temple_syntax::{SyntaxKind, TextRange, TextSize};

use crate::Analysis;
use crate::occurrences::Role;
use crate::symbol::Symbol;

/// The reason why something cannot be renamed, or not to this name: a sentence or two for the user.
pub type Refusal = String;

/// The errors that a name alone can cause.
const NAME_ERRORS: &[Code] = &[
    Code::SyntaxError,
    Code::AttributeCase,
    Code::AttributeNamedLikeBlock,
    Code::DuplicateAttribute,
    Code::DuplicateStruct,
    Code::DuplicateService,
    Code::DuplicateBlockName,
    Code::NoUsableName,
];

impl Analysis {
    /// Returns the range of the word at an offset if its symbol can be renamed.
    pub fn prepare_rename(&self, offset: TextSize) -> Result<TextRange, Refusal> {
        if self.has_conflict() {
            return Err("Resolve the merge conflict in this file before renaming.".to_owned());
        }
        let Some(occurrence) = self.occurrence_at(offset) else {
            return self.duplicate_declaration(offset).ok_or_else(|| self.reason_not_renamable(offset));
        };
        match occurrence.symbol {
            Symbol::Project | Symbol::Entity(_) | Symbol::Attribute(..) => Ok(occurrence.range),
            symbol => {
                let name = symbol.name(self.model()).unwrap_or_default();
                let kind = symbol.describe();
                Err(format!("`{name}` is a built-in {kind} and cannot be renamed."))
            }
        }
    }

    /// Returns the name of the block or attribute at an offset if an earlier declaration has the same name. Nothing
    /// refers to such a duplicate, so only the name itself changes.
    fn duplicate_declaration(&self, offset: TextSize) -> Option<TextRange> {
        let path = self.parse().path_to(TextRange::empty(offset));
        let name = path.into_iter().rev().find_map(|node| match node.kind() {
            SyntaxKind::BLOCK => Some(Block::cast(node)?.name()),
            SyntaxKind::ATTRIBUTE => Some(Attribute::cast(node)?.name()),
            _ => None,
        });
        let range = name??.range();
        let is_taken =
            |it: &Diagnostic| it.range == range && matches!(it.code, Code::DuplicateAttribute | Code::DuplicateStruct);
        (range.contains_inclusive(offset) && self.diagnostics().iter().any(is_taken)).then_some(range)
    }

    /// Returns the error at an offset whose word has no symbol, for example because it is not declared.
    fn reason_not_renamable(&self, offset: TextSize) -> Refusal {
        let errors = self.diagnostics().iter().filter(|it| it.code.severity() == Severity::Error);
        let mut here = errors.filter(|it| it.range.contains_inclusive(offset));
        let refusal = |error: &Diagnostic| format!("Fix this error before renaming: {}", error.message);
        here.next().map_or_else(|| "Nothing to rename at this position.".to_owned(), refusal)
    }

    /// Returns the edits that rename the symbol at an offset, sorted by position. Refuses names that would cause a new
    /// error or change the meaning of another name.
    pub fn rename(&self, offset: TextSize, name: &str) -> Result<Vec<Edit>, Refusal> {
        let range = self.prepare_rename(offset)?;
        if name.trim().is_empty() {
            return Err("Enter a new name.".to_owned());
        }
        if !is_name(name) {
            let is_attribute = self.occurrence_at(offset).is_some_and(|it| matches!(it.symbol, Symbol::Attribute(..)));
            let case = if is_attribute { "a lower-case" } else { "an upper-case" };
            return Err(format!(
                "`{name}` is not a valid name. Use letters (A–Z, a–z) and digits, and start with {case} letter."
            ));
        }
        if &self.text()[std::ops::Range::<usize>::from(range)] == name {
            return Ok(Vec::new());
        }
        let edit = |range| Edit { range, text: name.to_owned() };
        let edits: Vec<Edit> = match self.occurrence_at(offset) {
            Some(occurrence) => {
                self.occurrences_of(occurrence.symbol).map(|occurrence| edit(occurrence.range)).collect()
            }
            None => vec![edit(range)],
        };
        let renamed = self.after_edits(&edits);
        // A duplicate must become a separate declaration.
        let is_declared = self.occurrence_at(offset).is_some() || renamed.occurrence_at(range.start()).is_some();
        match self.new_error(&renamed, &edits) {
            Some(error) => Err(refusal(error, &renamed, name)),
            None if !is_declared => Err(renamed.reason_not_renamable(range.start())),
            // A name that does not occur in the text cannot conflict with anything.
            None if !self.text().contains(name) && BuiltIn::from_name(name).is_none() => Ok(edits),
            None if self.is_kept_in(&renamed, &edits) => Ok(edits),
            None => Err(format!("`{name}` already refers to something else. Choose a different name.")),
        }
    }

    /// Returns an error in the edited text that this text does not have at the same position. Errors caused by the name
    /// of an edited declaration always count as new.
    pub(crate) fn new_error<'a>(&self, after: &'a Analysis, edits: &[Edit]) -> Option<&'a Diagnostic> {
        let is_error = |it: &&Diagnostic| it.code.severity() == Severity::Error;
        let is_given = |range: TextRange| {
            let index = edits.binary_search_by_key(&range.start(), |edit| edit.range.start());
            let occurrence = self.occurrence_at(range.start()).filter(|occurrence| occurrence.range == range);
            index.is_ok_and(|index| edits[index].range == range)
                && occurrence.is_none_or(|occurrence| occurrence.role == Role::Declaration)
        };
        let is_of_name = |it: &Diagnostic| NAME_ERRORS.contains(&it.code) && is_given(it.range);
        let old = self.diagnostics().iter().filter(is_error).filter(|it| !is_of_name(it));
        let shift = Shift::new(edits);
        let moved: HashSet<(Code, TextRange)> = old.map(|it| (it.code, shift.range(it.range))).collect();
        after.diagnostics().iter().filter(is_error).find(|it| !moved.contains(&(it.code, it.range)))
    }

    /// Returns true if every occurrence has the same symbol in the edited text. Words without a symbol may gain one.
    fn is_kept_in(&self, other: &Analysis, edits: &[Edit]) -> bool {
        let mut after = other.occurrences().iter();
        let mut edits = edits.iter().peekable();
        // The bytes that the edits before the occurrence add and remove.
        let (mut longer, mut shorter) = (TextSize::default(), TextSize::default());
        self.occurrences().iter().all(|occurrence| {
            while let Some(edit) = edits.next_if(|edit| edit.range.end() <= occurrence.range.start()) {
                longer += TextSize::of(&edit.text);
                shorter += edit.range.len();
            }
            let start = occurrence.range.start() + longer - shorter;
            after.find(|after| after.range.start() >= start).is_some_and(|after| {
                (after.range.start(), after.symbol, after.role) == (start, occurrence.symbol, occurrence.role)
            })
        })
    }
}

/// Maps ranges to their position after edits that lie before, inside or next to them.
struct Shift<'e> {
    edits: &'e [Edit],
    /// The bytes added and removed up to the end of each edit.
    by: Vec<(TextSize, TextSize)>,
}

impl<'e> Shift<'e> {
    fn new(edits: &'e [Edit]) -> Shift<'e> {
        let sums = edits.iter().scan((TextSize::default(), TextSize::default()), |(longer, shorter), edit| {
            *longer += TextSize::of(&edit.text);
            *shorter += edit.range.len();
            Some((*longer, *shorter))
        });
        Shift { edits, by: sums.collect() }
    }

    fn offset(&self, offset: TextSize) -> TextSize {
        let before = self.edits.partition_point(|edit| edit.range.end() <= offset);
        let (longer, shorter) = before.checked_sub(1).map(|last| self.by[last]).unwrap_or_default();
        offset + longer - shorter
    }

    fn range(&self, range: TextRange) -> TextRange {
        TextRange::new(self.offset(range.start()), self.offset(range.end()))
    }
}

/// Returns the reason to refuse a name that causes `error` in the renamed text, at the name itself or elsewhere.
fn refusal(error: &Diagnostic, renamed: &Analysis, name: &str) -> Refusal {
    let wrong = &renamed.text()[std::ops::Range::<usize>::from(error.range)];
    let is_other = wrong != name && wrong.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !wrong.is_empty();
    match is_other {
        true => format!("Renaming would make `{wrong}` invalid: {}", error.message),
        false => error.message.clone(),
    }
}

/// Returns true if the text is a single name.
fn is_name(text: &str) -> bool {
    matches!(temple_syntax::lex(text).as_slice(), [lexeme] if lexeme.kind == SyntaxKind::IDENT)
}

#[cfg(test)]
mod tests {
    use temple_model::apply_edits;

    use crate::fixture::cursor;

    /// Renames the symbol at the cursor, and checks the new text or the reason for the refusal.
    #[track_caller]
    fn check(marked: &str, name: &str, expected: Result<&str, &str>) {
        let (analysis, offset) = cursor(marked);
        match (analysis.rename(offset, name), expected) {
            (Ok(edits), Ok(text)) => assert_eq!(apply_edits(analysis.text(), &edits), text),
            (Err(refusal), Err(part)) => assert!(refusal.contains(part), "{refusal}"),
            (result, expected) => panic!("{result:?} is not {expected:?}"),
        }
    }

    #[test]
    fn renames_every_occurrence() {
        check(
            "P: project {}\nA: service { #uses[B]; b: $0B; }\nB: service {}",
            "Bee",
            Ok("P: project {}\nA: service { #uses[Bee]; b: Bee; }\nBee: service {}"),
        );
        check("P: project {}\nA: service { a$0: int; }", "b", Ok("P: project {}\nA: service { b: int; }"));
        check("$0P: project {}\nA: service {}", "Q", Ok("Q: project {}\nA: service {}"));
    }

    #[test]
    fn does_not_rename_structs_of_other_services() {
        check(
            "A: service { t: T; $0T: struct { a: int; }; }\nB: service { T: struct { a: int; }; }",
            "U",
            Ok("A: service { t: U; U: struct { a: int; }; }\nB: service { T: struct { a: int; }; }"),
        );
    }

    #[test]
    fn refuses_names_that_break_a_rule() {
        let text = "P: project {}\nA: service { a: int; b: int; B: struct {}; }\nC: service { a: A; }";
        let at = |word: &str| text.replacen(word, &format!("$0{word}"), 1);
        check(&at("a: int"), "b", Err("`b`"));
        check(&at("a: int"), "A", Err("same name as its block"));
        check(&at("b: int"), "X", Err("lower-case"));
        check(&at("C: service"), "A", Err("`A`"));
        check(&at("C: service"), "c", Err(""));
        check(&at("C: service"), "Order List", Err("not a valid name"));
        check(&at("C: service"), "", Err("Enter a new name"));
        check(&at("C: service"), "CreateList", Err("Choose a different name"));
        check("$0P: project {}\nUser: service { a: int; }", "List", Err("Renaming would make `User` invalid: "));
        let foo = "P: project {}\n$0Bar: service { bar: int; foo: int; }";
        check(foo, "Foo", Err("Renaming would make `foo` invalid: "));
        let shop = "$0Shop: project {}\nShop: service {}\nCart: service {}";
        check(shop, "Cart", Err("`Cart`"));
        check("S: service { $0T: struct {}; }\nT: service {}\nU: service {}", "U", Err("`U`"));
        check("P: project {}\n$0WishList: service { a: int; }", "BookList", Err("Choose a different name"));
        check("P: project {}\nS: service { $0Foo: int; }", "Bar", Err("lower-case"));
        check("S: service { x: int; $0x: int; y: int; }", "y", Err("`y`"));
        check("S: service { $0a: int; }", "a-b", Err("not a valid name"));
        check(&at("int"), "long", Err("built-in type"));
        check(&at("{}"), "x", Err("Nothing to rename"));
        check("A: service { a: $0Bok; }", "Book", Err("`Bok`"));
        check("A: service { #uses[Bok$0]; }", "Book", Err("`Bok`"));
        check(
            "A: service {}\n$0A: service {}\nC: service { a: A; }",
            "Book",
            Ok("A: service {}\nBook: service {}\nC: service { a: A; }"),
        );
        check("A: service {}\nB: service {}\n$0B: service {}", "A", Err("`A`"));
        check("$0A: service {}\nB: service { a: A; }", "C", Ok("C: service {}\nB: service { a: C; }"));
        check("A: service { $0a: int; }", "a", Ok("A: service { a: int; }"));
        check("P: project { $0a: int; }", "b", Err("A project cannot have attributes"));
        check(
            "A: service {}\nA: service { t: T; $0T: struct { a: int; }; }",
            "U",
            Ok("A: service {}\nA: service { t: U; U: struct { a: int; }; }"),
        );
        check("A: service { a: int; $0a: bool; }", "b", Ok("A: service { a: int; b: bool; }"));
        check("A: service { a: int @uni$0que; }", "b", Err("is a built-in annotation"));
        check("A: service { a: data(5$0k); }", "Book", Err("Nothing to rename"));
    }

    #[test]
    fn refuses_names_that_change_a_reference() {
        check("A: service { t: $0B; T: struct {}; }\nB: service {}", "T", Err(""));
        check("A: service { b: B; }\n$0C: service {}", "B", Ok("A: service { b: B; }\nB: service {}"));
    }

    #[test]
    fn ignores_existing_errors() {
        check("A: service { a$0: strin; }", "b", Ok("A: service { b: strin; }"));
    }
}
