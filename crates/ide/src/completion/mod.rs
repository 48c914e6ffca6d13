//! Completion: the words that are valid at the cursor, in complete and in half-typed text.
//!
//! ```text
//! Shop: project { pro▏
//!                 #provider(…)   what runs the system
//! ```
//!
//! `context` determines the grammatical context of the cursor, with the help of `enclosing` (enclosing nodes), `statement`
//! (the tokens before it) and `siblings`. `filter` compares items with the typed text. The other modules collect the
//! items.

mod brackets;
mod context;
mod enclosing;
mod entries;
mod filter;
mod item;
mod siblings;
pub(crate) mod statement;
mod types;
mod values;

use temple_model::Edit;
use temple_model::catalogue::BlockKind;
use temple_syntax::ast::Block;
use temple_syntax::{SyntaxKind, TextRange, TextSize};

use crate::Analysis;
use crate::symbol::{EntityId, Symbol};
use context::{Context, Expected};
pub use item::{CompletionItem, CompletionKind};

impl Analysis {
    /// Returns the items of [`Analysis::completions`] that fit the text typed so far. Those that start with it come
    /// first; otherwise the order is the same.
    pub fn matching_completions(&self, offset: TextSize) -> Vec<CompletionItem> {
        let typed = |item: &CompletionItem| &self.text()[usize::from(item.range.start())..usize::from(offset)];
        let mut items = self.completions(offset);
        items.retain(|item| item.fits(typed(item)));
        items.sort_by_key(|item| !item.starts_with(typed(item)));
        items
    }

    /// Returns everything that is allowed at an offset regardless of the typed text, likeliest first. Empty in comments, in
    /// markers of merge conflicts, in the common ancestor of their sides, and in unknown contexts.
    pub fn completions(&self, offset: TextSize) -> Vec<CompletionItem> {
        if self.is_in_marker(offset) {
            return Vec::new();
        }
        let Some(analysis) = self.sides_at(offset).next() else { return Vec::new() };
        let Some(context) = Context::new(analysis, offset) else { return Vec::new() };
        let mut list = Completions { analysis, offset, context: &context, items: Vec::new(), discouraged: Vec::new() };
        match context.expected {
            Expected::TopLevel => list.blocks(),
            Expected::Kind => list.kinds(),
            Expected::Entry => {
                // A new block may start where an unclosed one may end.
                if context.may_start_block(analysis.text()) {
                    list.blocks();
                }
                list.entries();
            }
            Expected::Metadata => list.metadata(),
            Expected::Type => list.types(),
            Expected::Annotation => list.annotations(),
            Expected::Argument(owner, index) => list.arguments(owner, index),
            Expected::KeywordValue(_, parameter) => list.values(parameter),
            Expected::ListEntry(item) => list.list_entries(item),
        }
        list.items.append(&mut list.discouraged);
        if context.is_sign_separate {
            list.leave_out_sign();
        }
        list.space();
        if matches!(context.expected, Expected::TopLevel | Expected::Entry) && context.is_before_block(analysis.text())
        {
            list.move_block_down();
        }
        if analysis.has_conflict() {
            list.stay_within_side();
        }
        list.items
    }
}

/// Collects the items.
struct Completions<'a> {
    analysis: &'a Analysis,
    offset: TextSize,
    context: &'a Context<'a>,
    items: Vec<CompletionItem>,
    /// Items that would be invalid or crash the generator. They come last.
    discouraged: Vec<CompletionItem>,
}

