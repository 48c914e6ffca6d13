//! Where in the grammar a cursor stands, told from the tokens before it: the tree of half-typed text says little.

use temple_model::catalogue::{BlockKind, BuiltIn, Item, Parameter};
use temple_syntax::ast::Block;
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token};

use crate::Analysis;
use crate::symbol::Owner;

/// Where a cursor stands, and what may be written there.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// What is expected.
    pub(crate) place: Place,
    /// The word at the cursor, with the `#` or `@` before it, in bytes. Empty where there is none.
    pub(crate) word: TextRange,
    /// The blocks around, the innermost first.
    pub(crate) blocks: Vec<Block<'a>>,
    /// The statement up to the word, without trivia.
    pub(crate) statement: Vec<Token<'a>>,
    /// Where the entry before, which has no `;` yet, must get one as another entry follows.
    pub(crate) missing_end: Option<TextSize>,
    /// The tokens behind the word, without white space and comments, as far as they may belong to the statement.
    pub(crate) rest: Vec<Token<'a>>,
    /// Whether the line before has no end, so that this one may go on with it.
    may_go_on: bool,
    /// Whether the place starts a line, and by its indentation lies outside of the blocks around, which nothing closes.
    may_be_outside: bool,
}

/// What is expected at a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A block, outside all others.
    TopLevel,
    /// The kind of a block, behind `Name:`.
    Kind,
    /// An attribute, a metadata item or a struct.
    Entry,
    /// A metadata item, behind its `#`.
    Metadata,
    /// A type, behind `name:`.
    Type,
    /// An annotation, behind a type or another annotation.
    Annotation,
    /// An argument in parentheses, a value or a keyword: to what, and after how many others.
    Argument(Owner, usize),
    /// The value of a parameter, behind its keyword.
    KeywordValue(Owner, &'static Parameter),
    /// An entry in the list of a metadata item.
    ListEntry(Item),
}

