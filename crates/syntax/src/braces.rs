//! Matching of braces in a text where they are not balanced.
//!
//! Without it, a missing `}` would be noticed only at the end of the text, and every block after it would be parsed
//! as nested. In a balanced text it has no effect, so that everything that the compiler accepts is accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::SyntaxKind;
use crate::token::Significant;

/// The result of matching. Braces are identified by their token indexes.
#[derive(Debug, Default)]
pub(crate) struct Braces {
    /// The unclosed `{`, each with the token before which its block is taken to end.
    pub(crate) unclosed: BTreeMap<usize, usize>,
    /// The `}` inside a block that do not close it.
    pub(crate) superfluous: BTreeSet<usize>,
    /// True if there are unmatched `}`, for example because a `{` is missing.
    pub(crate) missing_open: bool,
    /// True if every brace has a partner.
    pub(crate) is_balanced: bool,
}

/// A `{` whose `}` has not been found yet.
struct Open {
    token: usize,
    /// The indentation of the line on which its block starts, in bytes.
    indent: u32,
}

/// The maximum number of open blocks that a `}` is compared with, so that the time stays linear in the text.
const MAX_COMPARED: usize = 64;

/// Matches the braces, by the indentation of their lines if the text is not balanced. `indent` returns the
/// indentation of the line of a token.
pub(crate) fn match_braces(tokens: &[Significant], indent: impl Fn(usize) -> u32) -> Braces {
    let balance = Balance::of(tokens.iter().map(|token| token.kind));
    let is_balanced = balance.is_even();
    let mut braces = Braces { missing_open: balance.missing_open, is_balanced, ..Braces::default() };
    if balance.missing_close == balance.missing_open {
        return braces;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut line_indent = 0;
    for (index, token) in tokens.iter().enumerate() {
        if token.on_new_line {
            line_indent = indent(index);
        }
        match token.kind {
            SyntaxKind::L_BRACE => {
                let header = header_start(tokens, index);
                let is_on_line = !tokens[header + 1..=index].iter().any(|token| token.on_new_line);
                let indent = if is_on_line { line_indent } else { indent(header) };
                if balance.missing_close && header < index && tokens[header].on_new_line {
                    close_down_to(&mut open, indent, header, &mut braces);
                }
                open.push(Open { token: index, indent });
            }
            SyntaxKind::R_BRACE => close(&mut open, index, (line_indent, token.on_new_line), balance, &mut braces),
            _ => {}
        }
    }
    for open in open {
        braces.unclosed.insert(open.token, tokens.len());
    }
    braces
}

/// The kinds of braces that are missing in a text.
#[derive(Clone, Copy)]
pub(crate) struct Balance {
    missing_close: bool,
    missing_open: bool,
}

impl Balance {
    pub(crate) fn of(kinds: impl Iterator<Item = SyntaxKind>) -> Balance {
        let (mut depth, mut missing_open) = (0_u32, false);
        for kind in kinds {
            match kind {
                SyntaxKind::L_BRACE => depth += 1,
                SyntaxKind::R_BRACE if depth == 0 => missing_open = true,
                SyntaxKind::R_BRACE => depth -= 1,
                _ => {}
            }
        }
        Balance { missing_close: depth > 0, missing_open }
    }

    /// Returns true if every brace has a partner.
    pub(crate) fn is_even(self) -> bool {
        !self.missing_close && !self.missing_open
    }
}

/// Handles a `}`: closes the block that starts on a line of the same indentation, and marks the blocks inside it that
/// are still open as unclosed. If a `{` is missing, a `}` indented further than the innermost block is superfluous.
fn close(open: &mut Vec<Open>, index: usize, (indent, first): (u32, bool), balance: Balance, braces: &mut Braces) {
    let Some(top) = open.last() else { return };
    if balance.missing_close
        && first
        && indent < top.indent
        && open.iter().rev().take(MAX_COMPARED).any(|open| open.indent == indent)
    {
        while let Some(top) = open.pop_if(|top| top.indent > indent) {
            braces.unclosed.insert(top.token, index);
        }
    } else if balance.missing_open && first && indent > top.indent {
        braces.superfluous.insert(index);
        return;
    }
    open.pop();
}

/// Marks open blocks as unclosed at the start of a block that is not indented further than they are.
fn close_down_to(open: &mut Vec<Open>, indent: u32, before: usize, braces: &mut Braces) {
    while let Some(top) = open.pop_if(|top| top.indent >= indent) {
        braces.unclosed.insert(top.token, before);
    }
}

/// The index of the first token of the `Name: kind {` that ends at `index`; `index` itself if there is no such
/// header.
fn header_start(tokens: &[Significant], index: usize) -> usize {
    let is = |at: usize, kind| tokens.get(at).is_some_and(|token: &Significant| token.kind == kind);
    let [kind, colon, name] = [index.wrapping_sub(1), index.wrapping_sub(2), index.wrapping_sub(3)];
    match () {
        () if is(kind, SyntaxKind::IDENT) && is(colon, SyntaxKind::COLON) && is(name, SyntaxKind::IDENT) => name,
        () if is(kind, SyntaxKind::IDENT) && is(colon, SyntaxKind::IDENT) => colon,
        () => index,
    }
}
