//! The brackets after the word at the cursor. An accepted item keeps them if their content is valid for it, and removes
//! them otherwise.

use temple_model::catalogue::{BuiltIn, Item};
use temple_model::{Edit, fit_parameters};
use temple_syntax::{Node, SyntaxKind, TextRange, TextSize};

use super::{CompletionItem, Completions};

impl<'a> Completions<'a> {
    /// Returns the arguments or the list directly after the word.
    pub(super) fn brackets_after(&self) -> Option<Node<'a>> {
        let start = self.context.rest.first()?.range().start();
        let path = self.analysis.parse().path_to(TextRange::at(start, TextSize::of('(')));
        let is_bracket = |node: &Node<'_>| matches!(node.kind(), SyntaxKind::ARGUMENTS | SyntaxKind::LIST);
        path.into_iter().find(|node| node.range().start() == start && is_bracket(node))
    }

    /// Makes an item remove the brackets, with the white space before them.
    pub(super) fn remove_brackets(&self, item: &mut CompletionItem, brackets: Node<'_>) {
        let (word, brackets) = (self.context.word, brackets.range());
        let gap = &self.analysis.text()[usize::from(word.end())..usize::from(brackets.start())];
        let is_on_line = gap.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        let start = if is_on_line { word.end() } else { brackets.start() };
        let range = TextRange::new(start, brackets.end());
        match word.is_empty() && start == word.end() {
            // Two edits at the same position have no defined order.
            true => item.range = word.cover(range),
            false => item.needs([Edit { range, text: String::new() }]),
        }
    }

    /// Returns true if `item` can keep the brackets after the word.
    pub(super) fn item_keeps(&self, item: Item, brackets: Node<'_>) -> bool {
        let Some(parameter) = item.entry().parameter else { return false };
        let is_same = Item::from_name(self.word().trim_start_matches('#'))
            .is_none_or(|other| other.entry().parameter.is_some_and(|other| other.kind == parameter.kind));
        // Empty brackets may be of the wrong kind.
        is_same && !is_empty(brackets) && fit_parameters(&[parameter], brackets)
    }

    /// Returns true if `ty` can keep the brackets after the word.
    pub(super) fn type_keeps(&self, ty: BuiltIn, brackets: Node<'_>) -> bool {
        let names = |ty: BuiltIn| ty.entry().parameters.iter().map(|parameter| parameter.name);
        let is_same = BuiltIn::from_name(self.word()).is_none_or(|other| names(other).eq(names(ty)));
        let is_possible = names(ty).next().is_some() && brackets.kind() == SyntaxKind::ARGUMENTS;
        is_same && is_possible && fit_parameters(ty.entry().parameters, brackets)
    }

    /// Returns the word at the cursor, with its `#` or `@`.
    fn word(&self) -> &'a str {
        &self.analysis.text()[std::ops::Range::<usize>::from(self.context.word)]
    }
}

fn is_empty(brackets: Node<'_>) -> bool {
    brackets.nodes().next().is_none()
}
