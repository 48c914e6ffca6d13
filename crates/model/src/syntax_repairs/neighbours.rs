//! Rules for which tokens may be next to each other.
//!
//! The parser reports one error at a position and hides others that would only follow from it. A fix must not reveal
//! those, so it is offered only if the text that it leaves fits the tokens before and after it.

use std::ops::Range;

use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Parse, TextRange, TextSize, Token};

use crate::{Code, Edit, Fix};

/// Returns true if all tokens that a fix brings together may be next to each other. A fix for anything other than the
/// syntax must also keep existing syntax errors and the pairing of brackets.
pub(crate) fn fit(fix: &Fix, code: Code, parse: &Parse) -> bool {
    let mut sites = fix.edits.iter().map(|edit| EditSite::of(edit, fix, parse));
    if matches!(code, Code::SyntaxError | Code::NumberOverflow) {
        return sites.all(|site| site.is_fit(Row::fits(&site.new)));
    }
    let mut opened = 0;
    let fits = sites.all(|site| {
        opened += site.new.opened() - site.old.opened();
        let is_argument_of_reference = code == Code::UnknownType && site.is_reference_with_arguments();
        site.is_fit(site.keeps_grammar()) && !is_argument_of_reference && !site.moves_brace(parse)
    });
    fits && opened == 0
}

/// The surroundings of an edit.
struct EditSite<'a> {
    /// The edit, extended to whole tokens.
    edit: Edit,
    old: Row<'a>,
    new: Row<'a>,
    /// True if a neighbouring token belongs to another edit of the same fix, which checks it instead.
    is_shared: bool,
    /// True if the new text would form one token with the text directly before or after it.
    glues: bool,
}

impl<'a> EditSite<'a> {
    fn of(edit: &Edit, fix: &Fix, parse: &'a Parse) -> EditSite<'a> {
        let is_of_other = |token: Token<'_>| {
            fix.edits.iter().any(|other| other != edit && other.range.intersect(token.range()).is_some())
        };
        let edit = whole_tokens(edit, parse);
        let old = Row {
            before: before(edit.range.start(), parse),
            between: kinds_in(edit.range, parse),
            after: after(edit.range.end(), parse),
        };
        let new = Row { between: kinds(&edit.text), ..old.clone() };
        let is_shared = [old.before, old.after.first].into_iter().flatten().any(is_of_other);
        let glues = glues(&edit, parse);
        EditSite { edit, old, new, is_shared, glues }
    }

    /// Returns true if the edit fits the tokens around it, given that its new text `fits` or not. Replacing tokens by
    /// others of the same kinds always fits.
    fn is_fit(&self, fits: bool) -> bool {
        let is_respelt = self.old.between == self.new.between && !self.new.between.is_empty();
        !self.glues && (self.is_shared || is_respelt || fits)
    }

    /// Returns true if the edit adds no syntax error. Tokens that are already misplaced, or next to unreadable text,
    /// are neither removed nor changed to other kinds.
    fn keeps_grammar(&self) -> bool {
        let starts_entry = self.old.after.follow(Some(SEMICOLON));
        match self.new.between.is_empty() {
            true => !self.old.touches_error_token() && self.old.fits() && self.new.fits(),
            false => !self.old.touches_error_token() && (self.new.fits() || (!self.old.fits() && starts_entry)),
        }
    }

    fn is_reference_with_arguments(&self) -> bool {
        let is_reference = self.edit.text.starts_with(|first: char| first.is_ascii_uppercase());
        is_reference && self.old.after.first.is_some_and(|first| first.kind() == L_PAREN)
    }

    /// Returns true if the edit changes whether the brace after it is the first token of its line. If braces do not
    /// pair up, that decides which belong together.
    fn moves_brace(&self, parse: &Parse) -> bool {
        let brace = self.old.after.first.filter(|first| matches!(first.kind(), L_BRACE | R_BRACE));
        let Some(brace) = brace.filter(|_| !parse.is_balanced()).map(|brace| brace.range().start()) else {
            return false;
        };
        let end_of = |token: Option<Token<'_>>| token.map_or(TextSize::default(), |token| token.range().end());
        let was_first = has_line_end(TextRange::new(end_of(before(brace, parse)), brace), parse);
        let last_line = self.edit.text.trim_end_matches([' ', '\t']);
        let gap_before = TextRange::new(end_of(self.old.before), self.edit.range.start());
        let is_first = has_line_end(TextRange::new(self.edit.range.end(), brace), parse)
            || last_line.ends_with('\n')
            || (last_line.is_empty() && has_line_end(gap_before, parse));
        was_first != is_first
    }
}

