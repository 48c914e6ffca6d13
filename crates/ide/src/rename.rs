//! Rename: a new name for what a text declares, everywhere it is mentioned, unless a rule of the language forbids it.
//!
//! ```text
//! Book: service {}             Volume: service {}
//! Cart: service {         ▶    Cart: service {
//!   lines: Book;                 lines: Volume;
//! }                            }
//! ```

use std::collections::HashMap;

use temple_model::catalogue::BuiltIn;
use temple_model::{Code, Diagnostic, Edit, Severity};
use temple_syntax::ast::{Attribute, Block};
use temple_syntax::{SyntaxKind, TextRange, TextSize, Token};

use crate::Analysis;
use crate::symbol::Symbol;

/// Why something cannot be renamed, or not to this name: a sentence or two for the user.
pub type Refusal = String;

impl Analysis {
    /// The word at a place, where it stands for something that can be renamed.
    pub fn prepare_rename(&self, offset: TextSize) -> Result<TextRange, Refusal> {
        let Some(mention) = self.mention_at(offset) else {
            return self.declared_again(offset).ok_or_else(|| self.why_no_name(offset));
        };
        match mention.symbol {
            Symbol::Project | Symbol::Entity(_) | Symbol::Attribute(..) => Ok(mention.range),
            symbol => {
                let name = symbol.name(self.model()).unwrap_or_default();
                let kind = symbol.describe();
                let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                Err(format!("`{name}` is {article} {kind} of the language and cannot be renamed."))
            }
        }
    }

    /// The name of a block or attribute at a place that something before it has already. Nothing refers to it.
    fn declared_again(&self, offset: TextSize) -> Option<TextRange> {
        let path = self.parse().path_to(TextRange::empty(offset));
        let name = path.into_iter().rev().find_map(|node| match node.kind() {
            SyntaxKind::BLOCK => Some(Block::cast(node)?.name()),
            SyntaxKind::ATTRIBUTE => Some(Attribute::cast(node)?.name()),
            _ => None,
        });
        name?.map(Token::range).filter(|range| range.contains_inclusive(offset))
    }

    /// What is wrong with the word at a place that stands for nothing, such as that it is declared nowhere, or twice.
    fn why_no_name(&self, offset: TextSize) -> Refusal {
        let errors = self.diagnostics().iter().filter(|it| it.code.severity() == Severity::Error);
        let mut here = errors.filter(|it| it.range.contains_inclusive(offset));
        here.next().map_or_else(|| "There is no name here that could be changed.".to_owned(), |it| it.message.clone())
    }

    /// The edits that give what is mentioned at a place another name, sorted by place. Refused is what would make the
    /// text wrong where it is not now, or change what another name means.
    pub fn rename(&self, offset: TextSize, name: &str) -> Result<Vec<Edit>, Refusal> {
        let range = self.prepare_rename(offset)?;
        if name.trim().is_empty() {
            return Err("Write a name.".to_owned());
        }
        if !is_name(name) {
            return Err(format!("`{name}` is not a name: names are letters and digits, and start with a letter."));
        }
        let edit = |range| Edit { range, text: name.to_owned() };
        let edits: Vec<Edit> = match self.mention_at(offset) {
            Some(mention) => self.mentions_of(mention.symbol).map(|mention| edit(mention.range)).collect(),
            None => vec![edit(range)],
        };
        let renamed = self.after_edits(&edits);
        // A second declaration has to be one of its own afterwards.
        let is_declared = self.mention_at(offset).is_some() || renamed.mention_at(range.start()).is_some();
        match self.new_error(&renamed) {
            Some(error) => Err(refusal(error, &renamed, name)),
            None if !is_declared => Err(renamed.why_no_name(range.start())),
            // A name that stands nowhere yet cannot take anything else's place.
            None if !self.text().contains(name) && BuiltIn::from_name(name).is_none() => Ok(edits),
            None if self.is_kept_in(&renamed, &edits) => Ok(edits),
            None => Err(format!("`{name}` already means something else where it would stand.")),
        }
    }

    /// An error of a kind that another text has more of than this one.
    pub(crate) fn new_error<'a>(&self, other: &'a Analysis) -> Option<&'a Diagnostic> {
        let errors = |analysis: &Analysis| {
            let mut count: HashMap<Code, usize> = HashMap::new();
            for code in analysis.diagnostics().iter().map(|diagnostic| diagnostic.code) {
                if code.severity() == Severity::Error {
                    *count.entry(code).or_default() += 1;
                }
            }
            count
        };
        let before = errors(self);
        let new: Vec<Code> = errors(other)
            .into_iter()
            .filter(|(code, count)| *count > before.get(code).copied().unwrap_or_default())
            .map(|(code, _)| code)
            .collect();
        other.diagnostics().iter().find(|diagnostic| new.contains(&diagnostic.code))
    }

    /// Whether every word stands for what it stood for, in the text after the edits. Words that stood for nothing may
    /// now stand for something.
    fn is_kept_in(&self, other: &Analysis, edits: &[Edit]) -> bool {
        let mut after = other.mentions().iter();
        let mut edits = edits.iter().peekable();
        // How much longer the text has become before the place.
        let (mut longer, mut shorter) = (TextSize::default(), TextSize::default());
        self.mentions().iter().all(|mention| {
            while let Some(edit) = edits.next_if(|edit| edit.range.end() <= mention.range.start()) {
                longer += TextSize::of(&edit.text);
                shorter += edit.range.len();
            }
            let start = mention.range.start() + longer - shorter;
            after.find(|after| after.range.start() >= start).is_some_and(|after| {
                (after.range.start(), after.symbol, after.role) == (start, mention.symbol, mention.role)
            })
        })
    }
}

