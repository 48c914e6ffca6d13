//! The grammar (`docs/language.md`, Grammar), with one function for each production.
//!
//! A function named after a production creates its node and reads at least one token; its caller has checked the next
//! token. It leaves what it cannot use to its caller, so that an error in one entry ends where the next entry starts.

use crate::SyntaxErrorKind as E;
use crate::SyntaxKind::{self, *};

use crate::literal::{self, is_suffix};
use crate::parser::Parser;

/// Parses a Templefile: `{ block }`.
pub(crate) fn file(p: &mut Parser<'_>) {
    p.root(FILE, |p| {
        while !p.at(EOF) {
            if starts_block(p) || starts_block_outside(p) {
                block(p);
            } else {
                skipped_outside_blocks(p);
            }
        }
    });
}

/// Skips text outside all blocks up to the next block, with one error.
fn skipped_outside_blocks(p: &mut Parser<'_>) {
    let (kind, start) = (p.current(), p.position());
    p.error_here(match kind {
        T![;] => E::SemicolonAfterBlock,
        T!['}'] => E::UnmatchedBrace,
        T![#] if starts_hash_comment(p) => E::HashComment,
        T![#] => E::EntryOutside,
        IDENT if p.nth(1) == T![:] && is_lower(p.nth_text(0)) => E::EntryOutside,
        // The arguments of a type start on the same line.
        IDENT if p.nth(1) == T![:] && p.nth(3) == T!['('] && p.on_new_line(4) => E::ParenthesisForBrace,
        _ => E::ExpectedBlock,
    });
    p.skip_until(|p| p.position() > start && (starts_block(p) || starts_block_outside(p)));
}

/// Returns true if a block starts here: `Name: kind {`, possibly with one or two of the tokens before the brace
/// missing.
fn starts_block(p: &Parser<'_>) -> bool {
    matches!(
        (p.current(), p.nth(1), p.nth(2), p.nth(3)),
        (IDENT, T![:], IDENT, T!['{'])
            | (IDENT, T![:], T!['{'], _)
            | (IDENT, IDENT, T!['{'], _)
            | (T![:], IDENT, T!['{'], _)
            | (IDENT, T!['{'], _, _)
    )
}

/// Returns true if a top-level block without its `{` starts here: `Name:` that does not look like an attribute.
fn starts_block_outside(p: &Parser<'_>) -> bool {
    let stranded = p.nth(2) == IDENT && matches!(p.nth(3), T![;] | T![@] | T!['(']);
    p.at(IDENT) && p.nth(1) == T![:] && is_upper(p.nth_text(0)) && !stranded
}

/// Like [`starts_block_outside`], inside a block. Such a header is likely only if the text lacks a `{`.
fn starts_block_inside(p: &Parser<'_>) -> bool {
    let header = p.at(IDENT) && p.nth(1) == T![:] && p.nth(2) == IDENT && is_upper(p.nth_text(0));
    header && p.braces.missing_open && matches!(p.nth(3), IDENT | T![#])
}

fn is_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

fn is_lower(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Returns true if an identifier has only the characters that are allowed in names of blocks, types and metadata
/// items.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns true if the next token starts an entry on its own line, so that it does not complete the current one.
fn is_next_entry(p: &Parser<'_>) -> bool {
    p.on_new_line(0) && (p.nth(1) == T![:] || starts_block(p))
}

/// Parses a block: `Name: kind { … }`, optionally with `;` inside another block.
fn block(p: &mut Parser<'_>) {
    let inside = p.is_inside_block();
    p.node(BLOCK, |p| {
        let complete = block_header(p);
        if p.at(T!['{']) {
            body(p);
        } else {
            if complete {
                p.error_missing(E::ExpectedBrace);
            }
            let entries = matches!(p.current(), IDENT | T![#] | T!['}']);
            if entries && !starts_block(p) && !p.is_block_end() {
                body(p);
            }
        }
        if inside {
            p.eat(T![;]);
        }
    });
}

/// Parses the header of a block: `Name: kind`. Returns true if its kind is present.
fn block_header(p: &mut Parser<'_>) -> bool {
    let name = p.nth_text(0);
    if p.at(IDENT) && p.nth(1) == IDENT && !p.on_new_line(1) && is_lower(name) && is_upper(p.nth_text(1)) {
        let start = p.current_range();
        p.bump();
        p.bump();
        p.error_at(E::KindFirst, start.cover(p.previous_range()));
        return true;
    }
    if !p.at(IDENT) || (p.nth(1) == T!['{'] && !is_upper(name)) {
        p.error_here_missing(E::ExpectedBlockName);
    } else {
        if !is_upper(name) || !is_plain(name) {
            p.error_at(E::BlockNameForm, p.current_range());
        }
        p.bump();
        if p.at(IDENT) {
            p.error_missing(E::ExpectedColon);
        }
    }
    p.eat(T![:]);
    let complete = p.at(IDENT) && !(p.on_new_line(0) && p.nth(1) == T![:]);
    if complete {
        p.bump();
    } else {
        p.error_missing(E::ExpectedBlockKind);
    }
    complete
}

/// Parses the body of a block: `{ entry … }`.
fn body(p: &mut Parser<'_>) {
    let deep_enough = p.nested(|p| {
        p.node(BODY, |p| {
            let (open, at) = (p.current_range(), p.position());
            let end = p.braces.unclosed.get(&at).copied();
            let has_open = p.eat(T!['{']);
            p.within_block(end, |p| {
                while !p.is_block_end() && (!p.at(T!['}']) || (has_open && p.at_superfluous_brace())) {
                    entry(p);
                }
            });
            let is_end = p.at(EOF) || end.is_some_and(|end| p.position() >= end);
            if !is_end {
                p.eat(T!['}']);
            } else if has_open {
                p.error_unclosed_block(open);
            }
        });
    });
    if !deep_enough {
        p.error_here(E::TooDeep);
        skip_pairs(p, T!['{'], T!['}']);
    }
}

/// Skips everything up to the bracket that closes the one here.
fn skip_pairs(p: &mut Parser<'_>, open: SyntaxKind, close: SyntaxKind) {
    let (mut depth, mut done) = (0_u32, false);
    p.skip_until(|p| {
        if done {
            return true;
        }
        match p.current() {
            kind if kind == open => depth += 1,
            kind if kind == close => {
                depth -= 1;
                done = depth == 0;
            }
            _ => {}
        }
        false
    });
}

/// Parses an entry of a block: `block [ ";" ] | attribute | metadata`.
fn entry(p: &mut Parser<'_>) {
    match p.current() {
        _ if starts_block(p) || starts_block_inside(p) => block(p),
        T![#] if starts_hash_comment(p) => {
            p.error_here(E::HashComment);
            let start = p.position();
            p.skip_until(|p| p.position() > start && (p.on_new_line(0) || p.at(T!['}']) || p.is_block_end()));
        }
        T![#] => metadata(p),
        T![@] => skipped_entry(p, E::AnnotationFirst),
        // Words after odd characters, as in `-- words`, are covered by the error for these.
        IDENT if p.after_error_token() && p.nth(1) == IDENT => skipped_entry(p, E::ExpectedEntry),
        IDENT if matches!(p.nth(1), T!['('] | T!['[']) => metadata(p),
        IDENT | T![:] => attribute(p),
        T![;] => skipped_token(p, E::StraySemicolon),
        T!['}'] => skipped_token(p, E::UnmatchedBrace),
        _ => skipped_entry(p, E::ExpectedEntry),
    }
}

/// Skips text that does not start an entry, up to a position at which the next entry may start.
fn skipped_entry(p: &mut Parser<'_>, error: E) {
    p.error_here(error);
    let start = p.position();
    p.skip_until(|p| p.position() > start && ends_skipping(p));
    p.eat(T![;]);
}

/// Returns true if `# words` follow, which is a comment in other languages.
fn starts_hash_comment(p: &Parser<'_>) -> bool {
    let words = p.at(T![#]) && p.nth(1) == IDENT && p.nth(2) == IDENT;
    words && !p.is_joint_at(1) && !p.on_new_line(1) && !p.on_new_line(2)
}

/// Skips one token that cannot be used.
fn skipped_token(p: &mut Parser<'_>, error: E) {
    p.error_here(error);
    let start = p.position();
    p.skip_until(|p| p.position() > start);
}

/// Returns true if skipping the unusable rest of an entry ends here.
fn ends_skipping(p: &Parser<'_>) -> bool {
    match p.current() {
        T![;] | T!['}'] | T![#] => true,
        IDENT => p.nth(1) == T![:] || p.on_new_line(0) || starts_block(p),
        _ => p.is_block_end(),
    }
}

/// Parses the end of an attribute or a metadata item: `";"`, or nothing directly before `"}"`.
fn end(p: &mut Parser<'_>) {
    if p.eat(T![;]) || p.at(T!['}']) || p.is_block_end() {
        return;
    }
    if p.on_new_line(0) || ends_skipping(p) {
        p.error_missing(E::ExpectedSemicolon);
        return;
    }
    p.error_here(E::UnexpectedInEntry(p.current()));
    p.skip_until(ends_skipping);
    p.eat(T![;]);
}

/// Parses an attribute: `name: type { @annotation } end`.
fn attribute(p: &mut Parser<'_>) {
    p.node(ATTRIBUTE, |p| {
        if p.at(IDENT) {
            p.bump();
        } else {
            p.error_here(E::ExpectedAttributeName);
        }
        if p.at(IDENT) && p.is_hyphenated(0) && p.nth(1) == T![:] {
            let start = p.position();
            p.skip_until(|p| p.position() > start);
        }
        let has_colon = p.eat(T![:]);
        if has_colon && p.at(T!['(']) {
            p.error_missing(E::ExpectedType);
            p.node(TYPE, arguments);
        } else if p.at(IDENT) && !is_next_entry(p) && (has_colon || !p.on_new_line(0)) {
            if !has_colon {
                p.error_missing(E::ExpectedColon);
            }
            type_(p);
        } else if has_colon {
            p.error_missing(E::ExpectedType);
        } else {
            p.error_before(E::IncompleteEntry);
        }
        while p.at(T![@]) {
            annotation(p);
        }
        end(p);
    });
}

/// Parses a type, such as `string(maxLength: 5)`, or a reference, such as `Customer`.
fn type_(p: &mut Parser<'_>) {
    p.node(TYPE, |p| {
        let name = p.nth_text(0);
        if !is_plain(name) {
            p.error_at(E::TypeNameForm, p.current_range());
        }
        p.bump();
        if p.at(T!['(']) || starts_bare_arguments(p) {
            let start = p.current_range();
            arguments(p);
            if is_upper(name) {
                p.error_at(E::ReferenceArguments, start.cover(p.previous_range()));
            }
        }
    });
}

/// Parses an annotation, such as `@unique`.
fn annotation(p: &mut Parser<'_>) {
    p.node(ANNOTATION, |p| {
        p.bump();
        if p.at(IDENT) && !is_next_entry(p) {
            p.bump();
        } else {
            p.error_missing(E::ExpectedAnnotationName);
        }
        if p.at(T!['(']) {
            let start = p.current_range();
            arguments(p);
            // Unclosed arguments are already reported.
            if p.previous_text() == ")" {
                p.error_at(E::AnnotationArguments, start.cover(p.previous_range()));
            }
        }
    });
}

/// Parses a metadata item, such as `#auth`, `#provider(kubernetes)` or `#omit[read]`.
fn metadata(p: &mut Parser<'_>) {
    p.node(METADATA, |p| {
        if !p.eat(T![#]) {
            p.error_here_missing(E::ExpectedHash);
        }
        if p.at(IDENT) && !is_next_entry(p) {
            let name = p.nth_text(0);
            if !is_lower(name) || !is_plain(name) {
                p.error_at(E::MetadataNameForm, p.current_range());
            }
            p.bump();
        } else {
            p.error_missing(E::ExpectedMetadataName);
        }
        match p.current() {
            T!['('] => arguments(p),
            T!['['] => list(p),
            _ if starts_bare_arguments(p) => arguments(p),
            IDENT if !p.on_new_line(0) && p.nth(1) == T![;] => {
                p.error_here(E::BareValue);
                p.node(ARGUMENTS, value);
            }
            _ => {}
        }
        end(p);
    });
}

/// Returns true if arguments without their `(` follow, as in `string 5)`, `int max: 5)` or `#readable all)`.
fn starts_bare_arguments(p: &Parser<'_>) -> bool {
    let argument = match p.current() {
        IDENT => p.nth(1) == T![')'] || (p.nth(1) == T![:] && is_keyword_argument(p)),
        kind => matches!(kind, INTEGER | FLOAT),
    };
    // Without a `)` on the same line, the tokens are not arguments.
    let line = (0..MAX_BARE_TOKENS).take_while(|&n| !p.on_new_line(n));
    let mut ends = line.map(|n| p.nth(n)).filter(|kind| !is_value(*kind) && !matches!(kind, T![:] | T![,] | T![']']));
    argument && ends.next() == Some(T![')'])
}

/// The maximum number of tokens in a line of arguments: enough for three parameters with keywords.
const MAX_BARE_TOKENS: usize = 24;

/// Parses arguments, such as `(5, min: 1)`.
fn arguments(p: &mut Parser<'_>) {
    let mut keywords = false;
    p.node(ARGUMENTS, |p| {
        separated(p, T![')'], E::UnclosedParenthesis, |p| {
            if p.at(IDENT) && (p.nth(1) == T![:] || is_value(p.nth(1)) && !p.on_new_line(1) && !p.is_hyphenated(1)) {
                keywords = true;
                keyword_argument(p);
            } else {
                if keywords {
                    p.error_here(E::PositionalAfterKeyword);
                }
                value(p);
            }
        });
    });
}

/// Parses a list, such as `[create, read]`.
fn list(p: &mut Parser<'_>) {
    let deep_enough = p.nested(|p| {
        p.node(LIST, |p| separated(p, T![']'], E::UnclosedBracket, value));
    });
    if !deep_enough {
        p.error_here(E::TooDeep);
        skip_pairs(p, T!['['], T![']']);
    }
}

/// Parses items in brackets, separated by `,`. A `,` after the last item is optional.
fn separated(p: &mut Parser<'_>, close: SyntaxKind, unclosed: E, mut item: impl FnMut(&mut Parser<'_>)) {
    let open = p.current_range();
    let has_open = matches!(p.current(), T!['('] | T!['[']);
    if has_open {
        p.bump();
    } else {
        p.error_missing(E::ExpectedParenthesis);
    }
    loop {
        match p.current() {
            kind if kind == close => return p.bump(),
            T![,] => skipped_token(p, E::EmptySlot),
            _ if ends_arguments(p) && !has_open => return,
            _ if ends_arguments(p) => return p.error_unclosed(unclosed, open),
            _ if starts_value(p) => {
                item(p);
                if !p.eat(T![,]) && starts_value(p) && !ends_arguments(p) {
                    p.error_missing(E::ExpectedComma);
                }
            }
            kind => skipped_token(p, E::UnexpectedInArguments(kind)),
        }
    }
}

/// Returns true if the next token cannot be part of an argument, so that the bracket before it is not closed.
fn ends_arguments(p: &Parser<'_>) -> bool {
    match p.current() {
        T![;] | T!['{'] | T!['}'] | T![')'] | T![']'] | T![#] | T![@] => true,
        IDENT => p.on_new_line(0) && (starts_block(p) || (p.nth(1) == T![:] && !is_keyword_argument(p))),
        _ => p.is_block_end(),
    }
}

/// Returns true if `name: value` here is an argument and not the next attribute.
fn is_keyword_argument(p: &Parser<'_>) -> bool {
    match p.nth(2) {
        IDENT => matches!(p.nth(3), T![,] | T![')']),
        kind => matches!(kind, INTEGER | FLOAT | T!['[']),
    }
}

fn starts_value(p: &Parser<'_>) -> bool {
    is_value(p.current())
}

fn is_value(kind: SyntaxKind) -> bool {
    matches!(kind, IDENT | INTEGER | FLOAT | T!['['])
}

/// Parses a keyword argument, such as `max: 5`.
fn keyword_argument(p: &mut Parser<'_>) {
    p.node(KEYWORD_ARGUMENT, |p| {
        p.bump();
        if !p.eat(T![:]) {
            p.error_missing(E::ExpectedColon);
        }
        if starts_value(p) && !ends_arguments(p) {
            value(p);
        } else {
            p.error_missing(E::ExpectedValue);
        }
    });
}

/// Parses a value, such as `kubernetes`, `-5`, `10k`, `1.5` or `[create, read]`.
fn value(p: &mut Parser<'_>) {
    match p.current() {
        IDENT => p.node(WORD, Parser::bump),
        T!['['] => list(p),
        _ => number(p),
    }
}

/// Parses a number, such as `-5`, `10k` or `1.5`. White space and comments may precede a suffix.
fn number(p: &mut Parser<'_>) {
    p.node(NUMBER, |p| {
        let integer = p.at(INTEGER);
        if integer && literal::integer(p.nth_text(0), None).is_none() {
            p.error_at(E::IntegerOverflow, p.current_range());
        }
        p.bump();
        let suffix = p.at(IDENT) && is_suffix(p.nth_text(0));
        if integer && suffix {
            p.bump();
        } else if p.at(IDENT) && p.is_joint() {
            skipped_token(p, if suffix { E::SuffixOnFloat } else { E::NumberTail });
        }
    });
}
