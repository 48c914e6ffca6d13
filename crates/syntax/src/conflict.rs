//! Unresolved merge conflicts, and the two texts to which they can be resolved.
//!
//! ```text
//! <<<<<<< HEAD              the first side starts
//!   title: string;
//! ||||||| 4f2a91c           the common ancestor of both sides, if the tool writes it
//!   title: string(20);
//! =======                   the second side starts
//!   title: string(40);
//! >>>>>>> topic
//! ```
//!
//! A side need not be a whole block or entry, so the sides cannot be parsed one after the other. Instead the text is
//! parsed twice: with the first side of every conflict, and with the second. Each time the markers and the unused
//! lines are trivia, and all offsets are those of the whole text.

use rowan::{TextRange, TextSize};

use crate::conflict_marker::{SIGNS, lines, marker_length};
use crate::lexer::{Lexeme, lex};
use crate::{SyntaxError, SyntaxErrorKind, SyntaxKind};

/// A line that a merge tool wrote before, between or after the sides of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// The signs and their label, in bytes, without the line ending.
    pub range: TextRange,
    /// The whole line with its line ending, in bytes.
    pub line: TextRange,
}

/// A merge conflict, or the markers that are left of one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Conflict {
    /// `<<<<<<<`, before the first side.
    pub start: Option<Marker>,
    /// `|||||||`, before the common ancestor of both sides. Most tools do not write it.
    pub base: Option<Marker>,
    /// `=======`, before the second side.
    pub middle: Option<Marker>,
    /// `>>>>>>>`, after the second side.
    pub end: Option<Marker>,
}

/// A side of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before the `=======`: usually from the branch that was merged into.
    First,
    /// After the `=======`: usually from the branch that was merged.
    Second,
}

impl Conflict {
    /// The markers that are present, in the order of the text.
    pub fn markers(&self) -> impl Iterator<Item = Marker> {
        [self.start, self.base, self.middle, self.end].into_iter().flatten()
    }

    /// The lines of a side, in bytes. `None` if a marker is missing.
    pub fn side(&self, side: Side) -> Option<TextRange> {
        let (start, middle, end) = (self.start?, self.middle?, self.end?);
        Some(match side {
            Side::First => TextRange::new(start.line.end(), self.base.unwrap_or(middle).line.start()),
            Side::Second => TextRange::new(middle.line.end(), end.line.start()),
        })
    }

    /// Returns true if the conflict has its start, its middle and its end.
    pub fn is_complete(&self) -> bool {
        self.start.is_some() && self.middle.is_some() && self.end.is_some()
    }

    /// The lines of the common ancestor, in bytes.
    fn base_lines(&self) -> Option<TextRange> {
        Some(TextRange::new(self.base?.line.end(), self.middle?.line.start()))
    }

    fn error(&self) -> Option<SyntaxError> {
        let first = self.markers().next()?.range;
        let kind =
            if self.is_complete() { SyntaxErrorKind::MergeConflict } else { SyntaxErrorKind::LeftoverMergeMarker };
        Some(SyntaxError { kind, range: first, at: first.start() })
    }
}

/// The errors that report the conflicts, each at its first marker.
pub(crate) fn errors(conflicts: &[Conflict]) -> impl Iterator<Item = SyntaxError> {
    conflicts.iter().filter_map(Conflict::error)
}

/// Returns true if the tokens of a text, as returned by [`lex`], contain a marker, or one may be in a line comment.
pub(crate) fn has_marker(text: &str, lexemes: &[Lexeme]) -> bool {
    lexemes.iter().any(|lexeme| lexeme.kind == SyntaxKind::CONFLICT_MARKER) || may_be_in_line_comment(text)
}

/// Returns true if a line comment may contain a conflict. Only a lone carriage return starts a line in one.
pub(crate) fn may_be_in_line_comment(text: &str) -> bool {
    text.contains("\r<<<<<<<")
}