/// Why a name is refused that makes an error in the renamed text: of itself, or of something else.
fn refusal(error: &Diagnostic, renamed: &Analysis, name: &str) -> Refusal {
    let wrong = &renamed.text()[std::ops::Range::<usize>::from(error.range)];
    let is_other = wrong != name && wrong.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !wrong.is_empty();
    match is_other {
        true => format!("With this name, `{wrong}` would be wrong: {}", error.message),
        false => error.message.clone(),
    }
}

/// Whether a text is one name and nothing else.
fn is_name(text: &str) -> bool {
    matches!(temple_syntax::lex(text).as_slice(), [lexeme] if lexeme.kind == SyntaxKind::IDENT)
}

/// The text after edits, which are sorted by place and do not overlap.
pub(crate) fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for edit in edits {
        out.push_str(&text[end..usize::from(edit.range.start())]);
        out.push_str(&edit.text);
        end = usize::from(edit.range.end());
    }
    out + &text[end..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::cursor;

    /// Renames what is at the cursor, to the text after it or to the reason why not.
    #[track_caller]
    fn check(marked: &str, name: &str, expected: Result<&str, &str>) {
        let (analysis, offset) = cursor(marked);
        match (analysis.rename(offset, name), expected) {
            (Ok(edits), Ok(text)) => assert_eq!(applied(analysis.text(), &edits), text),
            (Err(refusal), Err(part)) => assert!(refusal.contains(part), "{refusal}"),
            (result, expected) => panic!("{result:?} is not {expected:?}"),
        }
    }

    #[test]
    fn every_mention_changes() {
        check(
            "P: project {}\nA: service { #uses[B]; b: $0B; }\nB: service {}",
            "Bee",
            Ok("P: project {}\nA: service { #uses[Bee]; b: Bee; }\nBee: service {}"),
        );
        check("P: project {}\nA: service { a$0: int; }", "b", Ok("P: project {}\nA: service { b: int; }"));
        check("$0P: project {}\nA: service {}", "Q", Ok("Q: project {}\nA: service {}"));
    }

    #[test]
    fn structs_of_other_services_keep_their_name() {
        check(
            "A: service { t: T; $0T: struct { a: int; }; }\nB: service { T: struct { a: int; }; }",
            "U",
            Ok("A: service { t: U; U: struct { a: int; }; }\nB: service { T: struct { a: int; }; }"),
        );
    }

    #[test]
    fn what_would_break_a_rule_is_refused() {
        let text = "P: project {}\nA: service { a: int; b: int; B: struct {}; }\nC: service { a: A; }";
        let at = |word: &str| text.replacen(word, &format!("$0{word}"), 1);
        check(&at("a: int"), "b", Err("`b`"));
        check(&at("a: int"), "A", Err("lower-case"));
        check(&at("C: service"), "A", Err("`A`"));
        check(&at("C: service"), "c", Err(""));
        check(&at("C: service"), "Order List", Err("not a name"));
        check(&at("C: service"), "", Err("Write a name"));
        check(&at("C: service"), "CreateList", Err("Choose another name"));
        check("$0P: project {}\nUser: service { a: int; }", "List", Err("With this name, `User` would be wrong: "));
        check(&at("int"), "long", Err("type of the language"));
        check(&at("{}"), "x", Err("no name here"));
        check("A: service { a: $0Bok; }", "Book", Err("There is no service `Bok`"));
        check("A: service { #uses[Bok$0]; }", "Book", Err("There is no service `Bok`"));
        check(
            "A: service {}\n$0A: service {}\nC: service { a: A; }",
            "Book",
            Ok("A: service {}\nBook: service {}\nC: service { a: A; }"),
        );
        check("A: service {}\nB: service {}\n$0B: service {}", "A", Err("`A`"));
        check("A: service { a: int; $0a: bool; }", "b", Ok("A: service { a: int; b: bool; }"));
        check("A: service { a: int @uni$0que; }", "b", Err("is an annotation"));
        check("A: service { a: data(5$0k); }", "Book", Err("no name here"));
    }

    #[test]
    fn nothing_changes_its_meaning() {
        check("A: service { t: $0B; T: struct {}; }\nB: service {}", "T", Err(""));
        check("A: service { b: B; }\n$0C: service {}", "B", Ok("A: service { b: B; }\nB: service {}"));
    }

    #[test]
    fn errors_that_are_there_anyway_are_no_obstacle() {
        check("A: service { a$0: strin; }", "b", Ok("A: service { b: strin; }"));
    }
}
