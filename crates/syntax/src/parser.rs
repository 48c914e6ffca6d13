//! The machinery of the parser: a cursor over the tokens that the grammar sees, a tree builder, and the errors. The
//! grammar itself is in `grammar`.

use std::cell::Cell;

use rowan::{GreenNode, TextRange, TextSize};

use crate::braces::{self, Braces};
use crate::lexer::Lexeme;
use crate::token::Significant;
use crate::tree::TreeBuilder;
use crate::{SyntaxError, SyntaxErrorKind, SyntaxKind};

/// Sorts errors by position.
pub(crate) fn sort(errors: &mut [SyntaxError]) {
    errors.sort_by_key(|error| (error.range.start(), error.range.end()));
}

/// A cursor over the tokens of a text, with the tree and the errors so far.
pub(crate) struct Parser<'t> {
    text: &'t str,
    lexemes: Vec<Lexeme>,
    tokens: Vec<Significant>,
    /// The index in `tokens` of the next one to read.
    position: usize,
    /// The number of `lexemes` that are in the tree.
    built: usize,
    builder: TreeBuilder,
    errors: Vec<SyntaxError>,
    /// The number of errors about trivia, which come first in `errors`.
    trivia_errors: usize,
    /// True if the text ends in an unterminated comment, so that its rest is unknown.
    is_cut_off: bool,
    depth: u32,
    /// The number of tokens that the grammar may still inspect before it has to read the next one.
    fuel: Cell<u32>,
    /// The index of the token before which the current block ends.
    block_end: usize,
    /// The index of the token at which the last error was reported.
    reported: Option<usize>,
    pub(crate) braces: Braces,
}

/// The maximum nesting of blocks and lists. The language needs two levels of each. The limit prevents stack overflows
/// in the recursive parser and in everything that walks the tree.
const MAX_DEPTH: u32 = 64;

/// The number of tokens that the grammar may inspect without reading one. It never needs a hundredth of this; the
/// limit ends rules that make no progress.
const FUEL: u32 = 10_000;

impl<'t> Parser<'t> {
    pub(crate) fn new(text: &'t str, lexemes: Vec<Lexeme>) -> Parser<'t> {
        let mut parser = Parser {
            text,
            tokens: Vec::with_capacity(lexemes.len() * 2 / 3 + 1),
            builder: TreeBuilder::new(lexemes.len()),
            lexemes,
            position: 0,
            built: 0,
            errors: Vec::new(),
            trivia_errors: 0,
            is_cut_off: false,
            depth: 0,
            fuel: Cell::new(FUEL),
            block_end: usize::MAX,
            reported: None,
            braces: Braces::default(),
        };
        parser.read_trivia();
        parser.trivia_errors = parser.errors.len();
        parser.braces = braces::match_braces(&parser.tokens, |token| parser.indent_of(token));
        parser
    }

    /// Collects the tokens that the grammar sees, and reports errors in the others.
    fn read_trivia(&mut self) {
        let (mut on_new_line, mut after_error_token, mut open_comment) = (true, false, None);
        for index in 0..self.lexemes.len() {
            let kind = self.lexemes[index].kind;
            match kind {
                SyntaxKind::WHITESPACE => on_new_line |= has_line_end(self.lexeme_text(index)),
                SyntaxKind::LINE_COMMENT => {
                    if index + 1 == self.lexemes.len() {
                        let range = self.lexeme_range(index);
                        self.push_error(SyntaxErrorKind::LineCommentAtEnd, range, range.end());
                    }
                }
                SyntaxKind::BLOCK_COMMENT => {
                    let comment = self.lexeme_text(index);
                    on_new_line |= has_line_end(comment);
                    // A comment around the markers of a conflict is split.
                    let is_closed = comment.ends_with("*/") && (comment.len() >= 4 || open_comment.is_some());
                    let start = open_comment.unwrap_or(self.lexemes[index].start);
                    open_comment = (!is_closed).then_some(start);
                }
                SyntaxKind::CONFLICT_MARKER | SyntaxKind::CONFLICT_SIDE => {}
                SyntaxKind::ERROR_TOKEN => {
                    let range = self.lexeme_range(index);
                    self.push_error(invalid_characters(self.lexeme_text(index), index == 0), range, range.start());
                    after_error_token = true;
                }
                _ => {
                    self.tokens.push(Significant { kind, on_new_line, after_error_token, index: index as u32 });
                    (on_new_line, after_error_token) = (false, false);
                }
            }
        }
        if let Some(start) = open_comment {
            self.is_cut_off = true;
            let range = TextRange::at(start, 2.into());
            self.push_error(SyntaxErrorKind::UnterminatedComment, range, TextSize::of(self.text));
        }
    }

    /// Returns the tree, the errors sorted by position, and true if every brace of the text has a partner.
    pub(crate) fn finish(mut self) -> (GreenNode, Vec<SyntaxError>, bool) {
        sort(&mut self.errors);
        (self.builder.finish(), self.errors, self.braces.is_balanced)
    }
}

fn has_line_end(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'\n' | b'\r'))
}