impl<'a> Context<'a> {
    /// The context of a place in a text; absent where nothing can be completed, as in comments and numbers.
    pub(crate) fn new(analysis: &'a Analysis, offset: TextSize) -> Option<Context<'a>> {
        let root = analysis.parse().root();
        let tokens = tokens_around(root, offset);
        let before = tokens.partition_point(|token| token.range().start() < offset);
        let (before, after) = tokens.split_at(before);
        let mut significant: Vec<Token<'a>> =
            before.iter().copied().filter(|token| token.kind() != SyntaxKind::WHITESPACE).collect();
        if significant.last().is_some_and(|last| is_inside_comment(*last, offset)) {
            return None;
        }
        significant.retain(|token| !token.kind().is_trivia());
        let mut word = TextRange::empty(offset);
        if let Some(last) = significant.last().filter(|last| last.range().end() >= offset) {
            match last.kind() {
                SyntaxKind::INTEGER | SyntaxKind::FLOAT => return None,
                SyntaxKind::IDENT => {
                    word = last.range();
                    significant.pop();
                    // The suffix of a number is no word.
                    if significant.last().is_some_and(|it| is_number(it.kind()) && it.range().end() == word.start()) {
                        return None;
                    }
                }
                _ => {}
            }
        }
        let sign = significant.last().filter(|last| last.range().end() == word.start()).map(|last| last.kind());
        let sign = sign.filter(|sign| matches!(sign, SyntaxKind::HASH | SyntaxKind::AT));
        if sign.is_some() {
            word = significant.pop().map_or(word, |sign| sign.range().cover(word));
        }
        let is_free = word.is_empty();
        // Odd characters around a place or before its word are part of the mistake.
        let is_odd = |token: &Token<'_>| token.kind() == SyntaxKind::ERROR_TOKEN && token.range().end() >= word.start();
        if before.iter().any(is_odd) {
            return None;
        }
        let Statement { tokens: statement, before: previous } = Statement::last(analysis.text(), significant);
        // A `#` starts an entry of its own, whatever is open before it.
        let end = end_of_brackets(analysis, &statement).filter(|_| sign != Some(SyntaxKind::HASH));
        let behind = |word: TextRange| {
            after.iter().copied().filter(move |token| {
                let is_gap = token.kind() == SyntaxKind::WHITESPACE || token.kind().is_comment();
                !is_gap && token.range().start() >= word.end()
            })
        };
        let is_inside = |token: &Token<'_>| end.is_none_or(|end| token.range().start() < end);
        let rest_of = |word: TextRange| behind(word).take_while(is_inside).collect::<Vec<_>>();
        // An entry is told from what stands in the brackets by the line that it starts.
        if let Some(next) = behind(word).next().filter(|next| !is_inside(next) && next.kind() == SyntaxKind::IDENT)
            && !analysis.text()[usize::from(word.end())..usize::from(next.range().start())].contains(['\n', '\r'])
        {
            return None;
        }
        let mut blocks = blocks_around(analysis, offset);
        if let [name, colon] = statement.as_slice()
            && name.text().starts_with(|first: char| first.is_ascii_uppercase())
            && colon.kind() == SyntaxKind::COLON
        {
            let left = left_behind(analysis, name.range().start(), &blocks);
            blocks.drain(..left);
        }
        let may_be_outside = !blocks.is_empty() && left_behind(analysis, word.start(), &blocks) == blocks.len();
        let missing_end = match sign {
            Some(SyntaxKind::HASH) => end_of(&statement),
            _ => previous,
        };
        let (place, rest) = (Place::TopLevel, rest_of(word));
        let may_go_on = false;
        let mut context = Context { place, word, blocks, statement, missing_end, rest, may_go_on, may_be_outside };
        context.place = context.place(sign, analysis.text())?;
        // Between the words that make one mistake, or one thing, a new one would make two of it.
        let fits = match (context.place, kind_around(analysis, word)) {
            (Place::TopLevel, around) => around == SyntaxKind::FILE,
            (Place::Entry, around) => matches!(around, SyntaxKind::FILE | SyntaxKind::BODY),
            (Place::Annotation, around) => around != SyntaxKind::TYPE,
            (Place::Argument(..), around) if context.is_before_keyword() => around == SyntaxKind::ARGUMENTS,
            (_, around) => around != SyntaxKind::ERROR,
        };
        if !fits {
            return None;
        }
        // A word that starts at the cursor is the one that is meant, unless something new may stand before it.
        let is_new = match context.place {
            Place::TopLevel | Place::Entry | Place::ListEntry(_) => true,
            Place::Argument(..) => context.is_before_keyword(),
            _ => false,
        };
        let touching = context.rest.first().filter(|next| next.range().start() == offset && word.end() == offset);
        match touching.map(|next| (next.kind(), next.range())) {
            Some((SyntaxKind::IDENT, range)) if (is_free && !is_new) || sign.is_some() => {
                context.word = context.word.cover(range);
                context.rest = rest_of(context.word);
            }
            Some((kind, _)) if is_number(kind) => return None,
            _ => {}
        }
        context.fits().then_some(context)
    }

    /// Whether what follows leaves room for anything.
    fn fits(&self) -> bool {
        let next = self.next();
        let touches = self.rest.first().is_some_and(|next| next.range().start() == self.word.end());
        if next == Some(SyntaxKind::ERROR_TOKEN) && touches && !self.word.is_empty() {
            return false;
        }
        match self.place {
            Place::TopLevel if next == Some(SyntaxKind::R_BRACE) => false,
            // A name in front of its colon is the user's own.
            Place::TopLevel | Place::Entry if self.word.is_empty() && !self.may_go_on => {
                next != Some(SyntaxKind::COLON)
            }
            Place::TopLevel | Place::Entry => {
                let goes_on = matches!(
                    next,
                    Some(
                        SyntaxKind::COLON
                            | SyntaxKind::L_PAREN
                            | SyntaxKind::L_BRACKET
                            | SyntaxKind::L_BRACE
                            | SyntaxKind::AT
                    )
                );
                !goes_on && !self.is_before_word()
            }
            Place::Metadata if self.word.len() == TextSize::of('#') => !self.is_before_word(),
            Place::Metadata => next != Some(SyntaxKind::COLON),
            Place::Kind if matches!(next, Some(SyntaxKind::AT | SyntaxKind::L_PAREN)) => false,
            Place::Kind | Place::Type if self.word.is_empty() => !self.is_before_word() && !next.is_some_and(is_number),
            Place::Kind | Place::Type => true,
            Place::Annotation if next == Some(SyntaxKind::COLON) => false,
            Place::Annotation if self.word.len() == TextSize::of('@') => !self.is_before_word(),
            Place::Annotation => next != Some(SyntaxKind::L_PAREN),
            Place::Argument(..) if next == Some(SyntaxKind::L_PAREN) => false,
            Place::Argument(..) => !self.word.is_empty() || self.is_before_keyword() || !self.is_before_value(),
            Place::KeywordValue(..) => !self.is_before_value(),
            // No entry of a list has a colon, but an attribute behind a list that is not closed.
            Place::ListEntry(_) => self.rest.get(1).is_none_or(|second| second.kind() != SyntaxKind::COLON),
        }
    }

    /// Whether a word follows that does not start an entry of its own.
    fn is_before_word(&self) -> bool {
        match self.rest.as_slice() {
            // A keyword with its value.
            [_, colon, value, ..] if colon.kind() == SyntaxKind::COLON && is_number(value.kind()) => true,
            [word, colon, ..] if colon.kind() == SyntaxKind::COLON => word.kind() != SyntaxKind::IDENT,
            [word, ..] => word.kind() == SyntaxKind::IDENT,
            [] => false,
        }
    }

    /// The first token behind the word.
    pub(crate) fn next(&self) -> Option<SyntaxKind> {
        self.rest.first().map(|next| next.kind())
    }

    /// Whether a value follows, with nothing to separate it from the word.
    pub(crate) fn is_before_value(&self) -> bool {
        self.next().is_some_and(|next| is_number(next) || matches!(next, SyntaxKind::IDENT | SyntaxKind::L_BRACKET))
    }

    /// Whether an argument with a keyword follows, with nothing typed before it.
    pub(crate) fn is_before_keyword(&self) -> bool {
        let follows = matches!(self.rest.as_slice(), [name, colon, ..] if name.kind() == SyntaxKind::IDENT && colon.kind() == SyntaxKind::COLON);
        self.word.is_empty() && follows
    }

    /// The names of the annotations that the attribute at the cursor has, but for the word itself.
    pub(crate) fn annotations(&self) -> impl Iterator<Item = &'a str> {
        let is_annotation = |pair: &&[Token<'_>]| matches!(pair, [sign, name] if sign.kind() == SyntaxKind::AT && name.kind() == SyntaxKind::IDENT);
        let before = self.statement.windows(2).filter(is_annotation);
        before.chain(self.rest.chunks(2).take_while(is_annotation)).map(|pair| pair[1].text())
    }

    /// The keywords of the arguments before the word.
    pub(crate) fn keywords_before(&self) -> Vec<&'a str> {
        let open = open_bracket(&self.statement).unwrap_or(self.statement.len());
        keywords(&self.statement[open..])
    }

