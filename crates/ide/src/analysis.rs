//! Everything that is known about one text.

#![expect(clippy::disallowed_types, reason = "each analysis keeps what is computed once, and nothing is global")]

use std::sync::{Arc, OnceLock};

use temple_model::{Diagnostic, Edit, Model, Severity};
use temple_syntax::{Parse, SyntaxKind, TextRange, TextSize, ast};

use crate::mentions::{self, Mention};
use crate::rename::applied;
use crate::repairs;

/// Up to so many edits are faster parsed one by one than all blocks at once.
const FEW: usize = 16;

/// Everything that is known about one text. Immutable, and shared by all features.
#[derive(Debug)]
pub struct Analysis {
    text: Arc<str>,
    parse: Parse,
    model: Model,
    diagnostics: Vec<Diagnostic>,
    /// Found when somebody asks.
    mentions: OnceLock<Vec<Mention>>,
    /// The same text with the second sides of its merge conflicts. Made when somebody asks.
    pub(crate) second: OnceLock<Box<Analysis>>,
    /// The number of analyses made of this text after edits.
    #[cfg(test)]
    pub(crate) tried: std::sync::atomic::AtomicUsize,
}

impl Analysis {
    /// Reads `text`, whatever it holds. Never fails; time is linear in the length of the text.
    pub fn new(text: impl Into<Arc<str>>) -> Analysis {
        let text = text.into();
        let parse = temple_syntax::parse(&text);
        Analysis::of(text, parse)
    }

    /// Reads `text`, which came out of this analysis's text by an edit. The result is that of [`Analysis::new`],
    /// with less work.
    pub fn after_edit(&self, text: impl Into<Arc<str>>) -> Analysis {
        let text = text.into();
        let parse = self.parse.reparse(&self.text, &text);
        Analysis::of(text, parse)
    }

    /// Reads the text after edits, which are sorted by place and do not overlap. The result is that of
    /// [`Analysis::new`]; after a few edits, only the blocks that they touch are parsed again.
    pub(crate) fn after_edits(&self, edits: &[Edit]) -> Analysis {
        #[cfg(test)]
        self.tried.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if edits.len() > FEW {
            let text = applied(&self.text, edits);
            return if is_most(edits, &self.text) { Analysis::new(text) } else { self.after_edit(text) };
        }
        let mut text = self.text.to_string();
        let mut parse = self.parse.clone();
        for edit in edits.iter().rev() {
            let edited = applied(&text, std::slice::from_ref(edit));
            parse = parse.reparse(&text, &edited);
            text = edited;
        }
        Analysis::of(text.into(), parse)
    }

    pub(crate) fn of(text: Arc<str>, parse: Parse) -> Analysis {
        let (model, mut diagnostics) = temple_model::analyze(&parse);
        repairs::judge(&text, &parse, &mut diagnostics);
        Analysis {
            text,
            parse,
            model,
            diagnostics,
            mentions: OnceLock::new(),
            second: OnceLock::new(),
            #[cfg(test)]
            tried: std::sync::atomic::AtomicUsize::default(),
        }
    }

    /// The text, to the byte as it was given.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The tree and its errors.
    pub fn parse(&self) -> &Parse {
        &self.parse
    }