/// The kind of error for a run of unreadable characters.
fn invalid_characters(text: &str, at_start: bool) -> SyntaxErrorKind {
    match text.chars().next() {
        Some('\u{feff}') if at_start => SyntaxErrorKind::ByteOrderMark,
        Some('"' | '\'' | '“' | '”' | '„') => SyntaxErrorKind::Quoted,
        Some(first) if first.is_whitespace() || first == '\u{feff}' || first == '\u{200b}' => {
            SyntaxErrorKind::InvalidSpace
        }
        first => SyntaxErrorKind::InvalidCharacter(first.unwrap_or_default()),
    }
}

/// Inspection of tokens.
impl<'t> Parser<'t> {
    /// The kind of the next token.
    pub(crate) fn current(&self) -> SyntaxKind {
        self.nth(0)
    }

    /// The kind of the token `n` after the next one. Without fuel it is [`SyntaxKind::EOF`], so that every loop of
    /// the grammar ends.
    pub(crate) fn nth(&self, n: usize) -> SyntaxKind {
        let Some(fuel) = self.fuel.get().checked_sub(1) else { return SyntaxKind::EOF };
        self.fuel.set(fuel);
        self.tokens.get(self.position + n).map_or(SyntaxKind::EOF, |token| token.kind)
    }

    pub(crate) fn at(&self, kind: SyntaxKind) -> bool {
        self.current() == kind
    }

    /// Returns true if the token `n` after the next one is the first of its line.
    pub(crate) fn on_new_line(&self, n: usize) -> bool {
        self.tokens.get(self.position + n).is_none_or(|token| token.on_new_line)
    }

    /// The text of the token `n` after the next one; empty at the end of the text.
    pub(crate) fn nth_text(&self, n: usize) -> &'t str {
        self.tokens.get(self.position + n).map_or("", |token| self.lexeme_text(token.index as usize))
    }

    /// Returns true if the next token directly follows the previous one.
    pub(crate) fn is_joint(&self) -> bool {
        self.is_joint_at(0)
    }

    /// Like [`Parser::is_joint`], for the token `n` after the next one.
    pub(crate) fn is_joint_at(&self, n: usize) -> bool {
        let at = self.position + n;
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(at)).is_some_and(|(before, token)| token.index == before.index + 1)
    }

    /// Returns true if only a `-` separates the token `n` after the next one from the one before it.
    pub(crate) fn is_hyphenated(&self, n: usize) -> bool {
        let token = self.tokens.get(self.position + n).filter(|token| token.after_error_token);
        token.is_some_and(|token| self.lexeme_text(token.index as usize - 1) == "-")
    }

    /// The index of the next token, to check whether a rule made progress.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    fn lexeme_range(&self, index: usize) -> TextRange {
        let end = self.lexemes.get(index + 1).map_or(TextSize::of(self.text), |next| next.start);
        TextRange::new(self.lexemes[index].start, end)
    }

    fn lexeme_text(&self, index: usize) -> &'t str {
        &self.text[self.lexeme_range(index)]
    }

    /// The range of the next token; empty at the end of the text.
    pub(crate) fn current_range(&self) -> TextRange {
        let end = TextSize::of(self.text);
        self.tokens.get(self.position).map_or(TextRange::empty(end), |token| self.lexeme_range(token.index as usize))
    }

    /// The range of the token that was read last; empty at the start of the text.
    pub(crate) fn previous_range(&self) -> TextRange {
        let token = self.position.checked_sub(1).map(|position| self.tokens[position]);
        token.map_or(TextRange::empty(0.into()), |token| self.lexeme_range(token.index as usize))
    }

    /// The text of the token that was read last; empty before the first.
    pub(crate) fn previous_text(&self) -> &str {
        &self.text[self.previous_range()]
    }

    /// The indentation of the line that contains a token, in bytes of white space.
    fn indent_of(&self, token: usize) -> u32 {
        let start = usize::from(self.lexemes[self.tokens[token].index as usize].start);
        let line = self.text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = &self.text[line..start];
        (line.len() - line.trim_start_matches([' ', '\t']).len()) as u32
    }
}

