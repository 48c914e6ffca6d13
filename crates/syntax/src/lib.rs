//! Lossless syntax trees for Templefiles: text in, tree and errors out.
//!
//! [`parse`] never fails. Its tree contains every byte of the text, and its errors are separate from the tree.
//! [`ast`] is the typed view of the tree.

// First, so that the modules below can use its `T!`.
#[macro_use]
mod kind;

pub mod ast;
mod braces;
mod comments;
mod conflict;
mod conflict_marker;
mod error;
mod grammar;
mod lexer;
mod literal;
mod node;
mod parser;
mod reparse;
#[cfg(test)]
mod tests;
mod token;
mod tree;

use std::sync::Arc;

pub use comments::{CommentsAbove, comment_after, comment_at_line_end, comments_above, documentation};
pub use conflict::{Conflict, Marker, Side};
pub use error::{SyntaxError, SyntaxErrorKind, capitalized};
pub use kind::SyntaxKind;
pub use lexer::{Lexeme, lex};
pub use literal::{Integer, is_suffix};
pub use node::{Element, Node, Token};
use parser::Parser;
use rowan::cursor;
pub use rowan::{TextRange, TextSize};

/// The result of parsing a text.
#[derive(Debug, Clone)]
pub struct Parse {
    green: rowan::GreenNode,
    errors: Vec<SyntaxError>,
    /// The ends of the root's children, in bytes, for a binary search of the child at a position.
    ends: Vec<TextSize>,
    /// True if every brace of the text has a partner.
    is_balanced: bool,
    conflicts: Vec<Conflict>,
    /// The same text parsed with the second sides of its conflicts. `None` without a conflict of two sides.
    second: Option<Arc<Parse>>,
}

/// Parses any text, in time linear in its length. Of merge conflicts the first sides are parsed; see
/// [`Parse::second_side`].
pub fn parse(text: &str) -> Parse {
    let lexemes = lex(text);
    if conflict::has_marker(text, &lexemes) {
        return parse_conflicts(text, &conflict::find(text, &lexemes));
    }
    parse_tokens(text, lexemes)
}

fn parse_tokens(text: &str, lexemes: Vec<Lexeme>) -> Parse {
    let mut parser = Parser::new(text, lexemes);
    grammar::file(&mut parser);
    let (green, errors, is_balanced) = parser.finish();
    Parse::new(green, errors, is_balanced)
}

/// Parses a text with merge conflicts twice: with the first sides and with the second sides.
fn parse_conflicts(text: &str, conflicts: &[Conflict]) -> Parse {
    let with = |side| {
        let mut parse = parse_tokens(text, conflict::view(text, conflicts, side));
        parse.conflicts = conflicts.to_vec();
        parse.errors.extend(conflict::errors(conflicts));
        parser::sort(&mut parse.errors);
        parse
    };
    let second = conflicts.iter().any(Conflict::is_complete).then(|| Arc::new(with(Side::Second)));
    Parse { second, ..with(Side::First) }
}

impl Parse {
    pub(crate) fn new(green: rowan::GreenNode, errors: Vec<SyntaxError>, is_balanced: bool) -> Parse {
        let ends = Node::root(&green).children().map(|child| child.range().end()).collect();
        Parse { green, errors, ends, is_balanced, conflicts: Vec::new(), second: None }
    }

    /// The root of the tree, a [`SyntaxKind::FILE`].
    pub fn root(&self) -> Node<'_> {
        Node::root(&self.green)
    }

    /// The typed view of the whole file.
    pub fn file(&self) -> ast::File<'_> {
        ast::File::of_root(self.root())
    }

    /// Returns the nodes that contain all of `range`, from the root down to the smallest. Empty if `range` is not
    /// within the text. An empty range between two nodes belongs to the one before it.
    pub fn path_to(&self, range: TextRange) -> Vec<Node<'_>> {
        let mut node = self.root();
        if !node.range().contains_range(range) {
            return Vec::new();
        }
        let mut path = vec![node];
        // A node may have as many children as the text is long, and only rowan's own view finds one by binary search.
        let mut view = cursor::SyntaxNode::new_root(self.green.clone());
        while let Some(child) = child_with(&view, range) {
            let position = (child.index(), child.text_range().start());
            let Some(inner) = node.children_from(position.0, position.1).next().and_then(Element::node) else { break };
            path.push(inner);
            (node, view) = (inner, child);
        }
        path
    }

    /// Returns the token that contains the byte at `offset`. `None` at and after the end of the text.
    pub fn token_at(&self, offset: TextSize) -> Option<Token<'_>> {
        let byte = TextRange::at(offset, TextSize::new(1));
        let (mut node, mut view) = (self.root(), cursor::SyntaxNode::new_root(self.green.clone()));
        if !view.text_range().contains_range(byte) {
            return None;
        }
        loop {
            let child = view.child_or_token_at_range(byte)?;
            match node.children_from(child.index(), child.text_range().start()).next()? {
                Element::Token(token) => return Some(token),
                Element::Node(inner) => (node, view) = (inner, child.into_node()?),
            }
        }
    }

    /// The syntax errors, sorted by range.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Returns true if every brace of the text has a partner.
    pub fn is_balanced(&self) -> bool {
        self.is_balanced
    }

    /// The unresolved merge conflicts, sorted by their first markers. Each also has a syntax error.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Returns the same text parsed with the second side of every merge conflict. `None` without a conflict of two
    /// sides.
    pub fn second_side(&self) -> Option<&Parse> {
        self.second.as_deref()
    }
}

/// Returns the child that is a node and contains all of `range`.
fn child_with(node: &cursor::SyntaxNode, range: TextRange) -> Option<cursor::SyntaxNode> {
    let one = TextSize::new(1);
    let sides = match range.is_empty() {
        true => [range.start().checked_sub(one), Some(range.start())].map(|start| Some(TextRange::at(start?, one))),
        false => [Some(range), None],
    };
    let inside = sides.into_iter().flatten().filter(|&side| node.text_range().contains_range(side));
    inside.filter_map(|side| node.child_or_token_at_range(side)?.into_node()).next()
}
