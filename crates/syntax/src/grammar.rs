//! The grammar (`docs/language.md`, Grammar), one production a function.
//!
//! A function named after a production makes its node and reads at least one token; its caller has looked at
//! what comes next. What it cannot use it leaves to its caller, so that an error in one entry ends where the
//! next entry starts.

use crate::SyntaxErrorKind as E;
use crate::SyntaxKind::{self, *};

use crate::literal::{self, is_suffix};
use crate::parser::Parser;

/// A Templefile: `{ block }`.
pub(crate) fn file(p: &mut Parser<'_>) {
    p.root(FILE, |p| {
        while !p.at(EOF) {
            if starts_block(p) || starts_block_outside(p) {
                block(p);
            } else {
                outside(p);
            }
        }
    });
}

/// What stands outside all blocks and starts none: one error, up to the next block.
fn outside(p: &mut Parser<'_>) {
    let (kind, start) = (p.current(), p.position());
    p.error_here(match kind {
        T![;] => E::SemicolonAfterBlock,
        T!['}'] => E::UnmatchedBrace,
        T![#] if starts_hash_comment(p) => E::HashComment,
        T![#] => E::EntryOutside,
        IDENT if p.nth(1) == T![:] && is_lower(p.nth_text(0)) => E::EntryOutside,
        // A type's arguments are on its line.
        IDENT if p.nth(1) == T![:] && p.nth(3) == T!['('] && p.on_new_line(4) => E::ParenthesisForBrace,
        _ => E::ExpectedBlock,
    });
    p.skip_until(|p| p.position() > start && (starts_block(p) || starts_block_outside(p)));
}

/// Whether a block starts here: `Name: kind {`, also where one or two of the three words and signs before the
/// brace are missing.
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

/// Whether a block without its `{` starts here, outside all blocks: `Name:` that is no stranded attribute.
fn starts_block_outside(p: &Parser<'_>) -> bool {
    let stranded = p.nth(2) == IDENT && matches!(p.nth(3), T![;] | T![@] | T!['(']);
    p.at(IDENT) && p.nth(1) == T![:] && is_upper(p.nth_text(0)) && !stranded
}

/// The same inside a block, where it is probable only if some `{` is missing.
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

/// Whether an identifier has only the characters that names of blocks, types and metadata items have.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether the word here is the first of an entry on a line of its own, and not what the entry before it
/// still misses.
fn is_next_entry(p: &Parser<'_>) -> bool {
    p.on_new_line(0) && (p.nth(1) == T![:] || starts_block(p))
}

/// A block: `Name: kind { … }`, inside another block perhaps with `;`.
fn block(p: &mut Parser<'_>) {
    let inside = p.is_inside();
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

/// The part of a block before its body: `Name: kind`. Answers whether nothing of it is missing.
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

/// The body of a block: `{ entry … }`.
fn body(p: &mut Parser<'_>) {
    let deep_enough = p.deeper(|p| {
        p.node(BODY, |p| {
            let (open, at) = (p.current_range(), p.position());
            let end = p.braces.unclosed.get(&at).copied();
            let has_open = p.eat(T!['{']);
            p.within_block(end, |p| {
                while !p.is_block_end() && (!p.at(T!['}']) || (has_open && p.at_superfluous())) {
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

/// Everything up to the bracket that belongs to the one here.
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

/// An entry of a block: `block [ ";" ] | attribute | metadata`.
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
        // Words after odd characters, as in `-- words`, belong to their error.
        IDENT if p.after_odd() && p.nth(1) == IDENT => skipped_entry(p, E::ExpectedEntry),
        IDENT if matches!(p.nth(1), T!['('] | T!['[']) => metadata(p),
        IDENT | T![:] => attribute(p),
        T![;] => unusable(p, E::StraySemicolon),
        T!['}'] => unusable(p, E::UnmatchedBrace),
        _ => skipped_entry(p, E::ExpectedEntry),
    }
}

/// What starts no entry, up to where the next one may start.
fn skipped_entry(p: &mut Parser<'_>, error: E) {
    p.error_here(error);
    let start = p.position();
    p.skip_until(|p| p.position() > start && ends_skipping(p));
    p.eat(T![;]);
}

/// Whether `# words` stands here, which is a comment in other languages.
fn starts_hash_comment(p: &Parser<'_>) -> bool {
    let words = p.at(T![#]) && p.nth(1) == IDENT && p.nth(2) == IDENT;
    words && !p.is_joint_at(1) && !p.on_new_line(1) && !p.on_new_line(2)
}

/// One token that cannot be used.
fn unusable(p: &mut Parser<'_>, error: E) {
    p.error_here(error);
    let start = p.position();
    p.skip_until(|p| p.position() > start);
}

/// Whether skipping what an entry cannot use ends here.
fn ends_skipping(p: &Parser<'_>) -> bool {
    match p.current() {
        T![;] | T!['}'] | T![#] => true,
        IDENT => p.nth(1) == T![:] || p.on_new_line(0) || starts_block(p),
        _ => p.is_block_end(),
    }
}

/// The end of an attribute or a metadata item: `";"`, or nothing directly before `"}"`.
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

/// An attribute: `name: type { @annotation } end`.
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

/// A type: `string(maxLength: 5)`, or a reference: `Customer`.
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

/// An annotation: `@unique`.
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
            // What is not closed has its error already.
            if p.previous_text() == ")" {
                p.error_at(E::AnnotationArguments, start.cover(p.previous_range()));
            }
        }
    });
}

/// A metadata item: `#auth`, `#provider(kubernetes)`, `#omit[read]`.
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

/// Whether arguments without their `(` stand here: `string 5)`, `int max: 5)`, `#readable all)`.
fn starts_bare_arguments(p: &Parser<'_>) -> bool {
    let argument = match p.current() {
        IDENT => p.nth(1) == T![')'] || (p.nth(1) == T![:] && is_keyword_argument(p)),
        kind => matches!(kind, INTEGER | FLOAT),
    };
    // Without a `)` on the line, something else is meant.
    let line = (0..MAX_BARE_TOKENS).take_while(|&n| !p.on_new_line(n));
    let mut ends = line.map(|n| p.nth(n)).filter(|kind| !is_value(*kind) && !matches!(kind, T![:] | T![,] | T![']']));
    argument && ends.next() == Some(T![')'])
}

/// How many tokens a line of arguments has at most: three parameters with keywords, and some to spare.
const MAX_BARE_TOKENS: usize = 24;

/// Arguments: `(5, min: 1)`.
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

/// A list: `[create, read]`.
fn list(p: &mut Parser<'_>) {
    let deep_enough = p.deeper(|p| {
        p.node(LIST, |p| separated(p, T![']'], E::UnclosedBracket, value));
    });
    if !deep_enough {
        p.error_here(E::TooDeep);
        skip_pairs(p, T!['['], T![']']);
    }
}

/// Items between brackets, each followed by `,`, but for the last, where it may be missing.
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
            T![,] => unusable(p, E::EmptySlot),
            _ if ends_arguments(p) && !has_open => return,
            _ if ends_arguments(p) => return p.error_unclosed(unclosed, open),
            _ if starts_value(p) => {
                item(p);
                if !p.eat(T![,]) && starts_value(p) && !ends_arguments(p) {
                    p.error_missing(E::ExpectedComma);
                }
            }
            kind => unusable(p, E::UnexpectedInArguments(kind)),
        }
    }
}

/// Whether something stands here that no argument has, so that a bracket before it is not closed.
fn ends_arguments(p: &Parser<'_>) -> bool {
    match p.current() {
        T![;] | T!['{'] | T!['}'] | T![')'] | T![']'] | T![#] | T![@] => true,
        IDENT => p.on_new_line(0) && (starts_block(p) || (p.nth(1) == T![:] && !is_keyword_argument(p))),
        _ => p.is_block_end(),
    }
}

/// Whether `name: value` here is an argument rather than the next attribute.
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

/// A keyword argument: `max: 5`.
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

/// A value: `kubernetes`, `-5`, `10k`, `1.5`, `[create, read]`.
fn value(p: &mut Parser<'_>) {
    match p.current() {
        IDENT => p.node(WORD, Parser::bump),
        T!['['] => list(p),
        _ => number(p),
    }
}

/// A number: `-5`, `10k`, `1.5`. White space and comments may stand before a suffix.
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
            unusable(p, if suffix { E::SuffixOnFloat } else { E::NumberTail });
        }
    });
}
