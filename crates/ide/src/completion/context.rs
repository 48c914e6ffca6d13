//! The grammatical context of a cursor, found from the tokens before it, because the tree of half-typed text is
//! unreliable.

use temple_model::catalogue::{BlockKind, Item, Parameter};
use temple_syntax::ast::Block;
use temple_syntax::{SyntaxKind, TextRange, TextSize, Token};

use super::enclosing::{blocks_ended_by_indentation, blocks_of, enclosing_kind, is_blank, kind, line_up_to};
use super::statement::{Statement, end_of, end_of_brackets, is_inside_comment, open_bracket, owner, tokens_around};
use crate::Analysis;
use crate::symbol::Owner;

/// The grammatical context of a cursor.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The construct expected at the cursor.
    pub(crate) expected: Expected,
    /// The range of the word at the cursor, with the `#` or `@` before it, in bytes. Empty if there is no word.
    pub(crate) word: TextRange,
    /// The enclosing blocks, innermost first.
    pub(crate) blocks: Vec<Block<'a>>,
    /// The tokens of the statement before the word, without trivia.
    pub(crate) statement: Vec<Token<'a>>,
    /// True if white space or a comment is between the sign and the word, which then does not include the sign.
    pub(crate) is_sign_separate: bool,
    /// The position where the previous entry needs a `;`, if it has none, once another entry follows.
    pub(crate) missing_end: Option<TextSize>,
    /// The tokens after the word that may belong to the statement, without white space and comments.
    pub(crate) rest: Vec<Token<'a>>,
    /// True if the previous line does not end its entry, so that this line may continue it.
    may_continue: bool,
    /// The number of enclosing blocks that are not closed and that may end here, by the indentation of the line.
    closable_blocks: usize,
}

/// The part of a word typed so far.
struct TypedWord {
    /// The word, with its `#` or `@`. Empty if there is no word.
    word: TextRange,
    /// The `#` or `@` before it.
    sign: Option<SyntaxKind>,
    /// True if something is between the sign and the word.
    is_separate: bool,
}

impl TypedWord {
    /// Removes the word from the end of the tokens before the offset. Returns `None` within a number.
    fn take(tokens: &mut Vec<Token<'_>>, offset: TextSize) -> Option<TypedWord> {
        let mut word = TextRange::empty(offset);
        let last = tokens.last().filter(|last| last.range().end() >= offset);
        match last.map(|last| last.kind()) {
            Some(kind) if is_number(kind) => return None,
            Some(SyntaxKind::IDENT) => {
                word = tokens.pop()?.range();
                // The suffix of a number is not a word.
                if tokens.last().is_some_and(|it| is_number(it.kind()) && it.range().end() == word.start()) {
                    return None;
                }
            }
            _ => {}
        }
        let is_sign = |last: &&Token<'_>| matches!(last.kind(), SyntaxKind::HASH | SyntaxKind::AT);
        let sign = tokens.last().filter(is_sign).copied();
        let is_separate = sign.is_some_and(|sign| sign.range().end() != word.start());
        if let Some(sign) = sign {
            tokens.pop();
            word = if is_separate { word } else { sign.range().cover(word) };
        }
        Some(TypedWord { word, sign: sign.map(Token::kind), is_separate })
    }
}

/// The tokens after the cursor.
struct TokensAfter<'t, 'a> {
    after: &'t [Token<'a>],
    /// The end of the enclosing brackets, if they are not closed.
    end: Option<TextSize>,
}