/// Finds the conflicts of a text, sorted by their first markers.
///
/// A side may open a comment that contains the other markers, or close the comment that contains the first marker. So
/// markers in comments count if another marker of the same conflict is outside comments. A conflict whose markers are
/// all in comments is ignored, unless it is complete and in line comments: in an editor where a carriage return ends a
/// line, the comment seems to end there too.
pub(crate) fn find(text: &str, lexemes: &[Lexeme]) -> Vec<Conflict> {
    let mut lines = marker_lines(text);
    expose(&mut lines, lexemes);
    for line in &mut lines {
        let after = lexemes.partition_point(|lexeme| lexeme.start <= line.marker.range.start());
        line.is_in_line_comment = lexemes[..after].last().is_some_and(|last| last.kind == SyntaxKind::LINE_COMMENT);
    }
    let conflicts = matched(&lines);
    // An unclosed comment in one side hides all later conflicts. With the other side, their markers are tokens.
    let exposed = lines.iter().filter(|line| line.is_exposed).count();
    for side in [Side::First, Side::Second] {
        expose(&mut lines, &view(text, &conflicts, side));
    }
    if lines.iter().filter(|line| line.is_exposed).count() == exposed { conflicts } else { matched(&lines) }
}

/// A line that is a marker, unless it belongs to a comment.
struct MarkerLine {
    marker: Marker,
    /// The index of its sign in [`SIGNS`].
    order: usize,
    /// True if it is outside comments.
    is_exposed: bool,
    /// True if it is in a line comment, where only editors see that a line starts.
    is_in_line_comment: bool,
}

fn marker_lines(text: &str) -> Vec<MarkerLine> {
    let lines = lines(text).filter_map(|(start, line)| {
        let length = TextSize::of(&line[..marker_length(line)?]);
        let order = SIGNS.iter().position(|&sign| line.as_bytes().first() == Some(&sign))?;
        let start = TextSize::of(&text[..start]);
        let marker = Marker { range: TextRange::at(start, length), line: TextRange::at(start, TextSize::of(line)) };
        Some(MarkerLine { marker, order, is_exposed: false, is_in_line_comment: false })
    });
    lines.collect()
}

/// Marks the lines that are markers among the tokens of a text.
fn expose(lines: &mut [MarkerLine], lexemes: &[Lexeme]) {
    for marker in lexemes.iter().filter(|lexeme| lexeme.kind == SyntaxKind::CONFLICT_MARKER) {
        if let Ok(index) = lines.binary_search_by_key(&marker.start, |line| line.marker.range.start()) {
            lines[index].is_exposed = true;
        }
    }
}

/// Groups the markers of each conflict. A side may contain another conflict.
fn matched(lines: &[MarkerLine]) -> Vec<Conflict> {
    let (mut open, mut found): (Vec<Group>, Vec<Group>) = (Vec::new(), Vec::new());
    for line in lines {
        match (SIGNS[line.order], open.last_mut()) {
            (b'<', _) | (_, None) => open.push(Group::of(line)),
            (_, Some(group)) => {
                if !group.take(line) {
                    found.push(Group::of(line));
                }
            }
        }
        found.extend(open.pop_if(|group| group.has(b'>')));
    }
    found.append(&mut open);
    let mut conflicts: Vec<Conflict> = found.into_iter().filter_map(Group::conflict).collect();
    conflicts.sort_by_key(|conflict| conflict.markers().next().map(|first| first.range.start()));
    conflicts
}

/// The markers of one conflict, by the index of their sign in [`SIGNS`].
#[derive(Default)]
struct Group<'l>([Option<&'l MarkerLine>; SIGNS.len()]);

