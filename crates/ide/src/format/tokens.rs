//! Converts a tree to a list of tokens, each with a rule for a line break before it.

use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Element, Node, TextRange, TextSize, Token};

use super::well_formed::Errors;
use super::white_space::line_ends;
use crate::Analysis;

/// A token or a comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormatToken {
    /// The range, in bytes.
    pub(super) range: TextRange,
    /// The kind of token.
    pub(super) kind: SyntaxKind,
    /// The rule for a line break before it.
    pub(super) line: Line,
    /// The number of indentation steps if a line breaks before it.
    pub(super) level: usize,
    /// Set if it is part of something that has a syntax error.
    pub(super) is_damaged: bool,
}

/// The rule for a line break before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Always breaks, because an entry starts here, or an item of a list that has one per line. An empty line may
    /// precede it.
    First,
    /// Always breaks, because a bracket closes here. No empty line precedes it.
    Last,
    /// Breaks if the text has a line end here.
    AsWritten,
    /// Breaks only after a comment that requires it.
    Never,
    /// A comment between entries, or between items on lines of their own. Breaks as in the text; an empty line may
    /// precede it.
    Comment,
    /// A comment inside an entry. Breaks as in the text.
    InnerComment,
}

/// The extent of an error in the head or the braces of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// It affects everything in the block, because the indentation inside is uncertain.
    Spreads,
    /// It does not affect the entries in the block, whose level is a best guess.
    Stays,
}

/// Returns the tokens of a text that matter for `range`: those of all blocks that it touches, and the one before.
pub(super) fn of(analysis: &Analysis, range: TextRange, damage: Damage) -> Vec<FormatToken> {
    let errors = Errors::new(analysis.parse().errors());
    let mut collector = TokenCollector { text: analysis.text(), errors, damage, tokens: Vec::new() };
    let children = || analysis.parse().root().children().filter(|child| child.kind() != WHITESPACE);
    let start = children().map(|child| child.range()).take_while(|child| child.end() <= range.start()).last();
    let start = start.map_or(0.into(), TextRange::start);
    let touched = children().skip_while(|child| child.range().start() < start);
    collector.file(touched.take_while(|child| child.range().start() <= range.end()));
    collector.tokens
}

struct TokenCollector<'a> {
    text: &'a str,
    errors: Errors,
    damage: Damage,
    tokens: Vec<FormatToken>,
}

/// Properties shared by all tokens of a node.
#[derive(Debug, Clone, Copy)]
struct NodeContext {
    /// The number of indentation steps of a line that starts in the node.
    level: usize,
    is_damaged: bool,
}