/// Construction of the tree.
impl Parser<'_> {
    /// Adds the trivia before the next token to the open node, so that nodes start and end with a token.
    fn flush_trivia(&mut self) {
        let next = self.tokens.get(self.position).map_or(self.lexemes.len(), |token| token.index as usize);
        self.build_until(next);
    }

    fn build_until(&mut self, end: usize) {
        while self.built < end {
            self.builder.token(self.lexemes[self.built].kind, self.lexeme_text(self.built));
            self.built += 1;
        }
    }

    /// Reads the next token. Does nothing at the end of the text.
    pub(crate) fn bump(&mut self) {
        if let Some(token) = self.tokens.get(self.position) {
            self.build_until(token.index as usize + 1);
            self.position += 1;
            self.fuel.set(FUEL);
        }
    }

    /// Reads the next token if it is of `kind`, and returns true if it did.
    pub(crate) fn eat(&mut self, kind: SyntaxKind) -> bool {
        let found = self.at(kind);
        if found {
            self.bump();
        }
        found
    }

    /// Creates a node from the tokens that `inside` reads.
    pub(crate) fn node(&mut self, kind: SyntaxKind, inside: impl FnOnce(&mut Self)) {
        self.flush_trivia();
        self.builder.start_node(kind);
        inside(self);
        self.builder.finish_node();
    }

    /// Like [`Parser::node`], but for the root, which extends to the end of the text.
    pub(crate) fn root(&mut self, kind: SyntaxKind, inside: impl FnOnce(&mut Self)) {
        self.builder.start_node(kind);
        inside(self);
        if self.position < self.tokens.len() {
            self.error_at(SyntaxErrorKind::GaveUp, self.current_range());
        }
        self.build_until(self.lexemes.len());
        self.builder.finish_node();
    }

    /// Runs `inside` one level deeper. Returns false, without running it, if the nesting is too deep.
    pub(crate) fn nested(&mut self, inside: impl FnOnce(&mut Self)) -> bool {
        if self.depth == MAX_DEPTH {
            return false;
        }
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        true
    }
}

/// The end of the current block.
impl Parser<'_> {
    /// Returns true if the current block has to end here, because its `}` is missing or the text ends.
    pub(crate) fn is_block_end(&self) -> bool {
        self.position >= self.block_end.min(self.tokens.len())
    }

    /// Returns true if the `}` here does not close the current block, judging by the indentation.
    pub(crate) fn at_superfluous_brace(&self) -> bool {
        self.braces.superfluous.contains(&self.position)
    }

    /// Returns true if a block is being parsed.
    pub(crate) fn is_inside_block(&self) -> bool {
        self.depth > 0
    }

    /// Runs `inside` with the block ending before the token `end`, or where the outer block ends if it is `None`.
    pub(crate) fn within_block(&mut self, end: Option<usize>, inside: impl FnOnce(&mut Self)) {
        let outer = self.block_end;
        self.block_end = end.unwrap_or(outer).min(outer);
        inside(self);
        self.block_end = outer;
    }
}