impl<'a> TokensAfter<'_, 'a> {
    /// Iterates over the tokens after a word, without white space and comments.
    fn all(&self, word: TextRange) -> impl Iterator<Item = Token<'a>> {
        let is_gap = |token: &Token<'_>| token.kind() == SyntaxKind::WHITESPACE || token.kind().is_comment();
        self.after.iter().copied().filter(move |token| !is_gap(token) && token.range().start() >= word.end())
    }

    fn is_inside(&self, token: &Token<'_>) -> bool {
        self.end.is_none_or(|end| token.range().start() < end)
    }

    /// Returns the tokens after the word that may belong to its statement.
    fn rest(&self, word: TextRange) -> Vec<Token<'a>> {
        self.all(word).take_while(|token| self.is_inside(token)).collect()
    }

    /// Returns true if the next token is a word on the same line but outside the brackets. An entry inserted between
    /// them could not be separated.
    fn is_continued(&self, text: &str, word: TextRange) -> bool {
        let next = self.all(word).next().filter(|next| !self.is_inside(next) && next.kind() == SyntaxKind::IDENT);
        let gap = |next: Token<'_>| &text[usize::from(word.end())..usize::from(next.range().start())];
        next.is_some_and(|next| !gap(next).contains(['\n', '\r']))
    }
}

/// The constructs that can be expected at a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// A block at the top level.
    TopLevel,
    /// The kind of a block, after `Name:`.
    Kind,
    /// An attribute, a metadata item or a struct.
    Entry,
    /// A metadata item, after its `#`.
    Metadata,
    /// A type, after `name:`.
    Type,
    /// An annotation, after a type or another annotation.
    Annotation,
    /// An argument in parentheses, value or keyword: its owner, and the number of arguments before it.
    Argument(Owner, usize),
    /// The value of a parameter, after its keyword.
    KeywordValue(Owner, &'static Parameter),
    /// An entry in the list of a metadata item.
    ListEntry(Item),
}