impl<'l> Group<'l> {
    fn of(line: &'l MarkerLine) -> Group<'l> {
        let mut group = Group::default();
        group.0[line.order] = Some(line);
        group
    }

    fn has(&self, sign: u8) -> bool {
        SIGNS.iter().zip(self.0).any(|(&own, line)| own == sign && line.is_some())
    }

    /// Adds a marker if it may follow those that are present, and returns true if it did. A line of signs in a
    /// comment is replaced by a marker outside comments.
    fn take(&mut self, line: &'l MarkerLine) -> bool {
        let is_banner = |taken: &Option<&MarkerLine>| taken.is_some_and(|taken| !taken.is_exposed && line.is_exposed);
        let fits = self.0[line.order..].iter().all(Option::is_none)
            || (is_banner(&self.0[line.order]) && self.0[line.order + 1..].iter().all(Option::is_none));
        if fits {
            self.0[line.order] = Some(line);
        }
        fits
    }

    /// Returns the conflict, unless all of it is in comments. Of an incomplete one, only the markers outside comments
    /// are kept.
    fn conflict(self) -> Option<Conflict> {
        let made = |lines: [Option<&MarkerLine>; SIGNS.len()]| {
            let [start, base, middle, end] = lines.map(|line| line.map(|line| line.marker));
            Conflict { start, base, middle, end }
        };
        let exposed = self.0.map(|line| line.filter(|line| line.is_exposed));
        let is_exposed = exposed.iter().any(Option::is_some);
        let whole = Some(made(self.0)).filter(Conflict::is_complete);
        let is_seen = whole.is_some() && self.0.iter().flatten().all(|line| line.is_in_line_comment);
        (is_exposed || is_seen).then(|| whole.unwrap_or_else(|| made(exposed)))
    }
}

/// Returns the tokens of a text with one side of every conflict. The markers become [`SyntaxKind::CONFLICT_MARKER`],
/// and the unused lines [`SyntaxKind::CONFLICT_SIDE`]. A comment around them is split.
pub(crate) fn view(text: &str, conflicts: &[Conflict], side: Side) -> Vec<Lexeme> {
    let gaps = gaps(conflicts, side);
    // Every gap is whole lines, or a line without its ending, so spaces of the same length change no other token.
    let mut blanked = String::with_capacity(text.len());
    for (_, gap) in &gaps {
        blanked.push_str(&text[blanked.len()..usize::from(gap.start())]);
        blanked.extend(std::iter::repeat_n(' ', usize::from(gap.len())));
    }
    blanked.push_str(&text[blanked.len()..]);
    cut_out(lex(&blanked), &gaps, TextSize::of(text))
}

/// The parts of a text that are not parsed with one side of every conflict, sorted and without overlap.
fn gaps(conflicts: &[Conflict], side: Side) -> Vec<(SyntaxKind, TextRange)> {
    let other = match side {
        Side::First => Side::Second,
        Side::Second => Side::First,
    };
    let mut gaps: Vec<(SyntaxKind, TextRange)> = conflicts
        .iter()
        .flat_map(|conflict| {
            let markers = conflict.markers().map(|marker| (SyntaxKind::CONFLICT_MARKER, marker.range));
            let unread = conflict.is_complete().then(|| [conflict.base_lines(), conflict.side(other)]);
            let unread = unread.into_iter().flatten().flatten().filter(|lines| !lines.is_empty());
            markers.chain(unread.map(|lines| (SyntaxKind::CONFLICT_SIDE, lines)))
        })
        .collect();
    gaps.sort_by_key(|(_, gap)| (gap.start(), std::cmp::Reverse(gap.end())));
    // Conflicts inside a side that is left out are left out with it.
    let mut end = TextSize::default();
    gaps.retain(|(_, gap)| {
        let is_apart = gap.start() >= end;
        end = end.max(gap.end());
        is_apart
    });
    gaps
}

/// Inserts the gaps as tokens. A token around a gap is split into parts of its own kind.
fn cut_out(lexemes: Vec<Lexeme>, gaps: &[(SyntaxKind, TextRange)], end: TextSize) -> Vec<Lexeme> {
    let ends: Vec<TextSize> = lexemes.iter().skip(1).map(|next| next.start).chain([end]).collect();
    let mut cut = Vec::with_capacity(lexemes.len() + 2 * gaps.len());
    let mut gaps = gaps.iter().peekable();
    for (lexeme, end) in lexemes.into_iter().zip(ends) {
        let mut start = lexeme.start;
        while let Some((kind, gap)) = gaps.next_if(|(_, gap)| gap.start() < end) {
            cut.extend((start < gap.start()).then_some(Lexeme { kind: lexeme.kind, start }));
            cut.push(Lexeme { kind: *kind, start: gap.start() });
            start = gap.end();
        }
        cut.extend((start < end).then_some(Lexeme { kind: lexeme.kind, start }));
    }
    cut
}
