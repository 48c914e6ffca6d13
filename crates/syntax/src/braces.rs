//! Which brace belongs to which, in a text where they do not pair up.
//!
//! A missing `}` would otherwise be noticed at the end of the text only, with every block after it swallowed.
//! Where the braces pair up, nothing here has an effect, so that what the compiler accepts stays accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::SyntaxKind;
use crate::token::Significant;

/// What is known of the braces, by the indexes of tokens.
#[derive(Debug, Default)]
pub(crate) struct Braces {
    /// For a `{` that is not closed: the token before which its block ends all the same.
    pub(crate) unclosed: BTreeMap<usize, usize>,
    /// Each `}` in a block that is not the one that closes it.
    pub(crate) superfluous: BTreeSet<usize>,
    /// Whether there are more `}` than `{`, as when a `{` is missing.
    pub(crate) missing_open: bool,
    /// Whether each brace has its partner.
    pub(crate) is_balanced: bool,
}

/// A `{` that waits for its `}`.
struct Open {
    token: usize,
    /// The indentation of the line on which its block starts.
    indent: u32,
}

/// How many open blocks a `}` is compared with, so that the time stays linear in the text.
const MAX_COMPARED: usize = 64;

/// Pairs the braces up by the indentation of their lines, where counting is not enough.
/// `indent` tells how far the line of a token is indented.
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

/// Which side of the braces is short, if one is.
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

    /// Whether each brace has its partner.
    pub(crate) fn is_even(self) -> bool {
        !self.missing_close && !self.missing_open
    }
}

/// A `}`: closes the block that starts on a line of the same indentation, and with it those inside that have
/// none of their own.
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

/// A block that starts on a line indented no further than an open one is not inside it.
fn close_down_to(open: &mut Vec<Open>, indent: u32, before: usize, braces: &mut Braces) {
    while let Some(top) = open.pop_if(|top| top.indent >= indent) {
        braces.unclosed.insert(top.token, before);
    }
}

/// The first token of the `Name: kind {` that ends at `index`; `index` itself where there is no such thing.
fn header_start(tokens: &[Significant], index: usize) -> usize {
    let is = |at: usize, kind| tokens.get(at).is_some_and(|token: &Significant| token.kind == kind);
    let [kind, colon, name] = [index.wrapping_sub(1), index.wrapping_sub(2), index.wrapping_sub(3)];
    match () {
        () if is(kind, SyntaxKind::IDENT) && is(colon, SyntaxKind::COLON) && is(name, SyntaxKind::IDENT) => name,
        () if is(kind, SyntaxKind::IDENT) && is(colon, SyntaxKind::IDENT) => colon,
        () => index,
    }
}
