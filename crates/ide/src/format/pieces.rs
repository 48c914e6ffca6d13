//! A tree as a row of pieces, each of which knows whether a line may break before it.

use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Element, Node, TextRange, TextSize, Token};

use super::sound::Errors;
use super::white_space::line_ends;
use crate::Analysis;

/// A token or a comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Where it is, in bytes.
    pub(super) range: TextRange,
    /// What it is.
    pub(super) kind: SyntaxKind,
    /// Whether a line breaks before it.
    pub(super) line: Line,
    /// How many steps it is indented where a line breaks before it.
    pub(super) level: usize,
    /// Whether it is part of something that has a syntax error.
    pub(super) is_damaged: bool,
}

/// Whether a line breaks before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Always: an entry begins here, or one item of a list that has a line for each. An empty line may stand before it.
    First,
    /// Always: a bracket closes here. No empty line stands before it.
    Last,
    /// Where one breaks in the text.
    AsWritten,
    /// Only behind a comment that needs it.
    Never,
    /// It is a comment, where entries or items have lines of their own. An empty line may stand before it.
    Comment,
    /// It is a comment inside an entry.
    InnerComment,
}

/// How far an error in the head or braces of a block reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// To everything in the block, since nobody knows how deep it should be indented.
    Spreads,
    /// No further: entries in it may be sound. The level is as good as it can be.
    Stays,
}

/// The pieces of a text, as far as they matter for `range`: of all blocks that it touches, and of what is before them.
pub(super) fn of(analysis: &Analysis, range: TextRange, damage: Damage) -> Vec<Piece> {
    let errors = Errors::new(analysis.parse().errors());
    let mut walk = Walk { text: analysis.text(), errors, damage, pieces: Vec::new() };
    let children = || analysis.parse().root().children().filter(|child| child.kind() != WHITESPACE);
    let start = children().map(|child| child.range()).take_while(|child| child.end() <= range.start()).last();
    let start = start.map_or(0.into(), TextRange::start);
    let touched = children().skip_while(|child| child.range().start() < start);
    walk.file(touched.take_while(|child| child.range().start() <= range.end()));
    walk.pieces
}

struct Walk<'a> {
    text: &'a str,
    errors: Errors,
    damage: Damage,
    pieces: Vec<Piece>,
}

/// What holds for the pieces of one node.
#[derive(Debug, Clone, Copy)]
struct Context {
    /// How many steps a line that starts in the node is indented.
    level: usize,
    is_damaged: bool,
}

