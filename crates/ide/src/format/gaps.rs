//! The white space between two tokens: the current and the intended one, and the edits that turn one into the other.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::SyntaxKind::{self, *};
use temple_syntax::{TextRange, TextSize};

use super::FormatOptions;
use super::tokens::{FormatToken, Line};
use super::white_space::{indentation_start, line_ends, replace, usual_line_end};

/// The intended white space between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// The current white space is kept.
    Kept,
    /// White space without a line end.
    Text(&'static str),
    /// A line end, an optional empty line, and indentation of `level` steps.
    Break { empty_line: bool, level: usize },
}

/// The indentation of a nesting level in this text, which may differ from the usual steps. Deeper levels start with it.
pub(super) struct LevelIndent {
    pub(super) level: usize,
    pub(super) indentation: String,
}

/// Returns the edits inside `within` that correct the white space between the tokens of `text`. Only the tokens that
/// [`super::tokens::of`] returns for `within` are needed. `base` is `None` if every line is indented by its level.
pub(super) fn edits(
    text: &str,
    within: TextRange,
    tokens: &[FormatToken],
    options: &FormatOptions,
    base: Option<&LevelIndent>,
) -> Vec<Edit> {
    let mut writer = Writer { text, options, base, line_end: usual_line_end(text), edits: Vec::new() };
    // True if at most comments, and no line end, separate the current position from the last token that is not a
    // comment.
    let mut is_after_token = false;
    let mut before: Option<&FormatToken> = None;
    for (index, token) in tokens.iter().enumerate() {
        let range = TextRange::new(before.map_or(0.into(), |it| writer.end_of(it)), token.range.start());
        let space = &text[Range::<usize>::from(range)];
        let next = tokens.get(index + 1).map(|next| &text[TextRange::new(token.range.end(), next.range.start())]);
        let ends_line = next.is_none_or(|next| line_ends(next) > 0);
        let gap = match before {
            Some(before) => between(before, token, space, is_after_token, ends_line),
            None if token.is_damaged || within.start() > TextSize::new(0) => Gap::Kept,
            None => Gap::Text(""),
        };
        writer.write(range, gap, before, token);
        let breaks = match gap {
            Gap::Kept => line_ends(space) > 0,
            Gap::Text(_) => false,
            Gap::Break { .. } => true,
        };
        is_after_token = !token.kind.is_comment() || (is_after_token && !breaks);
        before = Some(token);
    }
    if within.end() == TextSize::of(text) {
        writer.write_end(before);
    }
    writer.edits.retain(|edit| within.contains_range(edit.range));
    writer.edits
}

/// Returns the intended gap between two tokens that are separated by `space`.
fn between(before: &FormatToken, token: &FormatToken, space: &str, is_after_token: bool, ends_line: bool) -> Gap {
    let is_start = before.kind == ERROR_TOKEN && !before.is_damaged;
    if is_start {
        return Gap::Text("");
    }
    let ends = line_ends(space);
    if token.is_damaged || (before.is_damaged && ends == 0) {
        return Gap::Kept;
    }
    let on_own_lines = matches!(token.line, Line::First | Line::Comment);
    let after_open = matches!(before.kind, L_BRACE | L_PAREN | L_BRACKET);
    let line = Gap::Break { empty_line: ends > 1 && on_own_lines && !after_open, level: token.level };
    let breaks = match token.line {
        _ if before.kind == LINE_COMMENT => true,
        // A comment on the same line before an entry stays there. If the comment follows the previous entry, the next
        // entry starts on a new line all the same.
        Line::First => !before.kind.is_comment() || is_after_token || ends > 0,
        Line::Last => true,
        Line::AsWritten | Line::Comment | Line::InnerComment => ends > 0,
        Line::Never => before.kind.is_comment() && ends > 0,
    };
    match () {
        () if breaks => line,
        // Authors often align comments at line ends, so their distance is kept.
        () if token.kind.is_comment() && (ends_line || token.kind == LINE_COMMENT) => distance(space),
        () => Gap::Text(on_one_line(before.kind, token.kind)),
    }
}