impl TokenCollector<'_> {
    /// Adds a token that is not white space.
    fn push(&mut self, token: Token<'_>, line: Line, context: NodeContext) {
        let is_cut_off = token.kind() == BLOCK_COMMENT && self.errors.touch_at(token.range().start());
        self.tokens.push(FormatToken {
            range: token.range(),
            kind: token.kind(),
            line,
            level: context.level,
            is_damaged: context.is_damaged || is_cut_off || token.kind() == ERROR_TOKEN,
        });
    }

    /// Adds the blocks, and everything between them.
    fn file<'a>(&mut self, children: impl Iterator<Item = Element<'a>>) {
        let well_formed = NodeContext { level: 0, is_damaged: false };
        for child in children {
            match child {
                Element::Node(node) => self.entry(node, None, well_formed),
                Element::Token(token) => match token.kind() {
                    kind if kind.is_comment() => self.push(token, Line::Comment, well_formed),
                    // A byte order mark is not part of the text, although the compiler rejects it.
                    ERROR_TOKEN if token.range().start() == TextSize::new(0) && token.text() == "\u{feff}" => {
                        let (range, kind) = (token.range(), ERROR_TOKEN);
                        self.tokens.push(FormatToken { range, kind, line: Line::Never, level: 0, is_damaged: false });
                    }
                    _ => self.push(token, Line::Never, NodeContext { is_damaged: true, ..well_formed }),
                },
            }
        }
    }

    /// Adds a block, an attribute, a metadata item, or an unusable part. `next` is the kind of the next element in its
    /// block, other than white space and comments.
    fn entry(&mut self, node: Node<'_>, next: Option<SyntaxKind>, outer: NodeContext) {
        let from = self.tokens.len();
        match node.kind() {
            BLOCK => {
                let is_damaged = outer.is_damaged || !self.errors.is_frame_well_formed(node);
                self.block(node, NodeContext { is_damaged, ..outer });
            }
            _ => {
                let is_damaged = outer.is_damaged || !self.errors.is_entry_well_formed(node, next);
                self.inner(node, NodeContext { level: outer.level + 1, is_damaged });
            }
        }
        if let Some(first) = self.tokens.get_mut(from) {
            (first.line, first.level) = (Line::First, outer.level);
        }
    }

    /// `Name: kind { … }`
    fn block(&mut self, block: Node<'_>, context: NodeContext) {
        for child in block.children() {
            match child {
                Element::Node(node) if node.kind() == BODY => self.body(node, context),
                child => self.inner_child(child, NodeContext { level: context.level + 1, ..context }),
            }
        }
    }

    /// `{ … }`
    fn body(&mut self, body: Node<'_>, context: NodeContext) {
        let is_damaged = context.is_damaged && self.damage == Damage::Spreads;
        let inside = NodeContext { level: context.level + 1, is_damaged };
        let children: Vec<Element<'_>> = body.children().filter(|child| child.kind() != WHITESPACE).collect();
        let is_empty = children.iter().all(|child| matches!(child.kind(), L_BRACE | R_BRACE));
        for (index, child) in children.iter().enumerate() {
            match *child {
                Element::Token(token) if token.kind() == L_BRACE => {
                    self.push(token, Line::Never, NodeContext { level: context.level + 1, ..context });
                }
                Element::Token(token) if token.kind() == R_BRACE => {
                    self.push(token, if is_empty { Line::Never } else { Line::Last }, context);
                }
                Element::Token(token) => self.push(token, Line::Comment, inside),
                Element::Node(node) => {
                    let mut following = children[index + 1..].iter().map(|next| next.kind());
                    self.entry(node, following.find(|kind| !kind.is_comment()), inside);
                }
            }
        }
    }

    /// Adds the inside of an entry or of the head of a block. It stays on one line, except within brackets.
    fn inner(&mut self, node: Node<'_>, context: NodeContext) {
        match node.kind() {
            ARGUMENTS | LIST => self.brackets(node, context),
            _ => node.children().for_each(|child| self.inner_child(child, context)),
        }
    }

    fn inner_child(&mut self, child: Element<'_>, context: NodeContext) {
        match child {
            Element::Node(node) => self.inner(node, context),
            Element::Token(token) if token.kind() == WHITESPACE => {}
            Element::Token(token) if token.kind().is_comment() => self.push(token, Line::InnerComment, context),
            Element::Token(token) => self.push(token, Line::Never, context),
        }
    }

    /// `(…)` or `[…]`: one line per item if a line breaks before the first item, and as written otherwise.
    fn brackets(&mut self, node: Node<'_>, context: NodeContext) {
        let has_lines = self.has_lines(node);
        let deeper = NodeContext { level: context.level + 1, ..context };
        let mut after_comma = false;
        for child in node.children().filter(|child| child.kind() != WHITESPACE) {
            match child {
                Element::Node(item) => {
                    let from = self.tokens.len();
                    self.inner(item, if has_lines { deeper } else { context });
                    let line = match (has_lines, after_comma) {
                        (true, _) => Line::First,
                        (false, true) => Line::AsWritten,
                        (false, false) => Line::Never,
                    };
                    if let Some(first) = self.tokens.get_mut(from) {
                        (first.line, first.level) = (line, context.level);
                    }
                }
                Element::Token(token) if has_lines => match token.kind() {
                    R_PAREN | R_BRACKET => {
                        let level = context.level.saturating_sub(1);
                        self.push(token, Line::Last, NodeContext { level, ..context });
                    }
                    kind if kind.is_comment() => self.push(token, Line::Comment, context),
                    _ => self.push(token, Line::Never, deeper),
                },
                child => self.inner_child(child, context),
            }
            after_comma = child.kind() == COMMA || (after_comma && child.kind().is_comment());
        }
    }

    /// Returns true if a line breaks between the opening bracket and the first item.
    fn has_lines(&self, brackets: Node<'_>) -> bool {
        let inside = || brackets.children().skip(1);
        let is_empty = inside().all(|child| matches!(child.kind(), WHITESPACE | R_PAREN | R_BRACKET));
        let mut before = inside().take_while(|child| child.kind() == WHITESPACE || child.kind().is_comment());
        !is_empty && before.any(|child| child.kind() == WHITESPACE && line_ends(&self.text[child.range()]) > 0)
    }
}
