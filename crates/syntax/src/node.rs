//! A borrowed view of the green tree with offsets.
//!
//! rowan's own red tree allocates a node for every step, so that one walk costs as much as lexing and parsing
//! together. All analyses here go from the root down, so a reference and an offset are enough, and the view is
//! `Copy`, `Send` and free of allocations.

use std::fmt;

use rowan::{GreenNodeData, GreenTokenData, NodeOrToken, TextRange, TextSize};

use crate::SyntaxKind;

/// An inner node of the tree, with its position in the text.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    green: &'a GreenNodeData,
    offset: TextSize,
}

/// A token of the tree, with its position in the text.
#[derive(Clone, Copy)]
pub struct Token<'a> {
    green: &'a GreenTokenData,
    offset: TextSize,
}

/// A child of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element<'a> {
    /// An inner node.
    Node(Node<'a>),
    /// A token.
    Token(Token<'a>),
}

impl<'a> Node<'a> {
    pub(crate) fn root(green: &'a GreenNodeData) -> Node<'a> {
        Node { green, offset: TextSize::new(0) }
    }

    /// The kind of the node.
    pub fn kind(self) -> SyntaxKind {
        self.green.kind().into()
    }

    /// The range of the node, in bytes, without trivia before and after it.
    pub fn range(self) -> TextRange {
        TextRange::at(self.offset, self.green.text_len())
    }

    /// The children, including trivia, in the order of the text.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> + Clone {
        self.children_from(0, self.offset)
    }

    /// The children from the one at `index` on, which starts at the byte `offset`, in the order of the text.
    pub fn children_from(self, index: usize, mut offset: TextSize) -> impl Iterator<Item = Element<'a>> + Clone {
        self.green.children().skip(index).map(move |child| match child {
            NodeOrToken::Node(green) => {
                let node = Node { green, offset };
                offset += green.text_len();
                Element::Node(node)
            }
            NodeOrToken::Token(green) => {
                let token = Token { green, offset };
                offset += green.text_len();
                Element::Token(token)
            }
        })
    }

    /// The children that are nodes.
    pub fn nodes(self) -> impl Iterator<Item = Node<'a>> {
        self.children().filter_map(Element::node)
    }

    /// The children that are tokens, including trivia.
    pub fn tokens(self) -> impl Iterator<Item = Token<'a>> {
        self.children().filter_map(Element::token)
    }

    /// The first child that is a token of `kind`.
    pub fn token(self, kind: SyntaxKind) -> Option<Token<'a>> {
        self.tokens().find(|token| token.kind() == kind)
    }

    /// All tokens in the node, in the order of the text. Concatenated, they are its text.
    pub fn descendant_tokens(self) -> impl Iterator<Item = Token<'a>> {
        let mut stack: Vec<Element<'a>> = vec![Element::Node(self)];
        std::iter::from_fn(move || {
            loop {
                match stack.pop()? {
                    Element::Token(token) => return Some(token),
                    Element::Node(node) => {
                        let from = stack.len();
                        stack.extend(node.children());
                        stack[from..].reverse();
                    }
                }
            }
        })
    }

    /// Returns true if a direct child could not be parsed: skipped text or unreadable characters.
    pub fn is_damaged(self) -> bool {
        self.children().any(|child| matches!(child.kind(), SyntaxKind::ERROR | SyntaxKind::ERROR_TOKEN))
    }
}

impl<'a> Token<'a> {
    /// The kind of the token.
    pub fn kind(self) -> SyntaxKind {
        self.green.kind().into()
    }

    /// The range of the token, in bytes.
    pub fn range(self) -> TextRange {
        TextRange::at(self.offset, self.green.text_len())
    }

    /// The text of the token.
    pub fn text(self) -> &'a str {
        self.green.text()
    }
}

impl<'a> Element<'a> {
    /// The kind of the child.
    pub fn kind(self) -> SyntaxKind {
        match self {
            Element::Node(node) => node.kind(),
            Element::Token(token) => token.kind(),
        }
    }

    /// The range of the child, in bytes.
    pub fn range(self) -> TextRange {
        match self {
            Element::Node(node) => node.range(),
            Element::Token(token) => token.range(),
        }
    }

    /// The child as a node, if it is one.
    pub fn node(self) -> Option<Node<'a>> {
        match self {
            Element::Node(node) => Some(node),
            Element::Token(_) => None,
        }
    }

    /// The child as a token, if it is one.
    pub fn token(self) -> Option<Token<'a>> {
        match self {
            Element::Node(_) => None,
            Element::Token(token) => Some(token),
        }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.green, other.green) && self.offset == other.offset
    }
}

impl Eq for Node<'_> {}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.green, other.green) && self.offset == other.offset
    }
}

impl Eq for Token<'_> {}

impl fmt::Debug for Node<'_> {
    /// Writes the whole subtree with one element on each line, as in the golden tests.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut stack = vec![(0, Element::Node(*self))];
        while let Some((depth, element)) = stack.pop() {
            match element {
                Element::Token(token) => writeln!(f, "{:depth$}{token:?}", "")?,
                Element::Node(node) => {
                    writeln!(f, "{:depth$}{:?}@{:?}", "", node.kind(), node.range())?;
                    let from = stack.len();
                    stack.extend(node.children().map(|child| (depth + 2, child)));
                    stack[from..].reverse();
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{:?} {:?}", self.kind(), self.range(), self.text())
    }
}