    /// The keywords of the arguments behind the word.
    pub(crate) fn keywords_behind(&self) -> Vec<&'a str> {
        let is_end = |token: &Token<'_>| matches!(token.kind(), SyntaxKind::R_PAREN | SyntaxKind::SEMICOLON);
        let end = self.rest.iter().position(is_end).unwrap_or(self.rest.len());
        keywords(&self.rest[..end])
    }

    /// The value that another argument of those at the cursor has: by its keyword, or before the word by its place.
    pub(crate) fn value_of(&self, name: &str, index: usize) -> Option<String> {
        let is_comma = |token: &Token<'_>| token.kind() == SyntaxKind::COMMA;
        let value = |argument: &[Token<'_>]| -> String { argument.iter().map(|token| token.text()).collect() };
        let named = |argument: &[Token<'_>]| match argument {
            [keyword, colon, rest @ ..] if colon.kind() == SyntaxKind::COLON && keyword.text() == name => {
                Some(value(rest))
            }
            _ => None,
        };
        let open = open_bracket(&self.statement)?;
        let before: Vec<&[Token<'_>]> = self.statement[open + 1..].split(is_comma).collect();
        let by_place = before.get(index).filter(|it| it.iter().all(|token| token.kind() != SyntaxKind::COLON));
        let end = self.rest.iter().position(|token| token.kind() == SyntaxKind::R_PAREN).unwrap_or(0);
        let behind = self.rest[..end].split(is_comma);
        let by_name = before.iter().copied().chain(behind).find_map(named);
        by_name.or_else(|| by_place.map(|argument| value(argument))).filter(|value| !value.is_empty())
    }

    /// The words in the list at the cursor, but for the one at the cursor itself.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &'a str> {
        let open = open_bracket(&self.statement).map_or(self.statement.len(), |open| open + 1);
        let is_inside = |token: &&Token<'_>| matches!(token.kind(), SyntaxKind::IDENT | SyntaxKind::COMMA);
        let all = self.statement[open..].iter().chain(self.rest.iter().take_while(is_inside));
        all.filter(|token| token.kind() == SyntaxKind::IDENT).map(|token| token.text())
    }

    /// Whether an argument given by position follows: none may stand behind a keyword.
    pub(crate) fn is_before_positional(&self) -> bool {
        let mut depth = 0;
        for (at, token) in self.rest.iter().enumerate() {
            match token.kind() {
                SyntaxKind::L_BRACKET | SyntaxKind::L_PAREN => depth += 1,
                SyntaxKind::R_BRACKET | SyntaxKind::R_PAREN if depth == 0 => return false,
                SyntaxKind::R_BRACKET | SyntaxKind::R_PAREN => depth -= 1,
                SyntaxKind::SEMICOLON | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE => return false,
                SyntaxKind::COMMA if depth == 0 => match &self.rest[at + 1..] {
                    [_, colon, ..] if colon.kind() == SyntaxKind::COLON => {}
                    [value, ..] if is_number(value.kind()) => return true,
                    [value, ..] if matches!(value.kind(), SyntaxKind::IDENT | SyntaxKind::L_BRACKET) => return true,
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }

    /// Whether a new block may stand here although an unclosed one is around.
    pub(crate) fn may_start_block(&self) -> bool {
        self.may_be_outside && (self.rest.is_empty() || self.is_before_header())
    }

    /// Whether `Name: kind {` follows.
    fn is_before_header(&self) -> bool {
        let header = [SyntaxKind::IDENT, SyntaxKind::COLON, SyntaxKind::IDENT, SyntaxKind::L_BRACE];
        self.rest.first_chunk().is_some_and(|start: &[Token<'_>; 4]| start.map(Token::kind) == header)
    }

    /// Whether a block, or the brace that closes one, stands behind the place as the first thing of its line, or anything
    /// directly behind it.
    pub(crate) fn is_before_block(&self, text: &str) -> bool {
        let Some(next) = self.rest.first() else { return false };
        let gap = &text[usize::from(self.word.end())..usize::from(next.range().start())];
        let is_on_line = gap.bytes().all(is_blank) && self.line_before(text).bytes().all(is_blank);
        let touches = gap.is_empty() && next.kind() != SyntaxKind::SEMICOLON;
        is_on_line && (self.is_before_header() || touches || next.kind() == SyntaxKind::R_BRACE)
    }

    /// What stands before the word on its line.
    pub(crate) fn line_before(&self, text: &'a str) -> &'a str {
        line_up_to(text, self.word.start())
    }

    /// The kind of the innermost block around, or what is most probably meant by a word that is none.
    pub(crate) fn kind(&self) -> Option<BlockKind> {
        let block = self.blocks.first()?;
        let word = block.kind().map_or("", |word| word.text());
        Some(kind(block).unwrap_or_else(|| match self.blocks.len() {
            1 if starts_alike(word, BlockKind::Project.as_str()) => BlockKind::Project,
            1 => BlockKind::Service,
            _ => BlockKind::Struct,
        }))
    }

    /// The part of the word before the cursor.
    pub(crate) fn prefix(&self, text: &'a str, offset: TextSize) -> &'a str {
        &text[usize::from(self.word.start())..usize::from(offset)]
    }

    fn place(&mut self, sign: Option<SyntaxKind>, text: &str) -> Option<Place> {
        if sign == Some(SyntaxKind::HASH) {
            return self.kind().map(|_| Place::Metadata);
        }
        if let Some(open) = open_bracket(&self.statement) {
            return self.in_brackets(open);
        }
        if sign == Some(SyntaxKind::AT) {
            return self.is_attribute().then_some(Place::Annotation);
        }
        let Some(last) = self.statement.last() else { return self.start() };
        if last.kind() == SyntaxKind::COLON {
            return self.behind_colon();
        }
        // On a new line something new begins, also where the `;` is still missing.
        let gap = &text[usize::from(last.range().end())..usize::from(self.word.start())];
        if gap.contains(['\n', '\r']) {
            self.missing_end = end_of(&self.statement);
            self.may_go_on = matches!(last.kind(), SyntaxKind::IDENT | SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET);
            self.statement.clear();
            return self.start();
        }
        let is_typed = matches!(last.kind(), SyntaxKind::IDENT | SyntaxKind::R_PAREN) && self.is_attribute();
        is_typed.then_some(Place::Annotation)
    }

    /// Where a statement may start.
    fn start(&self) -> Option<Place> {
        match self.blocks.first() {
            None => Some(Place::TopLevel),
            Some(_) => Some(Place::Entry),
        }
    }

    fn behind_colon(&self) -> Option<Place> {
        let [name, _colon] = self.statement.as_slice() else { return None };
        let is_block = name.text().starts_with(|first: char| first.is_ascii_uppercase());
        match (self.kind(), is_block) {
            (None, _) if self.blocks.is_empty() => Some(Place::Kind),
            (Some(BlockKind::Service), true) => Some(Place::Kind),
            (Some(BlockKind::Service | BlockKind::Struct), false) => Some(Place::Type),
            _ => None,
        }
    }

    /// Whether the statement is an attribute that has its colon.
    fn is_attribute(&self) -> bool {
        let may_stand = matches!(self.kind(), Some(BlockKind::Service | BlockKind::Struct));
        may_stand
            && matches!(self.statement.as_slice(), [name, colon, ..]
            if !name.text().starts_with(|first: char| first.is_ascii_uppercase()) && colon.kind() == SyntaxKind::COLON)
    }

    fn in_brackets(&self, open: usize) -> Option<Place> {
        let is_list = self.statement[open].kind() == SyntaxKind::L_BRACKET;
        let owner = owner(&self.statement, open)?;
        match (&self.statement[open + 1..], owner) {
            ([.., keyword, colon], _) if !is_list && colon.kind() == SyntaxKind::COLON => {
                let parameter = owner.parameters().iter().find(|parameter| parameter.name == keyword.text())?;
                Some(Place::KeywordValue(owner, parameter))
            }
            ([] | [.., _], Owner::Item(item)) if is_list && self.is_after_separator() => Some(Place::ListEntry(item)),
            (inside, _) if !is_list && self.is_after_separator() => {
                let commas = inside.iter().filter(|token| token.kind() == SyntaxKind::COMMA).count();
                Some(Place::Argument(owner, commas))
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

/// Whether two words have the same first letter.
fn starts_alike(one: &str, other: &str) -> bool {
    one.chars().next().is_some_and(|letter| other.starts_with(letter))
}

/// The words with a colon behind them.
fn keywords<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let pairs = tokens.windows(2).filter(|pair| pair[1].kind() == SyntaxKind::COLON);
    pairs.map(|pair| pair[0].text()).collect()
}

/// The statement that ends before a place, as far as it goes: its tokens without trivia. Absent in comments.
pub(crate) fn statement_before(analysis: &Analysis, offset: TextSize) -> Option<Vec<Token<'_>>> {
    let mut tokens = tokens_around(analysis.parse().root(), offset);
    tokens.retain(|token| token.range().start() < offset && token.kind() != SyntaxKind::WHITESPACE);
    if tokens.last().is_some_and(|last| is_inside_comment(*last, offset)) {
        return None;
    }
    tokens.retain(|token| !token.kind().is_trivia());
    Some(Statement::last(analysis.text(), tokens).tokens)
}

/// The tokens of a statement, without trivia.
struct Statement<'a> {
    tokens: Vec<Token<'a>>,
    /// Where the statement before it ends, if it has no `;`.
    before: Option<TextSize>,
}

impl<'a> Statement<'a> {
    /// What stands behind the last `;` or brace, or from the last `#` on. A name with its colon starts a statement of its
    /// own where it starts a line, unless it is a keyword of the brackets that it is in.
    fn last(text: &str, mut tokens: Vec<Token<'a>>) -> Statement<'a> {
        let start = tokens.iter().enumerate().rev().find_map(|(index, token)| match token.kind() {
            SyntaxKind::SEMICOLON | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE => Some(index + 1),
            SyntaxKind::HASH => Some(index),
            _ => None,
        });
        let mut tokens = tokens.split_off(start.unwrap_or(0));
        let starts = |index: usize| {
            let [name, colon] = [tokens.get(index), tokens.get(index + 1)].map(|token| token.map(|it| it.kind()));
            let is_named = name == Some(SyntaxKind::IDENT) && colon == Some(SyntaxKind::COLON);
            let gap =
                || &text[usize::from(tokens[index - 1].range().end())..usize::from(tokens[index].range().start())];
            is_named && gap().contains(['\n', '\r']) && !is_keyword(&tokens[..index], tokens[index].text())
        };
        let Some(start) = (1..tokens.len()).rev().find(|&index| starts(index)) else {
            return Statement { tokens, before: None };
        };
        let rest = tokens.split_off(start);
        Statement { tokens: rest, before: end_of(&tokens) }
    }
}

/// Whether a name may be the keyword of an argument behind the tokens of a statement.
fn is_keyword(statement: &[Token<'_>], name: &str) -> bool {
    let owner = open_bracket(statement).and_then(|open| owner(statement, open));
    owner.is_some_and(|owner| owner.parameters().iter().any(|parameter| parameter.name == name))
}

/// Where a statement ends that is whole but for its `;`. Absent for what is no entry yet.
fn end_of(statement: &[Token<'_>]) -> Option<TextSize> {
    let kinds: Vec<SyntaxKind> = statement.iter().map(|token| token.kind()).collect();
    let is_entry = matches!(
        kinds.as_slice(),
        [SyntaxKind::HASH, SyntaxKind::IDENT, ..] | [SyntaxKind::IDENT, SyntaxKind::COLON, SyntaxKind::IDENT, ..]
    ) && !statement[0].text().starts_with(|first: char| first.is_ascii_uppercase());
    let last = statement.last().filter(|_| is_entry && open_bracket(statement).is_none())?;
    let is_whole = matches!(last.kind(), SyntaxKind::IDENT | SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET);
    is_whole.then(|| last.range().end())
}

/// The innermost bracket of a statement that is still open, by its index.
pub(crate) fn open_bracket(statement: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0;
    statement.iter().rposition(|token| {
        match token.kind() {
            SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET => depth += 1,
            SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET if depth == 0 => return true,
            SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET => depth -= 1,
            _ => {}
        }
        false
    })
}

/// Where the brackets end that a place is in, as the parser tells it, although nothing closes them. Absent outside of
/// brackets, and in those that are closed.
pub(crate) fn end_of_brackets(analysis: &Analysis, statement: &[Token<'_>]) -> Option<TextSize> {
    let open = statement[open_bracket(statement)?].range();
    let path = analysis.parse().path_to(open);
    let brackets = path.last().filter(|node| node.range().start() == open.start())?;
    let close = [SyntaxKind::R_PAREN, SyntaxKind::R_BRACKET];
    close.iter().all(|kind| brackets.token(*kind).is_none()).then(|| brackets.range().end())
}

/// What the bracket at an index of a statement belongs to: `#omit` for each of those in `#omit(endpoints: [`.
pub(crate) fn owner(statement: &[Token<'_>], open: usize) -> Option<Owner> {
    let is_list = statement[open].kind() == SyntaxKind::L_BRACKET;
    let around = || statement[..open].iter().rposition(|token| token.kind() == SyntaxKind::L_PAREN);
    let open = is_list.then(around).flatten().unwrap_or(open);
    let name = statement.get(open.checked_sub(1)?)?;
    let sign = statement.get(open.checked_sub(2)?)?;
    match sign.kind() {
        SyntaxKind::HASH => Item::from_name(name.text()).map(Owner::Item),
        SyntaxKind::COLON => BuiltIn::from_name(name.text()).map(Owner::BuiltIn),
        _ => None,
    }
}

pub(crate) fn kind(block: &Block<'_>) -> Option<BlockKind> {
    BlockKind::from_name(block.kind()?.text())
}

/// What stands before a place on its line.
fn line_up_to(text: &str, place: TextSize) -> &str {
    let before = &text[..usize::from(place)];
    &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..]
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_number(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::INTEGER | SyntaxKind::FLOAT)
}

/// The tokens of the last few things outside all blocks that start before a place, and of those behind it on its line.
/// What is being typed is among them, and the blocks far away are not.
fn tokens_around(root: Node<'_>, offset: TextSize) -> Vec<Token<'_>> {
    let children: Vec<Element<'_>> = root.children().collect();
    let behind = children.partition_point(|child| child.range().start() < offset);
    let near = &children[behind.saturating_sub(12)..children.len().min(behind + 4)];
    let mut tokens = Vec::new();
    for child in near {
        match child {
            Element::Token(token) => tokens.push(*token),
            Element::Node(node) => tokens.extend(node.descendant_tokens()),
        }
    }
    tokens
}

/// Whether a place is in a comment that starts before it.
fn is_inside_comment(comment: Token<'_>, offset: TextSize) -> bool {
    let end = comment.range().end();
    match comment.kind() {
        SyntaxKind::LINE_COMMENT => offset <= end,
        SyntaxKind::BLOCK_COMMENT => offset < end || (offset == end && !comment.text().ends_with("*/")),
        _ => false,
    }
}

/// The kind of the innermost node that starts before a word and ends behind it.
fn kind_around(analysis: &Analysis, word: TextRange) -> SyntaxKind {
    let path = analysis.parse().path_to(word);
    let is_around = |node: &&Node<'_>| node.range().start() < word.start() && word.end() < node.range().end();
    path.iter().rev().find(is_around).map_or(SyntaxKind::FILE, |node| node.kind())
}

/// How many of the innermost blocks nothing closes, and are indented no less than a line that starts at a place; none
/// where it starts no line.
fn left_behind(analysis: &Analysis, place: TextSize, blocks: &[Block<'_>]) -> usize {
    let line = line_up_to(analysis.text(), place);
    let is_left = |block: &Block<'_>| {
        let is_closed = block.body().is_some_and(|body| body.token(SyntaxKind::R_BRACE).is_some());
        !is_closed && line.len() <= analysis.indent_at(block.range().start()).len()
    };
    if line.bytes().all(is_blank) { blocks.iter().take_while(|block| is_left(block)).count() } else { 0 }
}

/// The blocks whose braces are around a place, the innermost first.
fn blocks_around(analysis: &Analysis, offset: TextSize) -> Vec<Block<'_>> {
    let path = analysis.parse().path_to(TextRange::empty(offset));
    let is_around = |block: &Block<'_>| {
        block.body().is_some_and(|body| {
            let is_closed = body.token(SyntaxKind::R_BRACE).is_some();
            let range = body.range();
            range.start() < offset && if is_closed { offset < range.end() } else { offset <= range.end() }
        })
    };
    let mut blocks: Vec<Block<'_>> = path.into_iter().filter_map(Block::cast).filter(is_around).collect();
    // White space and comments at the end of the text lie outside of a block that is not closed.
    let gap = |child: &Element<'_>| child.kind() == SyntaxKind::WHITESPACE || child.kind().is_comment();
    let before = || analysis.parse().root().children().take_while(|child| child.range().start() < offset);
    if blocks.is_empty()
        && let Some(last) = before().filter(|child| !gap(child)).last().and_then(Element::node).and_then(Block::cast)
        && last.range().end() <= offset
    {
        let mut open = Some(last);
        while let Some(block) =
            open.filter(|block| block.body().is_some_and(|it| it.token(SyntaxKind::R_BRACE).is_none()))
        {
            blocks.insert(0, block);
            let inner = block.body().and_then(|body| body.nodes().last()).and_then(Block::cast);
            open = inner;
        }
    }
    blocks.sort_by_key(|block| std::cmp::Reverse(block.range().start()));
    blocks
}
