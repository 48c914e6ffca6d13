//! Unresolved merge conflicts: features work on both sides, and no edit touches or crosses the markers.
//!
//! ```text
//! <<<<<<< HEAD
//!   title: string;           ▶  Keep the first side (HEAD)
//! =======                    ▶  Keep the second side (topic)
//!   author: string;          ▶  Keep both sides
//! >>>>>>> topic
//! ```

use temple_model::{Code, Diagnostic, Edit, Fix, Severity};
use temple_syntax::{Conflict, Parse, SyntaxKind, TextRange, TextSize};

use crate::Analysis;

/// The ranges of all conflict markers of a text, sorted, without line ends.
pub(crate) struct Markers(Vec<TextRange>);

impl Markers {
    pub(crate) fn of(parse: &Parse) -> Markers {
        let markers = parse.conflicts().iter().flat_map(Conflict::markers);
        let mut ranges: Vec<TextRange> = markers.map(|marker| with_mark(marker.range, parse)).collect();
        ranges.sort_by_key(|range| range.start());
        Markers(ranges)
    }

    /// Returns true if the edits, which must be sorted, neither touch a marker nor lie on both sides of one.
    pub(crate) fn are_kept_by(&self, edits: &[Edit], text: &str) -> bool {
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return true };
        let next = self.0.partition_point(|marker| marker.end() < first.range.start());
        self.0.get(next).is_none_or(|marker| {
            last.range.end() < marker.start()
                || (last.range.end() == marker.start() && ends_line(&text[..usize::from(last.range.start())], last))
        })
    }
}

/// Returns the range of a marker, with a byte order mark before it: text inserted between them is inserted before the
/// marker.
fn with_mark(marker: TextRange, parse: &Parse) -> TextRange {
    let is_mark = || parse.token_at(TextSize::new(0)).is_some_and(|first| first.text() == BYTE_ORDER_MARK);
    let is_after_mark = marker.start() == TextSize::of(BYTE_ORDER_MARK) && is_mark();
    if is_after_mark { TextRange::up_to(marker.end()) } else { marker }
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Returns true if the edit makes a line start with a conflict marker that did not start a line before.
pub(crate) fn makes_marker(text: &str, edit: &Edit) -> bool {
    let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
    let (before, after) = (&text[..end], &text[end..]);
    let is_marker = || {
        let line = after.split(['\n', '\r']).next().unwrap_or_default();
        let first = temple_syntax::lex(line).first().map(|first| first.kind);
        first == Some(SyntaxKind::CONFLICT_MARKER)
    };
    let was_line = starts_line(before);
    after.starts_with(['<', '|', '=', '>']) && !was_line && ends_line(&text[..start], edit) && is_marker()
}

/// Returns true if the text before the position after the edit is empty or ends with a line end.
fn ends_line(before: &str, edit: &Edit) -> bool {
    starts_line(if edit.text.is_empty() { before } else { &edit.text })
}

/// Returns true if a line starts after this text. A byte order mark is not part of the first line.
fn starts_line(before: &str) -> bool {
    before.is_empty() || before == BYTE_ORDER_MARK || before.ends_with(['\n', '\r'])
}

impl Analysis {
    /// Returns true if the text contains conflict markers. Only changes that the user explicitly asks for are allowed
    /// then.
    pub fn has_conflict(&self) -> bool {
        !self.parse().conflicts().is_empty()
    }

    /// Returns true if the edits, which must be sorted, do not affect any merge conflict.
    pub(crate) fn keeps_conflicts(&self, edits: &[Edit]) -> bool {
        !self.has_conflict() || Markers::of(self.parse()).are_kept_by(edits, self.text())
    }

    /// Returns true if the byte offset is in the line of a marker.
    pub(crate) fn is_in_marker(&self, offset: TextSize) -> bool {
        let mut markers = self.parse().conflicts().iter().flat_map(Conflict::markers);
        markers.any(|marker| {
            with_mark(marker.range, self.parse()).contains_inclusive(offset) || marker.line.contains(offset)
        })
    }

    /// Returns the conflict that a diagnostic reports. Returns `None` for other diagnostics.
    pub(crate) fn conflict_of(&self, diagnostic: &Diagnostic) -> Option<&Conflict> {
        if diagnostic.code != Code::MergeConflict {
            return None;
        }
        let conflicts = self.parse().conflicts();
        let start = |conflict: &Conflict| conflict.markers().next().map(|first| first.range.start());
        let found = conflicts.binary_search_by_key(&Some(diagnostic.range.start()), start);
        found.ok().map(|index| &conflicts[index])
    }

    /// Returns the conflict that a selection refers to: the only one that it touches, or else the innermost enclosing
    /// one.
    pub(crate) fn only_conflict(&self, range: TextRange) -> Option<&Conflict> {
        let conflicts = self.parse().conflicts().iter();
        let touched: Vec<_> = conflicts.filter(|it| extent(it).intersect(range).is_some()).collect();
        match touched[..] {
            [only] => Some(only),
            _ => touched.into_iter().filter(|it| extent(it).contains_range(range)).min_by_key(|it| extent(it).len()),
        }
    }

    /// Returns a fix that keeps both sides by deleting only the markers and the common ancestor. `None` if the sides
    /// together cause an error, such as a duplicate, or if a side is not a sequence of whole entries or blocks.
    pub(crate) fn keep_both(&self, conflict: &Conflict) -> Option<Fix> {
        let (start, middle, end) = (conflict.start?, conflict.middle?, conflict.end?);
        let between = conflict.base.map_or(middle.line, |base| base.line.cover(middle.line));
        let delete = |range| Edit { range, text: String::new() };
        let edits = vec![delete(start.line), delete(between), delete(end.line)];
        let is_error = |it: &&Diagnostic| it.code.severity() == Severity::Error;
        let count = |analysis: &Analysis| analysis.diagnostics().iter().filter(is_error).count();
        let after = self.after_edits(&edits);
        let is_valid = self.new_error(&after, &edits).is_none() && count(&after) < count(self);
        is_valid.then(|| Fix { title: "Keep both sides".to_owned(), edits, is_safe: false })
    }

    /// Returns the analysis of the text with the second sides of its conflicts. `None` if no conflict has two sides.
    pub(crate) fn second_side(&self) -> Option<&Analysis> {
        let second = self.parse().second_side()?;
        Some(self.second.get_or_init(|| Box::new(Analysis::of(self.text().clone(), second.clone()))))
    }
}

/// Returns the range from the first marker of a conflict to the last one.
pub(crate) fn extent(conflict: &Conflict) -> TextRange {
    let lines = conflict.markers().map(|marker| marker.range);
    lines.reduce(TextRange::cover).unwrap_or_default()
}

#[cfg(test)]
mod tests;