impl Completions<'_> {
    /// Returns an item that inserts its label.
    fn item(&self, label: impl Into<String>, kind: CompletionKind) -> CompletionItem {
        let label = label.into();
        CompletionItem {
            snippet: label.clone(),
            filter: self.filter_of(&label),
            label,
            detail: String::new(),
            description: String::new(),
            kind,
            range: self.context.word,
            additional: self.missing_end().into_iter().collect(),
            retrigger: false,
            choices: Vec::new(),
            subject: None,
        }
    }

    /// Removes additional edits that would cross the boundary of a merge conflict.
    fn stay_within_side(&mut self) {
        for item in &mut self.items {
            let word = Edit { range: item.range, text: String::new() };
            let mut edits: Vec<Edit> = item.additional.iter().cloned().chain([word]).collect();
            edits.sort_by_key(|edit| edit.range.start());
            if !self.analysis.keeps_conflicts(&edits) {
                item.additional.clear();
            }
        }
    }

    /// Adds an item. If there is a reason for caution, shows it as the description and moves the item to the end.
    fn add(&mut self, mut item: CompletionItem, caution: Option<String>) {
        match caution {
            None => self.items.push(item),
            Some(caution) => {
                item.description = caution;
                self.discouraged.push(item);
            }
        }
    }

    /// Returns the service or struct that contains the cursor.
    fn enclosing_entity(&self) -> Option<EntityId> {
        let name = self.context.blocks.first()?.name()?;
        match self.analysis.occurrence_at(name.range().start())?.symbol {
            Symbol::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// Returns the `;` to insert at the end, or an empty string if there is one already. `replaced` is the range that
    /// the item removes after the word.
    fn end(&self, replaced: Option<TextRange>) -> &'static str {
        let end = replaced.map_or(self.context.word.end(), TextRange::end);
        let next = self.context.rest.iter().find(|token| token.range().start() >= end);
        if next.is_some_and(|next| next.kind() == SyntaxKind::SEMICOLON) { "" } else { ";" }
    }

    /// Returns the edit that adds a missing `;` to the previous entry, which a new entry requires.
    fn missing_end(&self) -> Option<Edit> {
        let at = self.context.missing_end.filter(|_| !self.context.blocks.is_empty())?;
        Some(Edit { range: TextRange::empty(at), text: ";".to_owned() })
    }

    /// Moves the block or brace after the cursor to a new line, because the indentation of its line determines where an
    /// unclosed block before it ends.
    fn move_block_down(&mut self) {
        let line_end = self.lines("\n".to_owned());
        for item in &mut self.items {
            let stop = if item.snippet.contains("$0") { "" } else { "$0" };
            item.snippet.extend([stop, &line_end]);
        }
    }

    /// Adds spaces between an inserted item and adjacent text that it must not touch.
    fn space(&mut self) {
        let (text, word) = (self.analysis.text(), self.context.word);
        let before = text[..usize::from(word.start())].chars().next_back();
        let next_char = text[usize::from(word.end())..].chars().next();
        let is_joined = |char: Option<char>| char.is_some_and(|char| !char.is_whitespace());
        let needs_before = match self.context.expected {
            Expected::TopLevel | Expected::Entry | Expected::Metadata | Expected::Annotation => is_joined(before),
            _ => matches!(before, Some(':' | ',')),
        };
        let needs_space_after = match self.context.expected {
            Expected::TopLevel | Expected::Entry if self.context.is_before_block(text) => false,
            Expected::TopLevel | Expected::Entry | Expected::Metadata => {
                is_joined(next_char) && !matches!(next_char, Some(';' | '(' | '['))
            }
            Expected::Annotation | Expected::Type | Expected::Kind => matches!(next_char, Some('@' | '/' | '{')),
            _ => false,
        };
        for item in &mut self.items {
            if needs_before {
                item.snippet.insert(0, ' ');
            }
            if needs_space_after && !item.snippet.ends_with('\n') {
                item.snippet.push(' ');
            }
        }
    }

    /// Converts the line ends of a template to those of the text.
    fn lines(&self, template: String) -> String {
        if self.analysis.text().contains("\r\n") { template.replace('\n', "\r\n") } else { template }
    }

    /// Returns true if the text has a project, apart from the word at the cursor.
    fn has_project(&self) -> bool {
        let is_here = |block: &Block<'_>| block.kind().is_some_and(|it| it.range().contains_inclusive(self.offset));
        let mut blocks = self.analysis.parse().file().blocks();
        blocks.any(|block| enclosing::kind(&block) == Some(BlockKind::Project) && !is_here(&block))
    }
}

#[cfg(test)]
mod tests;
