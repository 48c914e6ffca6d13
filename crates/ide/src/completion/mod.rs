//! Completion: what may be written at a cursor, in whole and in half-typed text.
//!
//! ```text
//! Shop: project { pro▏
//!                 #provider(…)   what runs the system
//! ```
//!
//! `context` tells where the cursor stands, by what is `around` it, by the `statement` before it and by its `siblings`;
//! `filter` compares with what has been typed; the other modules know what may stand there.

mod around;
mod brackets;
mod context;
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
use context::{Context, Place};
pub use item::{CompletionItem, CompletionKind};

impl Analysis {
    /// The items of [`Analysis::completions`] that fit the word as far as it has been typed. Those that it is the start of
    /// come first; apart from that, the order is the same.
    pub fn matching_completions(&self, offset: TextSize) -> Vec<CompletionItem> {
        let typed = |item: &CompletionItem| &self.text()[usize::from(item.range.start())..usize::from(offset)];
        let mut items = self.completions(offset);
        items.retain(|item| item.fits(typed(item)));
        items.sort_by_key(|item| !item.starts_with(typed(item)));
        items
    }

    /// Everything that may be written at a position, whatever has been typed of it, the likeliest first. Empty where
    /// nothing is known, as in comments, and in markers of merge conflicts and the common ancestor of their sides.
    pub fn completions(&self, offset: TextSize) -> Vec<CompletionItem> {
        if self.is_in_marker(offset) {
            return Vec::new();
        }
        let Some(analysis) = self.sides_at(offset).next() else { return Vec::new() };
        let Some(context) = Context::new(analysis, offset) else { return Vec::new() };
        let mut list = List { analysis, offset, context: &context, items: Vec::new(), doubtful: Vec::new() };
        match context.place {
            Place::TopLevel => list.blocks(),
            Place::Kind => list.kinds(),
            Place::Entry => {
                // Where an unclosed block may end, the next one may start.
                if context.may_start_block(analysis.text()) {
                    list.blocks();
                }
                list.entries();
            }
            Place::Metadata => list.metadata(),
            Place::Type => list.types(),
            Place::Annotation => list.annotations(),
            Place::Argument(owner, index) => list.arguments(owner, index),
            Place::KeywordValue(_, parameter) => list.values(parameter),
            Place::ListEntry(item) => list.list_entries(item),
        }
        list.items.append(&mut list.doubtful);
        if context.is_sign_apart {
            list.leave_out_sign();
        }
        list.space();
        if matches!(context.place, Place::TopLevel | Place::Entry) && context.is_before_block(analysis.text()) {
            list.move_block_down();
        }
        if analysis.has_conflict() {
            list.stay_within_side();
        }
        list.items
    }
}

/// The items while they are collected.
struct List<'a> {
    analysis: &'a Analysis,
    offset: TextSize,
    context: &'a Context<'a>,
    items: Vec<CompletionItem>,
    /// Those that would make the file wrong or the generator crash. They come last.
    doubtful: Vec<CompletionItem>,
}

impl List<'_> {
    /// An item that inserts its label.
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
            again: false,
            choices: Vec::new(),
            subject: None,
        }
    }

    /// Leaves out edits apart from the word that reach across a merge conflict.
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

    /// Adds an item, or puts it off to the end where there is a reason to be careful with it, which it then says.
    fn add(&mut self, mut item: CompletionItem, doubt: Option<String>) {
        match doubt {
            None => self.items.push(item),
            Some(doubt) => {
                item.description = doubt;
                self.doubtful.push(item);
            }
        }
    }

    /// The service or struct that the cursor is in.
    fn entity_around(&self) -> Option<EntityId> {
        let name = self.context.blocks.first()?.name()?;
        match self.analysis.mention_at(name.range().start())?.symbol {
            Symbol::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// The `;` that ends what is inserted, unless there is one already. `replaced` is what is taken out behind the word.
    fn end(&self, replaced: Option<TextRange>) -> &'static str {
        let end = replaced.map_or(self.context.word.end(), TextRange::end);
        let next = self.context.rest.iter().find(|token| token.range().start() >= end);
        if next.is_some_and(|next| next.kind() == SyntaxKind::SEMICOLON) { "" } else { ";" }
    }

    /// The `;` of the entry before, where a new entry makes it necessary.
    fn missing_end(&self) -> Option<Edit> {
        let at = self.context.missing_end.filter(|_| !self.context.blocks.is_empty())?;
        Some(Edit { range: TextRange::empty(at), text: ";".to_owned() })
    }

    /// Leaves the block, or the brace, behind the cursor a line of its own: its indentation tells where an unclosed
    /// block before it ends.
    fn move_block_down(&mut self) {
        let line_end = self.lines("\n".to_owned());
        for item in &mut self.items {
            let stop = if item.snippet.contains("$0") { "" } else { "$0" };
            item.snippet.extend([stop, &line_end]);
        }
    }

    /// Puts a space where what is accepted would touch what it is to stand apart from.
    fn space(&mut self) {
        let (text, word) = (self.analysis.text(), self.context.word);
        let before = text[..usize::from(word.start())].chars().next_back();
        let behind = text[usize::from(word.end())..].chars().next();
        let is_joined = |char: Option<char>| char.is_some_and(|char| !char.is_whitespace());
        let needs_before = match self.context.place {
            Place::TopLevel | Place::Entry | Place::Metadata | Place::Annotation => is_joined(before),
            _ => matches!(before, Some(':' | ',')),
        };
        let needs_behind = match self.context.place {
            Place::TopLevel | Place::Entry if self.context.is_before_block(text) => false,
            Place::TopLevel | Place::Entry | Place::Metadata => {
                is_joined(behind) && !matches!(behind, Some(';' | '(' | '['))
            }
            Place::Annotation | Place::Type | Place::Kind => matches!(behind, Some('@' | '/' | '{')),
            _ => false,
        };
        for item in &mut self.items {
            if needs_before {
                item.snippet.insert(0, ' ');
            }
            if needs_behind && !item.snippet.ends_with('\n') {
                item.snippet.push(' ');
            }
        }
    }

    /// A template, with the line ends of the text.
    fn lines(&self, template: String) -> String {
        if self.analysis.text().contains("\r\n") { template.replace('\n', "\r\n") } else { template }
    }

    /// Whether there is a project, other than by the word at the cursor.
    fn has_project(&self) -> bool {
        let is_here = |block: &Block<'_>| block.kind().is_some_and(|it| it.range().contains_inclusive(self.offset));
        let mut blocks = self.analysis.parse().file().blocks();
        blocks.any(|block| around::kind(&block) == Some(BlockKind::Project) && !is_here(&block))
    }
}

#[cfg(test)]
mod tests;