/// Returns true if a line ends in the range.
fn has_line_end(range: TextRange, parse: &Parse) -> bool {
    tokens_in(range, parse).any(|token| {
        let part = range.intersect(token.range()).unwrap_or(token.range());
        text_in(token, part).contains('\n')
    })
}

/// The kinds of the tokens in a text, without white space and comments.
fn kinds(text: &str) -> Vec<SyntaxKind> {
    temple_syntax::lex(text).iter().map(|lexeme| lexeme.kind).filter(|kind| !is_gap(*kind)).collect()
}

/// Like [`kinds`], for a range of the file.
fn kinds_in(range: TextRange, parse: &Parse) -> Vec<SyntaxKind> {
    tokens_in(range, parse).map(Token::kind).filter(|kind| !is_gap(*kind)).collect()
}

/// The tokens that overlap a range.
fn tokens_in(range: TextRange, parse: &Parse) -> impl Iterator<Item = Token<'_>> {
    let mut at = range.start();
    std::iter::from_fn(move || {
        let token = parse.token_at(at).filter(|_| at < range.end())?;
        at = token.range().end();
        Some(token)
    })
}

/// A sequence of tokens: those that an edit replaces or inserts, and their neighbours.
#[derive(Clone)]
struct Row<'a> {
    before: Option<Token<'a>>,
    between: Vec<SyntaxKind>,
    after: NextTokens<'a>,
}

impl Row<'_> {
    /// The number of opening brackets minus the number of closing brackets in between.
    fn opened(&self) -> i64 {
        self.between.iter().fold(0, |opened, kind| match kind {
            L_PAREN | L_BRACKET | L_BRACE => opened + 1,
            R_PAREN | R_BRACKET | R_BRACE => opened - 1,
            _ => opened,
        })
    }

    /// Returns true if an [`ERROR_TOKEN`] is directly before or after.
    fn touches_error_token(&self) -> bool {
        [self.before, self.after.first].into_iter().flatten().any(|token| token.kind() == ERROR_TOKEN)
    }

    /// Returns true if the tokens in between fit the tokens before and after them.
    fn fits(&self) -> bool {
        let before = self.before.map(Token::kind);
        let (Some(&first), Some(&last)) = (self.between.first(), self.between.last()) else {
            return self.after.follow(before);
        };
        let next = self.between.get(1).copied().or_else(|| self.after.first.map(Token::kind));
        follows(before, Some(first), next, true) && self.after.follow(Some(last))
    }
}

/// The last token before a position, ignoring white space and comments.
pub(super) fn before(mut at: TextSize, parse: &Parse) -> Option<Token<'_>> {
    loop {
        let token = parse.token_at(at.checked_sub(TextSize::new(1))?)?;
        // A byte order mark is not a token of the grammar, so anything may follow it.
        if !is_gap(token.kind()) && token.text() != "\u{feff}" {
            return Some(token);
        }
        at = token.range().start();
    }
}

/// The next two tokens after a position, ignoring white space and comments.
#[derive(Clone, Copy)]
struct NextTokens<'a> {
    first: Option<Token<'a>>,
    second: Option<Token<'a>>,
}

fn after(at: TextSize, parse: &Parse) -> NextTokens<'_> {
    let next = |mut at: TextSize| loop {
        let token = parse.token_at(at)?;
        at = token.range().end();
        if !is_gap(token.kind()) {
            return Some(token);
        }
    };
    let first = next(at);
    NextTokens { first, second: first.and_then(|first| next(first.range().end())) }
}

impl NextTokens<'_> {
    /// Returns true if these tokens may follow `token`, or the start of the text if it is `None`.
    fn follow(&self, token: Option<SyntaxKind>) -> bool {
        let is_joint = self.first.zip(self.second).is_some_and(|(one, two)| one.range().end() == two.range().start());
        follows(token, self.first.map(Token::kind), self.second.map(Token::kind), is_joint)
    }
}

