//! The indentation of a new line.
//!
//! It depends on the lines before, which may be unformatted and incomplete: a new entry is indented like the previous
//! entry in the same brackets, and the first entry is indented one step deeper than the line of the bracket.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{Node, TextRange, TextSize};

use super::white_space::{indentation_start, replace};
use super::{FormatOptions, Indent};
use crate::Analysis;

/// Returns the edit that indents the line of `offset`. Returns `None` if the indentation is right, or if the line is
/// the first one, has text before `offset`, or starts inside a comment.
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

/// Returns the indentation of a line that starts with an entry at `start`, depending on the lines before: that of the
/// previous entry or comment in its block if it is deeper than the block, else the current one (`now`) if it is deeper
/// than the block, else one step deeper than the block. Returns `None` if the innermost open bracket is not a `{`.
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

/// The state at the end of the lines before.
struct Before<'a> {
    /// The open brackets, outermost first.
    open: Vec<Open<'a>>,
    /// The kind of the last token that is neither white space nor a comment.
    last: Option<SyntaxKind>,
}

/// An open bracket.
struct Open<'a> {
    kind: SyntaxKind,
    /// The indentation of its line.
    line: &'a str,
    /// The indentation of the last line inside it that starts with an entry or comment.
    entry: Option<&'a str>,
}

impl<'a> Before<'a> {
    /// Reads the tokens of a top-level node that start before `end`.
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
        // These tokens end an entry, and with it any unclosed brackets.
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

    /// Returns the indentation of a line whose text is `rest`.
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

/// Returns the indentation of the line up to `offset`, or an empty string if anything else precedes `offset`.
fn indentation_at(text: &str, offset: TextSize) -> &str {
    let before = &text[..usize::from(offset)];
    let line = &before[indentation_start(before).unwrap_or(0)..];
    if line.trim_ascii().is_empty() { line } else { "" }
}