impl<'a> Context<'a> {
    /// Returns the context of an offset, or `None` where nothing can be completed, as in comments and numbers.
    pub(crate) fn new(analysis: &'a Analysis, offset: TextSize) -> Option<Context<'a>> {
        let tokens = tokens_around(analysis.parse().root(), offset);
        let (before, after) = tokens.split_at(tokens.partition_point(|token| token.range().start() < offset));
        let last = before.iter().rfind(|token| token.kind() != SyntaxKind::WHITESPACE);
        if last.is_some_and(|last| is_inside_comment(*last, offset)) {
            return None;
        }
        let mut significant: Vec<Token<'a>> =
            before.iter().copied().filter(|token| !token.kind().is_trivia()).collect();
        let TypedWord { word, sign, is_separate } = TypedWord::take(&mut significant, offset)?;
        // Invalid characters around the cursor or before its word are part of the error.
        let is_odd = |token: &Token<'_>| token.kind() == SyntaxKind::ERROR_TOKEN && token.range().end() >= word.start();
        if before.iter().any(is_odd) {
            return None;
        }
        let Statement { tokens: statement, before: previous } = Statement::last(analysis.text(), significant);
        // A `#` starts a new entry, even inside open brackets.
        let is_item = sign == Some(SyntaxKind::HASH);
        let after_cursor = TokensAfter { after, end: end_of_brackets(analysis, &statement).filter(|_| !is_item) };
        if after_cursor.is_continued(analysis.text(), word) {
            return None;
        }
        let blocks = blocks_of(analysis, &statement, offset);
        let closable_blocks = blocks_ended_by_indentation(analysis, word.start(), &blocks);
        let missing_end = if is_item { end_of(&statement) } else { previous };
        let (expected, rest, may_continue) = (Expected::TopLevel, after_cursor.rest(word), false);
        let is_sign_separate = is_separate;
        let mut context = Context {
            expected,
            word,
            blocks,
            statement,
            is_sign_separate,
            missing_end,
            rest,
            may_continue,
            closable_blocks,
        };
        context.expected = context.expected(sign, analysis.text())?;
        let allows_completion = context.fits_in(enclosing_kind(analysis, word))
            && context.extend_over_adjacent_word(offset, sign, &after_cursor);
        (allows_completion && context.allows_completion()).then_some(context)
    }

    /// Returns true if the expected construct is allowed inside a node of kind `enclosing`. A word inserted in the middle
    /// of an invalid or complete construct would split it.
    fn fits_in(&self, enclosing: SyntaxKind) -> bool {
        match self.expected {
            Expected::TopLevel => enclosing == SyntaxKind::FILE,
            Expected::Entry => matches!(enclosing, SyntaxKind::FILE | SyntaxKind::BODY),
            Expected::Annotation => enclosing != SyntaxKind::TYPE,
            Expected::Argument(..) if self.is_before_keyword() => {
                matches!(enclosing, SyntaxKind::ARGUMENTS | SyntaxKind::KEYWORD_ARGUMENT)
            }
            _ => enclosing != SyntaxKind::ERROR,
        }
    }

    /// Extends the word at the cursor by a word that starts there, unless a new word may be inserted before that one.
    /// Returns false if a number starts at the cursor.
    fn extend_over_adjacent_word(
        &mut self,
        offset: TextSize,
        sign: Option<SyntaxKind>,
        after_cursor: &TokensAfter<'_, 'a>,
    ) -> bool {
        let is_new = match self.expected {
            Expected::TopLevel | Expected::Entry | Expected::ListEntry(_) => true,
            Expected::Argument(..) => self.is_before_keyword(),
            _ => false,
        };
        let touching = self.rest.first().filter(|next| next.range().start() == offset && self.word.end() == offset);
        match touching.map(|next| (next.kind(), next.range())) {
            Some((SyntaxKind::IDENT, range)) if (self.word.is_empty() && !is_new) || sign.is_some() => {
                self.word = self.word.cover(range);
                self.rest = after_cursor.rest(self.word);
                true
            }
            Some((kind, _)) => !is_number(kind),
            None => true,
        }
    }

    /// Returns true if the tokens after the word allow a completion.
    fn allows_completion(&self) -> bool {
        let next = self.next();
        let touches = self.rest.first().is_some_and(|next| next.range().start() == self.word.end());
        if next == Some(SyntaxKind::ERROR_TOKEN) && touches && !self.word.is_empty() {
            return false;
        }
        match self.expected {
            Expected::TopLevel if next == Some(SyntaxKind::R_BRACE) => false,
            // The user makes up the names before colons.
            Expected::TopLevel | Expected::Entry if self.word.is_empty() && !self.may_continue => {
                next != Some(SyntaxKind::COLON)
            }
            Expected::TopLevel | Expected::Entry => {
                let is_continued = matches!(
                    next,
                    Some(
                        SyntaxKind::COLON
                            | SyntaxKind::L_PAREN
                            | SyntaxKind::L_BRACKET
                            | SyntaxKind::L_BRACE
                            | SyntaxKind::AT
                    )
                );
                !is_continued && !self.is_before_word()
            }
            Expected::Metadata if self.word.len() <= TextSize::of('#') => !self.is_before_word(),
            Expected::Metadata => next != Some(SyntaxKind::COLON),
            Expected::Kind if matches!(next, Some(SyntaxKind::AT | SyntaxKind::L_PAREN)) => false,
            Expected::Kind | Expected::Type if self.word.is_empty() => {
                !self.is_before_word() && !next.is_some_and(is_number)
            }
            Expected::Kind | Expected::Type => true,
            Expected::Annotation if next == Some(SyntaxKind::COLON) => false,
            Expected::Annotation if self.word.len() == TextSize::of('@') => !self.is_before_word(),
            Expected::Annotation => next != Some(SyntaxKind::L_PAREN),
            Expected::Argument(..) if next == Some(SyntaxKind::L_PAREN) => false,
            Expected::Argument(..) => !self.word.is_empty() || self.is_before_keyword() || !self.is_before_value(),
            Expected::KeywordValue(..) => !self.is_before_value(),
            // List entries have no colon, so the next word is an attribute after an unclosed list.
            Expected::ListEntry(_) => self.rest.get(1).is_none_or(|second| second.kind() != SyntaxKind::COLON),
        }
    }

    /// Returns true if a word follows that does not start an entry.
    fn is_before_word(&self) -> bool {
        match self.rest.as_slice() {
            // A keyword with its value.
            [_, colon, value, ..] if colon.kind() == SyntaxKind::COLON && is_number(value.kind()) => true,
            [word, colon, ..] if colon.kind() == SyntaxKind::COLON => word.kind() != SyntaxKind::IDENT,
            [word, ..] => word.kind() == SyntaxKind::IDENT,
            [] => false,
        }
    }

    /// Returns the kind of the first token after the word.
    pub(crate) fn next(&self) -> Option<SyntaxKind> {
        self.rest.first().map(|next| next.kind())
    }

    /// Returns true if a value follows without a separator.
    pub(crate) fn is_before_value(&self) -> bool {
        self.next().is_some_and(|next| is_number(next) || matches!(next, SyntaxKind::IDENT | SyntaxKind::L_BRACKET))
    }

    /// Returns true if an argument with a keyword follows.
    pub(crate) fn is_before_keyword(&self) -> bool {
        let kinds = self.rest.first_chunk().map(|start: &[Token<'_>; 2]| start.map(Token::kind));
        kinds == Some([SyntaxKind::IDENT, SyntaxKind::COLON])
    }

    /// Returns true if a new block may start here inside an unclosed one: at the end of the text, or before a block
    /// that is indented no deeper than this line.
    pub(crate) fn may_start_block(&self, text: &str) -> bool {
        let is_outside = !self.blocks.is_empty() && self.closable_blocks == self.blocks.len();
        let is_next = |next: &Token<'_>| {
            let line = line_up_to(text, next.range().start());
            self.is_before_header() && line.bytes().all(is_blank) && line.len() <= self.line_before(text).len()
        };
        let after_cursor = text[usize::from(self.word.end())..].trim_start_matches([' ', '\t']);
        let is_comment = after_cursor.starts_with('/');
        is_outside && !is_comment && self.rest.first().is_none_or(is_next)
    }

    /// Returns true if a new struct may start here inside an unclosed block, with nothing after it on its line.
    pub(crate) fn may_start_struct(&self, text: &str) -> bool {
        let gap = |next: &Token<'_>| &text[usize::from(self.word.end())..usize::from(next.range().start())];
        let is_alone = self.rest.first().is_none_or(|next| gap(next).contains(['\n', '\r']));
        let enclosing = self.blocks.get(self.closable_blocks).filter(|_| self.closable_blocks > 0 && is_alone);
        enclosing.is_some_and(|block| kind(block) == Some(BlockKind::Service))
    }

    /// Returns true if `Name: kind {` follows.
    fn is_before_header(&self) -> bool {
        let header = [SyntaxKind::IDENT, SyntaxKind::COLON, SyntaxKind::IDENT, SyntaxKind::L_BRACE];
        self.rest.first_chunk().is_some_and(|start: &[Token<'_>; 4]| start.map(Token::kind) == header)
    }

    /// Returns true if the word is alone on its line so far, and is followed there by a block, by a closing brace, or
    /// directly by anything but a `;`.
    pub(crate) fn is_before_block(&self, text: &str) -> bool {
        let Some(next) = self.rest.first() else { return false };
        let gap = &text[usize::from(self.word.end())..usize::from(next.range().start())];
        let is_on_line = gap.bytes().all(is_blank) && self.line_before(text).bytes().all(is_blank);
        let touches = gap.is_empty() && next.kind() != SyntaxKind::SEMICOLON;
        is_on_line && (self.is_before_header() || touches || next.kind() == SyntaxKind::R_BRACE)
    }

    /// Returns the text of the line before the word.
    pub(crate) fn line_before(&self, text: &'a str) -> &'a str {
        line_up_to(text, self.word.start())
    }

    /// Returns the kind of the innermost enclosing block. If its kind is unknown or missing, returns the likeliest one.
    pub(crate) fn kind(&self) -> Option<BlockKind> {
        let block = self.blocks.first()?;
        let word = block.kind().map_or("", |word| word.text());
        Some(kind(block).unwrap_or_else(|| match self.blocks.len() {
            1 if starts_alike(word, BlockKind::Project.as_str()) => BlockKind::Project,
            1 => BlockKind::Service,
            _ => BlockKind::Struct,
        }))
    }

    /// Returns the part of the word before the cursor.
    pub(crate) fn prefix(&self, text: &'a str, offset: TextSize) -> &'a str {
        &text[usize::from(self.word.start())..usize::from(offset)]
    }

    fn expected(&mut self, sign: Option<SyntaxKind>, text: &str) -> Option<Expected> {
        if sign == Some(SyntaxKind::HASH) {
            return self.kind().map(|_| Expected::Metadata);
        }
        if let Some(open) = open_bracket(&self.statement) {
            return self.in_brackets(open);
        }
        if sign == Some(SyntaxKind::AT) {
            return self.is_attribute().then_some(Expected::Annotation);
        }
        let Some(last) = self.statement.last() else { return self.start() };
        if last.kind() == SyntaxKind::COLON {
            return self.after_colon();
        }
        // A new line starts a new entry, even if the previous one has no `;` yet.
        let gap = &text[usize::from(last.range().end())..usize::from(self.word.start())];
        if gap.contains(['\n', '\r']) {
            self.missing_end = end_of(&self.statement);
            self.may_continue = matches!(last.kind(), SyntaxKind::IDENT | SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET);
            self.statement.clear();
            return self.start();
        }
        let is_typed = matches!(last.kind(), SyntaxKind::IDENT | SyntaxKind::R_PAREN) && self.is_attribute();
        is_typed.then_some(Expected::Annotation)
    }

    /// Returns the construct that a new statement may start with.
    fn start(&self) -> Option<Expected> {
        match self.blocks.first() {
            None => Some(Expected::TopLevel),
            Some(_) => Some(Expected::Entry),
        }
    }

    fn after_colon(&self) -> Option<Expected> {
        let [name, _colon] = self.statement.as_slice() else { return None };
        let is_block = name.text().starts_with(|first: char| first.is_ascii_uppercase());
        match (self.kind(), is_block) {
            (None, _) if self.blocks.is_empty() => Some(Expected::Kind),
            (Some(BlockKind::Service), true) => Some(Expected::Kind),
            (Some(BlockKind::Service | BlockKind::Struct), false) => Some(Expected::Type),
            _ => None,
        }
    }

    /// Returns true if the statement is an attribute, with its colon.
    fn is_attribute(&self) -> bool {
        let may_stand = matches!(self.kind(), Some(BlockKind::Service | BlockKind::Struct));
        may_stand
            && matches!(self.statement.as_slice(), [name, colon, ..]
            if !name.text().starts_with(|first: char| first.is_ascii_uppercase()) && colon.kind() == SyntaxKind::COLON)
    }

    fn in_brackets(&self, open: usize) -> Option<Expected> {
        let is_list = self.statement[open].kind() == SyntaxKind::L_BRACKET;
        let owner = owner(&self.statement, open)?;
        match (&self.statement[open + 1..], owner) {
            ([.., keyword, colon], _) if !is_list && colon.kind() == SyntaxKind::COLON => {
                let parameter = owner.parameters().iter().find(|parameter| parameter.name == keyword.text())?;
                Some(Expected::KeywordValue(owner, parameter))
            }
            ([] | [.., _], Owner::Item(item)) if is_list && self.is_after_separator() => {
                Some(Expected::ListEntry(item))
            }
            (inside, _) if !is_list && self.is_after_separator() => {
                let commas = inside.iter().filter(|token| token.kind() == SyntaxKind::COMMA).count();
                Some(Expected::Argument(owner, commas))
            }
            _ => None,
        }
    }

    fn is_after_separator(&self) -> bool {
        self.statement
            .last()
            .is_some_and(|last| matches!(last.kind(), SyntaxKind::COMMA | SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET))
    }
}

/// Returns true if two words have the same first letter.
fn starts_alike(one: &str, other: &str) -> bool {
    one.chars().next().is_some_and(|letter| other.starts_with(letter))
}

pub(super) fn is_number(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::INTEGER | SyntaxKind::FLOAT)
}
