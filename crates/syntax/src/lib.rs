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
#[cfg(test)]
mod tests;

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
}

/// Parses a text, whatever it holds, in time linear in its length.
pub fn parse(text: &str) -> Parse {
    let (green, errors) = parser::parse(text);
    Parse { green, errors }
}

impl Parse {
    /// The root of the tree, a [`SyntaxKind::FILE`].
    pub fn root(&self) -> Node<'_> {
        Node::root(&self.green)
    }

    /// The typed view of the whole file.
    pub fn file(&self) -> ast::File<'_> {
        ast::File::of_root(self.root())
    }

    /// What is wrong with the syntax, sorted by place.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }
}
