//! The indentation of a line that somebody has just begun.
//!
//! It goes by the lines before, which need not be formatted and are often not complete: a new entry stands below the
//! last one of the same brackets, the first one a step deeper than the line of the bracket.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Node, TextRange, TextSize};

use super::white_space::{indentation_start, replace};
use super::{FormatOptions, Indent};
use crate::Analysis;

/// The edit that indents the line of `offset`. `None` where it is right, is the first line, has text before `offset`, or
/// begins inside a comment.
pub(super) fn indent(analysis: &Analysis, offset: TextSize, options: &FormatOptions) -> Option<Edit> {
    let text = analysis.text();
    let start = indentation_start(text.get(..usize::from(offset))?)?;
    let rest = text[start..].trim_start_matches([' ', '\t']);
    let line = TextRange::new(TextSize::of(&text[..start]), TextSize::of(&**text) - TextSize::of(rest));
    if line.end() < offset {
        return None;
    }
    let last = analysis.parse().root().nodes().take_while(|node| node.range().start() < line.start()).last();
    let before = Before::read(text, last, line.start());
    if analysis.parse().root().tokens().chain(last.into_iter().flat_map(Node::descendant_tokens)).any(|token| {
        token.kind() == BLOCK_COMMENT && token.range().start() < line.start() && line.start() < token.range().end()
    }) {
        return None;
    }
    let mut edits = Vec::new();
    replace(text, line, &before.indentation(rest, options.indent.of_file(analysis)), &mut edits);
    edits.pop()
}

/// How a line is indented that begins with an entry at `start`, going by the lines before: as the entry or comment before
/// it in its block, where that lies deeper than the block; else as it is `now`, where that lies deeper; else a step deeper
/// than the block. `None` where the lines before say nothing of it.
pub(super) fn of_entry(analysis: &Analysis, start: TextSize, now: &str, options: &FormatOptions) -> Option<String> {
    let nodes = analysis.parse().root().nodes();
    let before = Before::read(analysis.text(), nodes.take_while(|node| node.range().start() < start).last(), start);
    let open = before.open.last().filter(|open| open.kind == L_BRACE)?;
    Some(match open.entry.filter(|entry| entry.len() > open.line.len()) {
        Some(entry) => entry.to_owned(),
        None if now.len() > open.line.len() => now.to_owned(),
        None => open.line.to_owned() + &options.indent.of_file(analysis).steps(1),
    })
}

/// What the lines before say.
struct Before<'a> {
    /// The brackets that are open, outermost first.
    open: Vec<Open<'a>>,
    /// The last token that is neither white space nor comment.
    last: Option<SyntaxKind>,
}

/// A bracket that is open.
struct Open<'a> {
    kind: SyntaxKind,
    /// The indentation of its line.
    line: &'a str,
    /// The indentation of the last line in it that begins with an entry or comment.
    entry: Option<&'a str>,
}

impl<'a> Before<'a> {
    /// Reads the tokens of a node outside all blocks, as far as they begin before `end`.
    fn read(text: &'a str, node: Option<Node<'_>>, end: TextSize) -> Before<'a> {
        let mut before = Before { open: Vec::new(), last: None };
        let Some(node) = node else { return before };
        let mut line = indentation_at(text, node.range().start());
        let mut begins_line = false;
        for token in node.descendant_tokens().take_while(|token| token.range().start() < end) {
            let kind = token.kind();
            if kind == WHITESPACE {
                let space = &text[Range::<usize>::from(token.range())];
                if let Some(start) = indentation_start(space) {
                    (line, begins_line) = (&space[start..], true);
                }
                continue;
            }
            let ends_entry = matches!(before.last, Some(SEMICOLON | COMMA | L_BRACE | R_BRACE | L_PAREN | L_BRACKET));
            let closes = matches!(kind, R_BRACE | R_PAREN | R_BRACKET);
            if let Some(open) = before.open.last_mut().filter(|_| begins_line && ends_entry && !closes) {
                open.entry = Some(line);
            }
            begins_line = false;
            if !kind.is_comment() {
                before.take(kind, line);
            }
        }
        before
    }

    fn take(&mut self, kind: SyntaxKind, line: &'a str) {
        // Whatever ends an entry ends its brackets, typed to the end or not.
        if matches!(kind, SEMICOLON | HASH | AT | L_BRACE | R_BRACE) {
            let braces = self.open.iter().rposition(|open| open.kind == L_BRACE).map_or(0, |at| at + 1);
            self.open.truncate(braces);
        }
        match kind {
            L_BRACE | L_PAREN | L_BRACKET => self.open.push(Open { kind, line, entry: None }),
            R_BRACE => _ = self.open.pop(),
            R_PAREN => _ = self.open.pop_if(|open| open.kind == L_PAREN),
            R_BRACKET => _ = self.open.pop_if(|open| open.kind == L_BRACKET),
            _ => {}
        }
        self.last = Some(kind);
    }

    /// The indentation of a line that goes on with `rest`.
    fn indentation(&self, rest: &str, indent: Indent) -> String {
        let step = indent.steps(1);
        let closed = match rest.bytes().next() {
            Some(b'}') => Some(L_BRACE),
            Some(b')') => Some(L_PAREN),
            Some(b']') => Some(L_BRACKET),
            _ => None,
        };
        if let Some(open) = self.open.iter().rfind(|open| Some(open.kind) == closed) {
            return open.line.to_owned();
        }
        let Some(open) = self.open.last() else { return String::new() };
        let entry = open.entry.map_or_else(|| open.line.to_owned() + &step, str::to_owned);
        let goes_on = rest.starts_with(['@', ':', ';', '(', '[', ',']) || matches!(self.last, Some(COLON | HASH | AT));
        let has_rest = !rest.is_empty() && !rest.starts_with(['\n', '\r']);
        match open.kind == L_BRACE && has_rest && goes_on {
            true => entry + &step,
            false => entry,
        }
    }
}

/// The indentation of the line of a place, if only that stands before it on its line.
fn indentation_at(text: &str, place: TextSize) -> &str {
    let before = &text[..usize::from(place)];
    let line = &before[indentation_start(before).unwrap_or(0)..];
    if line.trim_ascii().is_empty() { line } else { "" }
}