/// Returns the white space before a comment that follows something on its line.
fn distance(space: &str) -> Gap {
    match space {
        "" => Gap::Text("  "),
        space if space.bytes().all(|byte| matches!(byte, b' ' | b'\t')) => Gap::Kept,
        _ => Gap::Text(" "),
    }
}

/// Returns the white space between two tokens on one line.
fn on_one_line(before: SyntaxKind, after: SyntaxKind) -> &'static str {
    match (before, after) {
        (_, COLON | SEMICOLON | COMMA | R_PAREN | R_BRACKET) => "",
        (L_PAREN | L_BRACKET | HASH | AT, _) => "",
        (IDENT, L_PAREN | L_BRACKET) => "",
        // A number and its suffix.
        (INTEGER, IDENT) => "",
        (L_BRACE, R_BRACE) => "",
        _ => " ",
    }
}

struct Writer<'a> {
    text: &'a str,
    options: &'a FormatOptions,
    base: Option<&'a LevelIndent>,
    line_end: &'static str,
    edits: Vec<Edit>,
}

impl Writer<'_> {
    /// Returns the end of a token. White space at the end of a line comment is not part of it, because it may be half
    /// of a line end.
    fn end_of(&self, token: &FormatToken) -> TextSize {
        let text = &self.text[token.range];
        if token.kind != LINE_COMMENT || token.is_damaged {
            return token.range.end();
        }
        let trimmed = match self.options.trim_trailing_whitespace {
            true => text.trim_end_matches([' ', '\t', '\x0b', '\x0c', '\r']),
            false => text.strip_suffix('\r').unwrap_or(text),
        };
        token.range.start() + TextSize::of(trimmed)
    }

    fn indentation(&self, level: usize) -> String {
        match self.base.filter(|base| base.level <= level) {
            Some(base) => base.indentation.clone() + &self.options.indent.steps(level - base.level),
            None => self.options.indent.steps(level),
        }
    }

    /// Returns the line end to write after a token. The language does not end a line comment at a lone carriage return.
    fn line_end_after(&self, token: Option<&FormatToken>) -> &'static str {
        let needs_feed = token.is_some_and(|token| token.kind == LINE_COMMENT);
        if needs_feed && self.line_end == "\r" { "\n" } else { self.line_end }
    }

    fn write(&mut self, range: TextRange, gap: Gap, before: Option<&FormatToken>, token: &FormatToken) {
        match gap {
            Gap::Kept => {}
            Gap::Text(text) => replace(self.text, range, text, &mut self.edits),
            Gap::Break { level, .. } if before.is_some_and(|before| before.is_damaged) => {
                // The line end belongs to the damaged token before it, but the indentation belongs to the token after
                // it.
                let space = &self.text[range];
                let start = range.start() + TextSize::of(&space[..indentation_start(space).unwrap_or(0)]);
                let indent = self.indentation(level);
                replace(self.text, TextRange::new(start, token.range.start()), &indent, &mut self.edits);
            }
            Gap::Break { empty_line, level } => {
                let mut new = self.line_end_after(before).repeat(1 + usize::from(empty_line));
                new.push_str(&self.indentation(level));
                replace(self.text, range, &new, &mut self.edits);
            }
        }
    }

    /// Writes the white space after the last token.
    fn write_end(&mut self, last: Option<&FormatToken>) {
        if last.is_some_and(|last| last.is_damaged) {
            return;
        }
        let is_text = last.is_some_and(|last| last.kind != ERROR_TOKEN);
        let range = TextRange::new(last.map_or(0.into(), |last| self.end_of(last)), TextSize::of(self.text));
        let ends = line_ends(&self.text[range]);
        let kept = if self.options.trim_final_newlines { ends.min(1) } else { ends };
        let wanted = usize::from(self.options.insert_final_newline).max(kept);
        let new = self.line_end_after(last).repeat(if is_text { wanted } else { 0 });
        replace(self.text, range, &new, &mut self.edits);
    }
}
