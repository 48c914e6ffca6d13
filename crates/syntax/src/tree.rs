//! Construction of the green tree.
//!
//! It does the same as rowan's builder with less work: most tokens and leaf nodes of a Templefile are the same few
//! ones, and a small table of recent ones finds them without hashing all of their content.

use rowan::{GreenNode, GreenNodeData, GreenToken, GreenTokenData, NodeOrToken};

use crate::SyntaxKind;

type Green = NodeOrToken<GreenNode, GreenToken>;

/// Builds a tree from tokens and the starts and ends of nodes, in the order of the text.
pub(crate) struct TreeBuilder {
    /// The finished children of all open nodes.
    children: Vec<Green>,
    /// The open nodes, each with the index of its first child.
    open: Vec<(SyntaxKind, usize)>,
    tokens: Recent<GreenToken>,
    nodes: Recent<GreenNode>,
}

impl TreeBuilder {
    /// Creates a builder for a text of about this many tokens.
    pub(crate) fn new(tokens: usize) -> TreeBuilder {
        let slots = (tokens / 4).next_power_of_two().clamp(1 << 7, 1 << 14);
        let (tokens, nodes) = (Recent::new(slots), Recent::new(slots));
        TreeBuilder { children: Vec::new(), open: Vec::new(), tokens, nodes }
    }

    pub(crate) fn token(&mut self, kind: SyntaxKind, text: &str) {
        let is_same = |token: &GreenToken| token.text() == text && token.kind() == kind.into();
        let token = self.tokens.get(text_key(text), is_same, || GreenToken::new(kind.into(), text));
        self.children.push(NodeOrToken::Token(token));
    }

    pub(crate) fn start_node(&mut self, kind: SyntaxKind) {
        self.open.push((kind, self.children.len()));
    }

    /// Finishes the node that was started last. Does nothing if no node is open.
    pub(crate) fn finish_node(&mut self) {
        let Some((kind, first)) = self.open.pop() else { return };
        let children = &self.children[first..];
        let node = if is_leaf(children) {
            let is_same = |node: &GreenNode| node.kind() == kind.into() && has_children(node, children);
            let make = || GreenNode::new(kind.into(), children.to_vec());
            self.nodes.get(node_key(kind, children), is_same, make)
        } else {
            GreenNode::new(kind.into(), self.children.drain(first..))
        };
        self.children.truncate(first);
        self.children.push(NodeOrToken::Node(node));
    }

    /// Returns the node that was finished last, which is the root.
    pub(crate) fn finish(mut self) -> GreenNode {
        match self.children.pop() {
            Some(NodeOrToken::Node(root)) => root,
            _ => GreenNode::new(SyntaxKind::FILE.into(), []),
        }
    }
}

/// Returns true if a node has few children, all of them tokens, so that it probably occurs again: `@unique`,
/// `#auth;`.
fn is_leaf(children: &[Green]) -> bool {
    children.len() <= 3 && children.iter().all(|child| child.as_token().is_some())
}

/// Returns true if the children of a node are exactly these tokens.
fn has_children(node: &GreenNodeData, tokens: &[Green]) -> bool {
    let is_same = |(child, token): (NodeOrToken<_, &GreenTokenData>, &Green)| match (child, token) {
        (NodeOrToken::Token(child), NodeOrToken::Token(token)) => std::ptr::eq::<GreenTokenData>(child, &**token),
        _ => false,
    };
    node.children().len() == tokens.len() && node.children().zip(tokens).all(is_same)
}

/// A hash of the kind and the addresses of the tokens.
fn node_key(kind: SyntaxKind, tokens: &[Green]) -> usize {
    let addresses = tokens.iter().filter_map(NodeOrToken::as_token).map(|token| {
        let token: &GreenTokenData = token;
        std::ptr::from_ref(token).addr() as u64
    });
    mix_bits(addresses.fold(kind as u64, |key, address| key.rotate_left(21) ^ address))
}

/// A hash of the length, the first bytes and the last bytes of a text.
fn text_key(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&first), Some(&last)) => u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last)),
        _ => bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    mix_bits(ends ^ bytes.len() as u64)
}

/// Spreads the differences of a number over its low bits.
fn mix_bits(number: u64) -> usize {
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

/// A table of recent values, with one entry for each slot.
struct Recent<T>(Vec<Option<T>>);

impl<T: Clone> Recent<T> {
    fn new(slots: usize) -> Recent<T> {
        Recent(vec![None; slots])
    }

    /// Returns the entry for `key` if `is_same` accepts it, or replaces it with a new one from `make`.
    fn get(&mut self, key: usize, is_same: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> T {
        let slots = self.0.len();
        let slot = &mut self.0[key % slots];
        match slot {
            Some(entry) if is_same(entry) => entry.clone(),
            _ => slot.insert(make()).clone(),
        }
    }
}