/// Returns true for trivia other than unreadable text. Markers and unparsed sides of conflicts count as white space.
fn is_gap(kind: SyntaxKind) -> bool {
    kind.is_trivia() && kind != ERROR_TOKEN
}

/// Returns true if `token` may follow `before` directly, given the `next` token after it. `is_joint` is true if there
/// is nothing between `token` and `next`. `None` represents the start or the end of the text.
fn follows(before: Option<SyntaxKind>, token: Option<SyntaxKind>, next: Option<SyntaxKind>, is_joint: bool) -> bool {
    use SyntaxKind as K;
    let Some(token) = token else { return true };
    if token == ERROR_TOKEN || before == Some(ERROR_TOKEN) {
        return true;
    }
    match before {
        None | Some(K::L_BRACE | K::SEMICOLON | K::R_BRACE) => match token {
            IDENT => matches!(next, None | Some(COLON | IDENT | SEMICOLON | AT | HASH | R_BRACE | ERROR_TOKEN)),
            HASH => next == Some(ERROR_TOKEN) || (next == Some(IDENT) && is_joint),
            SEMICOLON => before == Some(R_BRACE),
            kind => kind == R_BRACE,
        },
        Some(COLON) => matches!(token, IDENT | INTEGER | FLOAT | L_BRACKET),
        Some(COMMA | L_PAREN | L_BRACKET) => {
            matches!(token, IDENT | INTEGER | FLOAT | L_BRACKET | R_PAREN | R_BRACKET)
        }
        Some(HASH | AT) => token == IDENT,
        Some(IDENT) => !matches!(token, IDENT | INTEGER | FLOAT | HASH),
        Some(INTEGER | FLOAT) => matches!(token, COMMA | R_PAREN | R_BRACKET | IDENT),
        Some(R_PAREN | R_BRACKET) => {
            matches!(token, SEMICOLON | AT | COMMA | R_PAREN | R_BRACKET | R_BRACE)
        }
        Some(_) => true,
    }
}

/// Extends an edit to whole tokens, with the text of the parts that it does not change.
fn whole_tokens(edit: &Edit, parse: &Parse) -> Edit {
    let range = edit.range;
    let token_containing =
        |at: TextSize| parse.token_at(at).filter(|token| token.range().start() < at && !is_gap(token.kind()));
    let (first, last) = (token_containing(range.start()), token_containing(range.end()));
    let start = first.map_or(range.start(), |token| token.range().start());
    let end = last.map_or(range.end(), |token| token.range().end());
    let head = first.map_or("", |token| text_in(token, TextRange::new(start, range.start())));
    let tail = last.map_or("", |token| text_in(token, TextRange::new(range.end(), end)));
    Edit::replace(TextRange::new(start, end), format!("{head}{}{tail}", edit.text))
}

/// Returns true if the text that an edit of whole tokens leaves would form one token with the text directly before or
/// after it.
fn glues(edit: &Edit, parse: &Parse) -> bool {
    let char_before = |at: TextSize| {
        let token = parse.token_at(at.checked_sub(TextSize::new(1))?)?;
        text_in(token, TextRange::new(token.range().start(), at)).chars().next_back()
    };
    let before = char_before(edit.range.start());
    let after = parse
        .token_at(edit.range.end())
        .and_then(|token| text_in(token, TextRange::new(edit.range.end(), token.range().end())).chars().next());
    let (first, last) = (edit.text.chars().next(), edit.text.chars().next_back());
    // A number and its suffix are two tokens even without a space.
    let was_joint = glue(char_before(edit.range.end()).filter(|_| !edit.range.is_empty()), after);
    let is_signed = before == Some('-') && first.or(after).is_some_and(|char| char.is_ascii_digit());
    is_signed || glue(before, first.or(after)) || (last.is_some() && !was_joint && glue(last, after))
}

/// Returns true if two adjacent characters belong to the same token.
fn glue(left: Option<char>, right: Option<char>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    (is_word(left) && is_word(right)) || matches!((left, right), ('/', '/' | '*') | ('*', '/'))
}

/// The part of a token's text in a range of the file.
fn text_in(token: Token<'_>, range: TextRange) -> &str {
    let range = Range::<usize>::from(range - token.range().start());
    token.text().get(range).unwrap_or_default()
}
