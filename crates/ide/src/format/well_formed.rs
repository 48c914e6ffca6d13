//! Determines the parts of a tree that are well-formed: shaped as in the grammar, and without syntax errors.

use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Element, Node, SyntaxError, SyntaxErrorKind, TextRange, TextSize};

/// The positions of the syntax errors of a text.
pub(super) struct Errors {
    /// All errors.
    all: ErrorRanges,
    /// Unmatched braces. They leave only the indentation to tell which braces belong together.
    braces: ErrorRanges,
}

impl Errors {
    /// Collects the positions of `errors`, except for errors that do not affect any entry: a byte order mark, a missing
    /// final line end, and a `;` after a block.
    pub(super) fn new(errors: &[SyntaxError]) -> Errors {
        use SyntaxErrorKind as E;
        let ranges = |is_meant: fn(E) -> bool| {
            let meant = errors.iter().filter(|error| is_meant(error.kind));
            ErrorRanges::new(meant.flat_map(ranges_of).collect())
        };
        Errors {
            all: ranges(|kind| !matches!(kind, E::ByteOrderMark | E::LineCommentAtEnd | E::SemicolonAfterBlock)),
            braces: ranges(|kind| matches!(kind, E::UnclosedBrace | E::UnmatchedBrace)),
        }
    }

    /// Returns true if the head of the block, all braces in it and the text after its `}` have no errors, regardless of
    /// the rest of its content.
    pub(super) fn is_frame_well_formed(&self, block: Node<'_>) -> bool {
        let Some(body) = block.nodes().find(|node| node.kind() == BODY) else { return false };
        let end = body.children().last().filter(|last| last.kind() == R_BRACE);
        let Some(end) = end.filter(|_| is_block(&mut kinds(block)) && kinds(body).next() == Some(L_BRACE)) else {
            return false;
        };
        let head = TextRange::new(block.range().start(), body.range().start());
        let tail = TextRange::new(end.range().end(), block.range().end());
        !self.all.touch(head) && !self.all.touch(tail) && !self.braces.touch(block.range())
    }

    /// Returns true if an attribute or metadata item is well-formed. `next` is the kind of the next element, other than
    /// white space and comments.
    pub(super) fn is_entry_well_formed(&self, entry: Node<'_>, next: Option<SyntaxKind>) -> bool {
        let has_end = entry.token(SEMICOLON).is_some() || next == Some(R_BRACE);
        has_end && has_shape(entry) && !self.all.touch(entry.range())
    }

    /// Returns true if an error touches `offset`, such as the start of an unclosed block comment.
    pub(super) fn touch_at(&self, offset: TextSize) -> bool {
        self.all.touch(TextRange::empty(offset))
    }
}

/// Returns the positions of an error. An unclosed brace is reported where the parser noticed it, but the text there is
/// not to blame.
fn ranges_of(error: &SyntaxError) -> impl Iterator<Item = TextRange> {
    let noticed = (error.kind != SyntaxErrorKind::UnclosedBrace).then_some(TextRange::empty(error.at));
    noticed.into_iter().chain([error.range])
}

/// The ranges of errors, sorted and without overlap.
struct ErrorRanges(Vec<TextRange>);

impl ErrorRanges {
    fn new(mut ranges: Vec<TextRange>) -> ErrorRanges {
        ranges.sort_by_key(|error_range| (error_range.start(), error_range.end()));
        let mut apart: Vec<TextRange> = Vec::with_capacity(ranges.len());
        for error_range in ranges {
            match apart.last_mut() {
                Some(last) if error_range.start() <= last.end() => *last = last.cover(error_range),
                _ => apart.push(error_range),
            }
        }
        ErrorRanges(apart)
    }

    /// Returns true if one of them is inside the range or touches it.
    fn touch(&self, range: TextRange) -> bool {
        let after = self.0.partition_point(|error_range| error_range.end() < range.start());
        self.0.get(after).is_some_and(|error_range| error_range.start() <= range.end())
    }
}

/// Iterates over the kinds of the children, without white space and comments.
fn kinds(node: Node<'_>) -> impl Iterator<Item = SyntaxKind> {
    node.children().map(Element::kind).filter(|kind| *kind != WHITESPACE && !kind.is_comment())
}

/// Takes the next kind, and returns true if it is `kind`.
fn eat(kinds: &mut impl Iterator<Item = SyntaxKind>, kind: SyntaxKind) -> bool {
    kinds.next() == Some(kind)
}

fn is_block(kinds: &mut impl Iterator<Item = SyntaxKind>) -> bool {
    let head = [IDENT, COLON, IDENT, BODY].into_iter().all(|kind| eat(kinds, kind));
    head && kinds.all(|kind| kind == SEMICOLON)
}

/// Returns true if the node and everything in it is shaped as in the grammar. Always false for blocks.
fn has_shape(node: Node<'_>) -> bool {
    let kinds = &mut kinds(node);
    let shape = match node.kind() {
        ATTRIBUTE => {
            [IDENT, COLON, TYPE].into_iter().all(|kind| eat(kinds, kind))
                && kinds.find(|kind| *kind != ANNOTATION).is_none_or(|kind| kind == SEMICOLON)
        }
        METADATA => {
            eat(kinds, HASH)
                && eat(kinds, IDENT)
                && match kinds.next() {
                    Some(ARGUMENTS | LIST) => kinds.next().is_none_or(|kind| kind == SEMICOLON),
                    next => next.is_none_or(|kind| kind == SEMICOLON),
                }
        }
        TYPE => eat(kinds, IDENT) && kinds.next().is_none_or(|kind| kind == ARGUMENTS),
        ANNOTATION => eat(kinds, AT) && eat(kinds, IDENT),
        KEYWORD_ARGUMENT => eat(kinds, IDENT) && eat(kinds, COLON) && kinds.next().is_some_and(is_value),
        ARGUMENTS => eat(kinds, L_PAREN) && is_separated(kinds, R_PAREN),
        LIST => eat(kinds, L_BRACKET) && is_separated(kinds, R_BRACKET),
        WORD => eat(kinds, IDENT),
        NUMBER => kinds.next().is_some() && kinds.next().is_none_or(|kind| kind == IDENT),
        _ => false,
    };
    shape && kinds.next().is_none() && node.nodes().all(has_shape)
}

/// Returns true if values and commas alternate up to the closing bracket.
fn is_separated(kinds: &mut impl Iterator<Item = SyntaxKind>, close: SyntaxKind) -> bool {
    loop {
        match kinds.next() {
            Some(kind) if kind == close => return true,
            Some(kind) if is_value(kind) || kind == KEYWORD_ARGUMENT => {}
            _ => return false,
        }
        match kinds.next() {
            Some(kind) if kind == close => return true,
            Some(COMMA) => {}
            _ => return false,
        }
    }
}

fn is_value(kind: SyntaxKind) -> bool {
    matches!(kind, WORD | NUMBER | LIST)
}