impl Walk<'_> {
    /// Adds a token that is not white space.
    fn push(&mut self, token: Token<'_>, line: Line, context: Context) {
        let is_cut_off = token.kind() == BLOCK_COMMENT && self.errors.touch_at(token.range().start());
        self.pieces.push(Piece {
            range: token.range(),
            kind: token.kind(),
            line,
            level: context.level,
            is_damaged: context.is_damaged || is_cut_off || token.kind() == ERROR_TOKEN,
        });
    }

    /// What stands outside all blocks, and the blocks.
    fn file<'a>(&mut self, children: impl Iterator<Item = Element<'a>>) {
        let sound = Context { level: 0, is_damaged: false };
        for child in children {
            match child {
                Element::Node(node) => self.entry(node, None, sound),
                Element::Token(token) => match token.kind() {
                    kind if kind.is_comment() => self.push(token, Line::Comment, sound),
                    // A byte order mark is no part of the text, whatever the compiler says.
                    ERROR_TOKEN if token.range().start() == TextSize::new(0) && token.text() == "\u{feff}" => {
                        let (range, kind) = (token.range(), ERROR_TOKEN);
                        self.pieces.push(Piece { range, kind, line: Line::Never, level: 0, is_damaged: false });
                    }
                    _ => self.push(token, Line::Never, Context { is_damaged: true, ..sound }),
                },
            }
        }
    }

    /// A block, an attribute, a metadata item, or something that could not be used. `next` is what follows it in its
    /// block, white space and comments aside.
    fn entry(&mut self, node: Node<'_>, next: Option<SyntaxKind>, outer: Context) {
        let from = self.pieces.len();
        match node.kind() {
            BLOCK => {
                let is_damaged = outer.is_damaged || !self.errors.spare_frame(node);
                self.block(node, Context { is_damaged, ..outer });
            }
            _ => {
                let is_damaged = outer.is_damaged || !self.errors.spare_entry(node, next);
                self.inner(node, Context { level: outer.level + 1, is_damaged });
            }
        }
        if let Some(first) = self.pieces.get_mut(from) {
            (first.line, first.level) = (Line::First, outer.level);
        }
    }

    /// `Name: kind { … }`
    fn block(&mut self, block: Node<'_>, context: Context) {
        for child in block.children() {
            match child {
                Element::Node(node) if node.kind() == BODY => self.body(node, context),
                child => self.inner_child(child, Context { level: context.level + 1, ..context }),
            }
        }
    }

    /// `{ … }`
    fn body(&mut self, body: Node<'_>, context: Context) {
        let is_damaged = context.is_damaged && self.damage == Damage::Spreads;
        let inside = Context { level: context.level + 1, is_damaged };
        let children: Vec<Element<'_>> = body.children().filter(|child| child.kind() != WHITESPACE).collect();
        let is_empty = children.iter().all(|child| matches!(child.kind(), L_BRACE | R_BRACE));
        for (index, child) in children.iter().enumerate() {
            match *child {
                Element::Token(token) if token.kind() == L_BRACE => {
                    self.push(token, Line::Never, Context { level: context.level + 1, ..context });
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

    /// What is in an entry or in the head of a block: on one line, but for brackets.
    fn inner(&mut self, node: Node<'_>, context: Context) {
        match node.kind() {
            ARGUMENTS | LIST => self.brackets(node, context),
            _ => node.children().for_each(|child| self.inner_child(child, context)),
        }
    }

    fn inner_child(&mut self, child: Element<'_>, context: Context) {
        match child {
            Element::Node(node) => self.inner(node, context),
            Element::Token(token) if token.kind() == WHITESPACE => {}
            Element::Token(token) if token.kind().is_comment() => self.push(token, Line::InnerComment, context),
            Element::Token(token) => self.push(token, Line::Never, context),
        }
    }

    /// `(…)` or `[…]`: a line for each item where the line breaks before the first one, else as the items are written.
    fn brackets(&mut self, node: Node<'_>, context: Context) {
        let has_lines = self.has_lines(node);
        let deeper = Context { level: context.level + 1, ..context };
        let mut after_comma = false;
        for child in node.children().filter(|child| child.kind() != WHITESPACE) {
            match child {
                Element::Node(item) => {
                    let from = self.pieces.len();
                    self.inner(item, if has_lines { deeper } else { context });
                    let line = match (has_lines, after_comma) {
                        (true, _) => Line::First,
                        (false, true) => Line::AsWritten,
                        (false, false) => Line::Never,
                    };
                    if let Some(first) = self.pieces.get_mut(from) {
                        (first.line, first.level) = (line, context.level);
                    }
                }
                Element::Token(token) if has_lines => match token.kind() {
                    R_PAREN | R_BRACKET => {
                        let level = context.level.saturating_sub(1);
                        self.push(token, Line::Last, Context { level, ..context });
                    }
                    kind if kind.is_comment() => self.push(token, Line::Comment, context),
                    _ => self.push(token, Line::Never, deeper),
                },
                child => self.inner_child(child, context),
            }
            after_comma = child.kind() == COMMA || (after_comma && child.kind().is_comment());
        }
    }

    /// Whether a line breaks between the opening bracket and the first thing that is no comment.
    fn has_lines(&self, brackets: Node<'_>) -> bool {
        let inside = || brackets.children().skip(1);
        let is_empty = inside().all(|child| matches!(child.kind(), WHITESPACE | R_PAREN | R_BRACKET));
        let mut before = inside().take_while(|child| child.kind() == WHITESPACE || child.kind().is_comment());
        !is_empty && before.any(|child| child.kind() == WHITESPACE && line_ends(&self.text[child.range()]) > 0)
    }
}
