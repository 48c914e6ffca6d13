//! The analysis of one text: its syntax tree, model and diagnostics.

#![expect(clippy::disallowed_types, reason = "each analysis keeps what is computed once, and nothing is global")]

use std::sync::{Arc, OnceLock};

use temple_model::{Diagnostic, Edit, Model, Severity, apply_edits};
use temple_syntax::{Parse, SyntaxKind, TextRange, TextSize, ast};

use crate::fix_safety;
use crate::occurrences::{self, Occurrence};

/// The number of edits up to which reparsing after each edit is faster than reparsing all blocks at once.
const MAX_SEPARATE_EDITS: usize = 16;

/// The analysis of one text: its syntax tree, model and diagnostics. Immutable, and shared by all features.
#[derive(Debug)]
pub struct Analysis {
    text: Arc<str>,
    parse: Parse,
    model: Model,
    diagnostics: Vec<Diagnostic>,
    /// Computed on first use.
    occurrences: OnceLock<Vec<Occurrence>>,
    /// The analysis of the second sides of merge conflicts. Computed on first use.
    pub(crate) second: OnceLock<Box<Analysis>>,
    /// The number of analyses made of this text after edits.
    #[cfg(test)]
    pub(crate) analyses_after_edits: std::sync::atomic::AtomicUsize,
}

impl Analysis {
    /// Analyses `text`, valid or not. Never fails; takes time linear in the length of the text.
    pub fn new(text: impl Into<Arc<str>>) -> Analysis {
        let text = text.into();
        let parse = temple_syntax::parse(&text);
        Analysis::of(text, parse)
    }

    /// Analyses `text`, an edited version of this text. The result equals that of [`Analysis::new`], but unchanged
    /// blocks are not parsed again.
    pub fn after_edit(&self, text: impl Into<Arc<str>>) -> Analysis {
        let text = text.into();
        let parse = self.parse.reparse(&self.text, &text);
        Analysis::of(text, parse)
    }

    /// Analyses the text after edits, which must be sorted and must not overlap. The result equals that of
    /// [`Analysis::new`]; if there are few edits, only the blocks they touch are parsed again.
    pub(crate) fn after_edits(&self, edits: &[Edit]) -> Analysis {
        #[cfg(test)]
        self.analyses_after_edits.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if edits.len() > MAX_SEPARATE_EDITS {
            let text = apply_edits(&self.text, edits);
            return if is_most(edits, &self.text) { Analysis::new(text) } else { self.after_edit(text) };
        }
        let mut text = self.text.to_string();
        let mut parse = self.parse.clone();
        for edit in edits.iter().rev() {
            let edited = apply_edits(&text, std::slice::from_ref(edit));
            parse = parse.reparse(&text, &edited);
            text = edited;
        }
        Analysis::of(text.into(), parse)
    }

    pub(crate) fn of(text: Arc<str>, parse: Parse) -> Analysis {
        let (model, mut diagnostics) = temple_model::analyze(&parse);
        fix_safety::mark_unsafe_fixes(&text, &parse, &mut diagnostics);
        Analysis {
            text,
            parse,
            model,
            diagnostics,
            occurrences: OnceLock::new(),
            second: OnceLock::new(),
            #[cfg(test)]
            analyses_after_edits: std::sync::atomic::AtomicUsize::default(),
        }
    }

    /// The text, byte for byte as it was given.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The syntax tree and its errors.
    pub fn parse(&self) -> &Parse {
        &self.parse
    }

    /// The resolved model. Parts of the text that are too broken to resolve are left out.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// All diagnostics, sorted by position.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The problems with severity Error, sorted by position.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Returns true if the text has no errors, so that the generated files are complete.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// Returns the block whose name has the given range.
    pub(crate) fn block_named(&self, name: TextRange) -> Option<ast::Block<'_>> {
        self.parse.path_to(name).into_iter().rev().find_map(ast::Block::cast)
    }

    /// Returns true if the part of the block before its body contains an error, so that nothing certain is known about
    /// the code generated for it.
    pub(crate) fn has_wrong_head(&self, block: ast::Block<'_>) -> bool {
        let head = head(block);
        let before = self.diagnostics.partition_point(|it| it.range.start() < head.start());
        let mut here = self.diagnostics[before..].iter().take_while(|it| it.range.start() <= head.end());
        here.any(|it| head.contains_range(it.range) && it.code.severity() == Severity::Error)
    }

    /// Returns the names of the blocks and the attribute that enclose `range`, as written, outermost first. Unnamed
    /// ones are left out.
    pub fn path_of(&self, range: TextRange) -> Vec<String> {
        let nodes = self.side_of(range).parse.path_to(range);
        let names = nodes.into_iter().filter_map(|node| match node.kind() {
            SyntaxKind::BLOCK => ast::Block::cast(node)?.name(),
            SyntaxKind::ATTRIBUTE => ast::Attribute::cast(node)?.name(),
            _ => None,
        });
        names.map(|name| name.text().to_owned()).collect()
    }

    /// Returns the spaces and tabs at the start of the line that contains a byte offset.
    pub fn indent_at(&self, offset: TextSize) -> &str {
        let start = self.text[..usize::from(offset)].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// All occurrences of symbols, sorted by position. Computed on first use.
    pub fn occurrences(&self) -> &[Occurrence] {
        self.occurrences.get_or_init(|| occurrences::find(self.parse.file(), &self.model))
    }

    /// Returns the occurrence that contains the offset or ends there.
    pub fn occurrence_at(&self, offset: TextSize) -> Option<Occurrence> {
        let occurrences = self.occurrences();
        let after = occurrences.partition_point(|occurrence| occurrence.range.start() <= offset);
        let occurrence = occurrences[..after].last()?;
        occurrence.range.contains_inclusive(offset).then_some(*occurrence)
    }
}

/// Returns the range of a block up to its body.
pub(crate) fn head(block: ast::Block<'_>) -> TextRange {
    let end = block.body().map_or(block.range().end(), |body| body.range().start());
    TextRange::new(block.range().start(), end)
}

/// Returns true if the edits span more than half of the text, so that parsing all of it is faster than searching for
/// its unchanged start and end.
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
    fn returns_the_names_that_enclose_a_range() {
        check("S: service { a: int$0; }", &["S", "a"]);
        check("S: service { T: struct { #$0auth; } }", &["S", "T"]);
        check("S: service { : in$0t; }", &["S"]);
        check("S: service {} $0 ", &[]);
    }

    /// Deletes each sequence of four bytes in turn, and restores it.
    #[test]
    fn analysis_after_edit_equals_a_new_one() {
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
    fn analysis_after_several_edits_equals_a_new_one() {
        let text = include_str!("../../../examples/broken/shop.temple");
        let analysis = Analysis::new(text);
        for (step, new) in [(40, "x"), (300, ""), (7, "}")] {
            let offsets = (0..text.len() - 3)
                .step_by(step)
                .filter(|&at| text.is_char_boundary(at) && text.is_char_boundary(at + 2));
            let size = |at: usize| TextSize::try_from(at).expect("a small text");
            let edit = |at| Edit { range: TextRange::new(size(at), size(at + 2)), text: new.to_owned() };
            let edits: Vec<Edit> = offsets.map(edit).collect();
            for edits in [&edits[..], &edits[..edits.len().min(MAX_SEPARATE_EDITS)]] {
                let after = analysis.after_edits(edits);
                let whole = Analysis::new(apply_edits(text, edits));
                assert_eq!(after.text(), whole.text());
                assert_eq!(after.diagnostics(), whole.diagnostics());
                assert_eq!(after.model(), whole.model());
            }
        }
    }
}