    /// The resolved model; of a broken text, its sound part.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Every problem in the text, sorted by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The problems with severity Error, sorted by position.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Returns true if the text has no errors, so that nothing is missing from what is generated.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// The block whose name is at a range. Absent where there is none.
    pub(crate) fn block_named(&self, name: TextRange) -> Option<ast::Block<'_>> {
        self.parse.path_to(name).into_iter().rev().find_map(ast::Block::cast)
    }

    /// Whether there is an error in the part of a block before its body, so that nothing can be said of what is generated
    /// for it.
    pub(crate) fn has_wrong_head(&self, block: ast::Block<'_>) -> bool {
        let head = head(block);
        let before = self.diagnostics.partition_point(|it| it.range.start() < head.start());
        let mut here = self.diagnostics[before..].iter().take_while(|it| it.range.start() <= head.end());
        here.any(|it| head.contains_range(it.range) && it.code.severity() == Severity::Error)
    }

    /// The names of the blocks and the attribute that enclose `range`, as written, outermost first. What has
    /// no name is left out.
    pub fn path_of(&self, range: TextRange) -> Vec<String> {
        let nodes = self.side_of(range).parse.path_to(range);
        let names = nodes.into_iter().filter_map(|node| match node.kind() {
            SyntaxKind::BLOCK => ast::Block::cast(node)?.name(),
            SyntaxKind::ATTRIBUTE => ast::Attribute::cast(node)?.name(),
            _ => None,
        });
        names.map(|name| name.text().to_owned()).collect()
    }

    /// The spaces and tabs that the line of a place, in bytes, starts with.
    pub fn indent_at(&self, offset: TextSize) -> &str {
        let start = self.text[..usize::from(offset)].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Every word that stands for something, sorted by place. Found at the first call.
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| mentions::find(self.parse.file(), &self.model))
    }

    /// The mention that holds the place or ends there.
    pub fn mention_at(&self, offset: TextSize) -> Option<Mention> {
        let mentions = self.mentions();
        let after = mentions.partition_point(|mention| mention.range.start() <= offset);
        let mention = mentions[..after].last()?;
        mention.range.contains_inclusive(offset).then_some(*mention)
    }
}

/// The part of a block before its body.
pub(crate) fn head(block: ast::Block<'_>) -> TextRange {
    let end = block.body().map_or(block.range().end(), |body| body.range().start());
    TextRange::new(block.range().start(), end)
}

/// Whether edits leave so little of a text untouched at its start and its end that to look for it takes longer than to
/// read it again.
fn is_most(edits: &[Edit], text: &str) -> bool {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return false };
    usize::from(last.range.end() - first.range.start()) > text.len() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, path: &[&str]) {
        let (analysis, offset) = crate::fixture::cursor(marked);
        assert_eq!(analysis.path_of(TextRange::empty(offset)), path);
    }

    #[test]
    fn a_path_names_what_encloses_a_place() {
        check("S: service { a: int$0; }", &["S", "a"]);
        check("S: service { T: struct { #$0auth; } }", &["S", "T"]);
        check("S: service { : in$0t; }", &["S"]);
        check("S: service {} $0 ", &[]);
    }

    /// Deletes every stretch of four characters in turn, and puts it back.
    #[test]
    fn an_analysis_after_edits_is_that_of_the_text() {
        let text = include_str!("../../../examples/broken/shop.temple");
        let mut analysis = Analysis::new(text);
        for start in (0..text.len() - 4).filter(|&at| text.is_char_boundary(at) && text.is_char_boundary(at + 4)) {
            let damaged = text[..start].to_owned() + &text[start + 4..];
            for text in [damaged.as_str(), text] {
                analysis = analysis.after_edit(text);
                let whole = Analysis::new(text);
                assert_eq!(analysis.diagnostics(), whole.diagnostics());
                assert_eq!(analysis.model(), whole.model());
            }
        }
    }

    #[test]
    fn an_analysis_after_several_edits_is_that_of_the_text() {
        let text = include_str!("../../../examples/broken/shop.temple");
        let analysis = Analysis::new(text);
        for (step, new) in [(40, "x"), (300, ""), (7, "}")] {
            let places = (0..text.len() - 3)
                .step_by(step)
                .filter(|&at| text.is_char_boundary(at) && text.is_char_boundary(at + 2));
            let size = |at: usize| TextSize::try_from(at).expect("a small text");
            let edit = |at| Edit { range: TextRange::new(size(at), size(at + 2)), text: new.to_owned() };
            let edits: Vec<Edit> = places.map(edit).collect();
            for edits in [&edits[..], &edits[..edits.len().min(FEW)]] {
                let after = analysis.after_edits(edits);
                let whole = Analysis::new(applied(text, edits));
                assert_eq!(after.text(), whole.text());
                assert_eq!(after.diagnostics(), whole.diagnostics());
                assert_eq!(after.model(), whole.model());
            }
        }
    }
}
