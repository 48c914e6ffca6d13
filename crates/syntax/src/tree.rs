//! Building the green tree.
//!
//! rowan has a builder, too. This one does the same with less work: most tokens and leaf nodes of a Templefile
//! are the same few over and over, and a small table of the last seen ones finds them without hashing in full.

use rowan::{GreenNode, GreenNodeData, GreenToken, GreenTokenData, NodeOrToken};

use crate::SyntaxKind;

type Green = NodeOrToken<GreenNode, GreenToken>;

/// Takes tokens and the starts and ends of nodes in the order of the text, and makes a tree of them.
pub(crate) struct TreeBuilder {
    /// The finished children of all open nodes.
    children: Vec<Green>,
    /// The open nodes, each with the index of its first child.
    open: Vec<(SyntaxKind, usize)>,
    tokens: Recent<GreenToken>,
    nodes: Recent<GreenNode>,
}

impl TreeBuilder {
    pub(crate) fn new() -> TreeBuilder {
        TreeBuilder { children: Vec::new(), open: Vec::new(), tokens: Recent::new(), nodes: Recent::new() }
    }

    pub(crate) fn token(&mut self, kind: SyntaxKind, text: &str) {
        let is_same = |token: &GreenToken| token.text() == text && token.kind() == kind.into();
        let token = self.tokens.get(text_key(text), is_same, || GreenToken::new(kind.into(), text));
        self.children.push(NodeOrToken::Token(token));
    }

    pub(crate) fn start_node(&mut self, kind: SyntaxKind) {
        self.open.push((kind, self.children.len()));
    }

    /// Finishes the node that was started last. Without one nothing happens.
    pub(crate) fn finish_node(&mut self) {
        let Some((kind, first)) = self.open.pop() else { return };
        let node = match &self.children[first..] {
            [NodeOrToken::Token(token)] => {
                let token: &GreenTokenData = token;
                let is_same = |node: &GreenNode| node.kind() == kind.into() && is_only_child(node, token);
                let key = std::ptr::from_ref(token).addr() / 16 + kind as usize;
                let node = self.nodes.get(key, is_same, || leaf(kind, token));
                self.children.truncate(first);
                node
            }
            _ => GreenNode::new(kind.into(), self.children.drain(first..)),
        };
        self.children.push(NodeOrToken::Node(node));
    }

    /// The node that was finished last, which is the root.
    pub(crate) fn finish(mut self) -> GreenNode {
        match self.children.pop() {
            Some(NodeOrToken::Node(root)) => root,
            _ => GreenNode::new(SyntaxKind::FILE.into(), []),
        }
    }
}

fn leaf(kind: SyntaxKind, token: &GreenTokenData) -> GreenNode {
    GreenNode::new(kind.into(), [NodeOrToken::Token(token.to_owned())])
}

fn is_only_child(node: &GreenNodeData, token: &GreenTokenData) -> bool {
    let mut children = node.children();
    let first = children.next().and_then(NodeOrToken::into_token);
    first.is_some_and(|first| std::ptr::eq(first, token)) && children.next().is_none()
}

/// A number that texts seldom share: from the length, the first and the last bytes.
fn text_key(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(&first), Some(&last)) => u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last)),
        _ => bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    ((ends ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

/// A table of what was seen lately, one entry a place.
struct Recent<T>(Vec<Option<T>>);

impl<T: Clone> Recent<T> {
    const SIZE: usize = 1 << 11;

    fn new() -> Recent<T> {
        Recent(vec![None; Self::SIZE])
    }

    /// The entry for `key` that `is_same`, else a new one from `make`.
    fn get(&mut self, key: usize, is_same: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> T {
        let place = &mut self.0[key % Self::SIZE];
        match place {
            Some(entry) if is_same(entry) => entry.clone(),
            _ => place.insert(make()).clone(),
        }
    }
}
