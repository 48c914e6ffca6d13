//! Which parts of a tree are sound: of the shape that the grammar gives them, and without any syntax error.

use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Element, Node, SyntaxError, SyntaxErrorKind, TextRange, TextSize};

/// The places of a text where something is wrong with the syntax.
pub(super) struct Errors {
    /// All of them.
    all: Places,
    /// Where braces do not pair up, so that the indentation is all that tells which belong together.
    braces: Places,
}

impl Errors {
    /// The places of `errors`, but for what does not touch any entry: a byte order mark, a missing last line end, and a `;`
    /// behind a block.
    pub(super) fn new(errors: &[SyntaxError]) -> Errors {
        use SyntaxErrorKind as E;
        let places = |is_meant: fn(E) -> bool| {
            let meant = errors.iter().filter(|error| is_meant(error.kind));
            Places::new(meant.flat_map(places_of).collect())
        };
        Errors {
            all: places(|kind| !matches!(kind, E::ByteOrderMark | E::LineCommentAtEnd | E::SemicolonAfterBlock)),
            braces: places(|kind| matches!(kind, E::UnclosedBrace | E::UnmatchedBrace)),
        }
    }

    /// Whether the head of a block, all braces in it and what follows them are sound, whatever else is in it.
    pub(super) fn spare_frame(&self, block: Node<'_>) -> bool {
        let Some(body) = block.nodes().find(|node| node.kind() == BODY) else { return false };
        let end = body.children().last().filter(|last| last.kind() == R_BRACE);
        let Some(end) = end.filter(|_| is_block(&mut kinds(block)) && kinds(body).next() == Some(L_BRACE)) else {
            return false;
        };
        let head = TextRange::new(block.range().start(), body.range().start());
        let tail = TextRange::new(end.range().end(), block.range().end());
        !self.all.touch(head) && !self.all.touch(tail) && !self.braces.touch(block.range())
    }

    /// Whether an attribute or metadata item is sound. `next` is what follows it, white space and comments aside.
    pub(super) fn spare_entry(&self, entry: Node<'_>, next: Option<SyntaxKind>) -> bool {
        let has_end = entry.token(SEMICOLON).is_some() || next == Some(R_BRACE);
        has_end && has_shape(entry) && !self.all.touch(entry.range())
    }

    /// Whether there is an error at a place, as there is where a block comment begins that is not closed.
    pub(super) fn touch_at(&self, place: TextSize) -> bool {
        self.all.touch(TextRange::empty(place))
    }
}

/// Where an error is. A brace that is not closed is no mistake of what happens to stand at the end.
fn places_of(error: &SyntaxError) -> impl Iterator<Item = TextRange> {
    let noticed = (error.kind != SyntaxErrorKind::UnclosedBrace).then_some(TextRange::empty(error.at));
    noticed.into_iter().chain([error.range])
}

/// Places of a text, sorted and apart.
struct Places(Vec<TextRange>);

impl Places {
    fn new(mut places: Vec<TextRange>) -> Places {
        places.sort_by_key(|place| (place.start(), place.end()));
        let mut apart: Vec<TextRange> = Vec::with_capacity(places.len());
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start() <= last.end() => *last = last.cover(place),
                _ => apart.push(place),
            }
        }
        Places(apart)
    }

    /// Whether one of them is inside the range or at its edges.
    fn touch(&self, range: TextRange) -> bool {
        let after = self.0.partition_point(|place| place.end() < range.start());
        self.0.get(after).is_some_and(|place| place.start() <= range.end())
    }
}

/// The kinds of the children, without white space and comments.
fn kinds(node: Node<'_>) -> impl Iterator<Item = SyntaxKind> {
    node.children().map(Element::kind).filter(|kind| *kind != WHITESPACE && !kind.is_comment())
}

/// Takes the next kind if it is `kind`.
fn eat(kinds: &mut impl Iterator<Item = SyntaxKind>, kind: SyntaxKind) -> bool {
    kinds.next() == Some(kind)
}

fn is_block(kinds: &mut impl Iterator<Item = SyntaxKind>) -> bool {
    let head = [IDENT, COLON, IDENT, BODY].into_iter().all(|kind| eat(kinds, kind));
    head && kinds.all(|kind| kind == SEMICOLON)
}

/// Whether the node and all in it are as the grammar wants them; never for a block.
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

/// Whether values and commas take turns up to the closing bracket.
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
