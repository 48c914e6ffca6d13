//! Repairs that take out or put in something, so that the text around stays as one would write it.

use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token};

use crate::Edit;
use crate::draft::BlockDraft;
use crate::metadata::SaidItem;

impl Edit {
    pub(crate) fn insert(at: TextSize, text: impl Into<String>) -> Edit {
        Edit::replace(TextRange::empty(at), text)
    }

    pub(crate) fn replace(range: TextRange, text: impl Into<String>) -> Edit {
        Edit { range, text: text.into() }
    }

    pub(crate) fn delete(range: TextRange) -> Edit {
        Edit::replace(range, "")
    }
}

/// A child of a node, with what goes when it goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) node: Node<'a>,
    /// The white space directly before. Absent also where it ends a line comment, which would swallow what follows.
    space: Option<Token<'a>>,
    /// The `,` between this child and the one before.
    comma: Option<Token<'a>>,
}

/// The child nodes of `parent`.
pub(crate) fn children(parent: Node<'_>) -> impl Iterator<Item = Child<'_>> {
    let (mut space, mut comma, mut after_line_comment) = (None, None, false);
    parent.children().filter_map(move |element| match element {
        Element::Node(node) => {
            after_line_comment = false;
            Some(Child { node, space: space.take(), comma: comma.take() })
        }
        Element::Token(token) => {
            let kind = token.kind();
            space = (kind == SyntaxKind::WHITESPACE && !after_line_comment).then_some(token);
            comma = if kind == SyntaxKind::COMMA { Some(token) } else { comma };
            after_line_comment = kind == SyntaxKind::LINE_COMMENT;
            None
        }
    })
}

impl<'a> Child<'a> {
    /// The child and the white space before it.
    pub(crate) fn with_space(self) -> TextRange {
        self.space.map_or(self.node.range(), |space| space.range().cover(self.node.range()))
    }

    /// Takes the child out of a list in which it is not the first.
    pub(crate) fn out_of_list(self) -> Vec<Edit> {
        let comma = self.comma.map(Token::range);
        match (comma, self.with_space()) {
            (Some(comma), rest) if comma.end() == rest.start() => vec![Edit::delete(comma.cover(rest))],
            (comma, rest) => comma.into_iter().chain([rest]).map(Edit::delete).collect(),
        }
    }

    /// What separates the child from one before it: a line break with the indentation, or a space.
    fn separator(self) -> &'a str {
        let space = self.space.map_or("", Token::text);
        let line_end = space.rfind('\n').map(|at| at - usize::from(space[..at].ends_with('\r')));
        line_end.map_or(" ", |at| &space[at..])
    }
}

impl SaidItem<'_> {
    /// Puts another item behind this one.
    pub(crate) fn put_behind(&self, text: &str) -> Edit {
        let end = if self.child.node.token(SyntaxKind::SEMICOLON).is_some() { "" } else { ";" };
        Edit::insert(self.child.node.range().end(), format!("{end}{}{text}", self.child.separator()))
    }
}

impl BlockDraft<'_> {
    /// Puts an item behind the others of the block, or first in one that has none. `None` where the block has no `{`.
    pub(crate) fn put_item(&self, text: &str) -> Option<Edit> {
        if let Some(last) = self.items.last() {
            return Some(last.put_behind(text));
        }
        let body = self.body?;
        let open = body.token(SyntaxKind::L_BRACE)?;
        let has_lines = body.tokens().any(|token| token.text().contains('\n'));
        Some(Edit::insert(open.range().end(), format!("\n  {text}{}", if has_lines { "" } else { "\n" })))
    }
}

/// The order of two values with their places, turned round.
pub(crate) fn swap(one: Node<'_>, other: Node<'_>) -> Vec<Edit> {
    let text = |node: Node<'_>| -> String { node.descendant_tokens().map(Token::text).collect() };
    let mut edits = vec![Edit::replace(one.range(), text(other)), Edit::replace(other.range(), text(one))];
    edits.sort_by_key(|edit| edit.range.start());
    edits
}