/// Reporting of errors: at most one at each token, so that a mistake is reported once even if it affects several
/// rules.
impl Parser<'_> {
    fn push_error(&mut self, kind: SyntaxErrorKind, range: TextRange, at: TextSize) {
        self.errors.push(SyntaxError { kind, range, at });
    }

    /// Reports an error at a range, even if one was reported at this token.
    pub(crate) fn error_at(&mut self, kind: SyntaxErrorKind, range: TextRange) {
        self.push_error(kind, range, range.start());
    }

    /// Reports that the block with its `{` at `open` ends after the token that was read last without a `}`.
    pub(crate) fn error_unclosed_block(&mut self, open: TextRange) {
        let end = self.previous_range().end();
        if !(self.is_cut_off && self.position == self.tokens.len()) {
            self.push_error(SyntaxErrorKind::UnclosedBrace, open, end);
        }
    }

    /// Reports an error in the next token.
    pub(crate) fn error_here(&mut self, kind: SyntaxErrorKind) {
        let range = self.current_range();
        self.report(kind, range, range.start());
    }

    /// Reports an error in the token that was read last.
    pub(crate) fn error_before(&mut self, kind: SyntaxErrorKind) {
        let range = self.previous_range();
        self.report(kind, range, range.end());
    }

    /// Reports that something is missing after the token that was read last.
    pub(crate) fn error_missing(&mut self, kind: SyntaxErrorKind) {
        let end = self.previous_range().end();
        self.report(kind, TextRange::empty(end), end);
    }

    /// Reports that something is missing before the next token.
    pub(crate) fn error_here_missing(&mut self, kind: SyntaxErrorKind) {
        let start = self.current_range().start();
        self.report(kind, TextRange::empty(start), start);
    }

    /// Reports that the bracket at `open` is not closed after the token that was read last.
    pub(crate) fn error_unclosed(&mut self, kind: SyntaxErrorKind, open: TextRange) {
        let end = self.previous_range().end();
        self.report(kind, open, end);
    }

    fn report(&mut self, kind: SyntaxErrorKind, range: TextRange, at: TextSize) {
        let is_reported = self.reported == Some(self.position) || self.after_error_token();
        if !is_reported {
            self.push_error(kind, range, at);
        }
        self.reported = Some(self.position);
    }

    /// Returns true if the next token directly follows unreadable characters, which are already reported.
    pub(crate) fn after_error_token(&self) -> bool {
        match self.tokens.get(self.position) {
            Some(token) => token.after_error_token,
            None => self.is_cut_off || self.lexemes.last().is_some_and(|last| last.kind == SyntaxKind::ERROR_TOKEN),
        }
    }

    /// Reads tokens into an [`SyntaxKind::ERROR`] node until `stop` returns true or the text ends. `stop` is called
    /// once for each token. The error for unreadable characters before the node is extended over it, so that every
    /// such node has an error.
    pub(crate) fn skip_until(&mut self, mut stop: impl FnMut(&Self) -> bool) {
        if self.at(SyntaxKind::EOF) || stop(self) {
            return;
        }
        let (start, joins) = (self.current_range().start(), self.after_error_token());
        self.node(SyntaxKind::ERROR, |p| {
            p.bump();
            while !p.at(SyntaxKind::EOF) && !stop(p) {
                p.bump();
            }
        });
        if joins {
            let end = self.previous_range().end();
            // The errors about trivia come first and are sorted; the last one before `start` is the one to extend.
            let before = self.errors[..self.trivia_errors].partition_point(|error| error.range.start() < start);
            if let Some(error) = self.errors[..before].last_mut().filter(|error| is_about_characters(error.kind)) {
                error.range = error.range.cover_offset(end);
            }
        }
    }
}

fn is_about_characters(kind: SyntaxErrorKind) -> bool {
    use SyntaxErrorKind as E;
    matches!(kind, E::InvalidCharacter(_) | E::InvalidSpace | E::Quoted | E::ByteOrderMark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Node, lex};

    #[test]
    fn stops_a_rule_that_makes_no_progress() {
        let text = "a: b; // c\n";
        let mut parser = Parser::new(text, lex(text));
        parser.root(SyntaxKind::FILE, |p| {
            p.bump();
            while !p.at(SyntaxKind::EOF) {
                p.eat(SyntaxKind::IDENT);
            }
        });
        let (green, errors, _) = parser.finish();
        let root = Node::root(&green);
        assert_eq!(root.descendant_tokens().map(|token| token.text()).collect::<String>(), text);
        assert_eq!(errors.iter().map(|error| error.kind).collect::<Vec<_>>(), [SyntaxErrorKind::GaveUp]);
    }
}
