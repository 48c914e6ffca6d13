//! Lossless syntax trees for Templefiles: text in, tree and errors out.
//!
//! [`parse`] never fails. Its tree spells the text to the byte, and its errors lie beside the tree. [`ast`] is
//! the typed view of it.

// First, so that the modules below see its `T!`.
#[macro_use]
mod kind;

pub mod ast;
mod braces;
mod error;
mod grammar;
mod lexer;
mod literal;
mod node;
mod parser;
mod reparse;
#[cfg(test)]
mod tests;
mod tree;

pub use error::{SyntaxError, SyntaxErrorKind};
pub use kind::SyntaxKind;
pub use lexer::{Lexeme, lex};
pub use literal::Integer;
pub use node::{Element, Node, Token};
pub use rowan::{TextRange, TextSize};

/// The outcome of parsing a text.
#[derive(Debug, Clone)]
pub struct Parse {
    green: rowan::GreenNode,
    errors: Vec<SyntaxError>,
    /// The ends of the root's children, in bytes, to find the one at a place without going through all.
    ends: Vec<TextSize>,
    /// Whether the braces of the text pair up.
    is_balanced: bool,
}

/// Parses a text, whatever it holds, in time linear in its length.
pub fn parse(text: &str) -> Parse {
    parser::parse(text)
}

impl Parse {
    pub(crate) fn new(green: rowan::GreenNode, errors: Vec<SyntaxError>, is_balanced: bool) -> Parse {
        let ends = Node::root(&green).children().map(|child| child.range().end()).collect();
        Parse { green, errors, ends, is_balanced }
    }

    /// The root of the tree, a [`SyntaxKind::FILE`].
    pub fn root(&self) -> Node<'_> {
        Node::root(&self.green)
    }

    /// The typed view of the whole file.
    pub fn file(&self) -> ast::File<'_> {
        ast::File::of_root(self.root())
    }

    /// The nodes that hold all of `range`, from the root down to the smallest. Empty where `range` lies outside the
    /// text.
    pub fn path_to(&self, range: TextRange) -> Vec<Node<'_>> {
        let root = self.root();
        if !root.range().contains_range(range) {
            return Vec::new();
        }
        // At a boundary, what ends there comes first: an empty range belongs to what is before it.
        let first = self.ends.partition_point(|&end| end < range.start());
        let start = first.checked_sub(1).map_or(TextSize::new(0), |before| self.ends[before]);
        let mut path = vec![root];
        let mut level = root.children_from(first, start).take(2).filter_map(Element::node).collect::<Vec<_>>();
        while let Some(node) = level.iter().copied().find(|node| node.range().contains_range(range)) {
            path.push(node);
            level = node.nodes().collect();
        }
        path
    }

    /// What is wrong with the syntax, sorted by place.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }
}
