//! Unresolved merge conflicts: no edit may touch their markers or reach across them, and both sides can be asked about.
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

/// The markers of the conflicts of a text, sorted, without their line ends.
pub(crate) struct Markers(Vec<TextRange>);

impl Markers {
    pub(crate) fn of(parse: &Parse) -> Markers {
        let markers = parse.conflicts().iter().flat_map(Conflict::markers);
        let mut ranges: Vec<TextRange> = markers.map(|marker| with_mark(marker.range, parse)).collect();
        ranges.sort_by_key(|range| range.start());
        Markers(ranges)
    }

    /// Returns true if edits, which are sorted, neither touch a marker nor reach from one side of it to the other.
    pub(crate) fn are_kept_by(&self, edits: &[Edit], text: &str) -> bool {
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return true };
        let next = self.0.partition_point(|marker| marker.end() < first.range.start());
        self.0.get(next).is_none_or(|marker| {
            last.range.end() < marker.start()
                || (last.range.end() == marker.start() && ends_line(&text[..usize::from(last.range.start())], last))
        })
    }
}

/// The range of a marker, with a byte order mark before it: what is put between them is put before the marker.
fn with_mark(marker: TextRange, parse: &Parse) -> TextRange {
    let is_mark = || parse.token_at(TextSize::new(0)).is_some_and(|first| first.text() == BYTE_ORDER_MARK);
    let is_after_mark = marker.start() == TextSize::of(BYTE_ORDER_MARK) && is_mark();
    if is_after_mark { TextRange::up_to(marker.end()) } else { marker }
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Returns true if after an edit a line starts with a marker that does not start one before.
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

/// Returns true if a line ends with what an edit leaves, or the text starts there.
fn ends_line(before: &str, edit: &Edit) -> bool {
    starts_line(if edit.text.is_empty() { before } else { &edit.text })
}

/// Returns true if a line starts after this text. A byte order mark is not part of the first line.
fn starts_line(before: &str) -> bool {
    before.is_empty() || before == BYTE_ORDER_MARK || before.ends_with(['\n', '\r'])
}

impl Analysis {
    /// Returns true if the text holds markers of a merge conflict. Then nothing may be changed unless the user asks for
    /// that very change.
    pub fn has_conflict(&self) -> bool {
        !self.parse().conflicts().is_empty()
    }

    /// Returns true if edits, which are sorted, leave all merge conflicts as they are.
    pub(crate) fn keeps_conflicts(&self, edits: &[Edit]) -> bool {
        !self.has_conflict() || Markers::of(self.parse()).are_kept_by(edits, self.text())
    }

    /// Returns true if a place, in bytes, is in the line of a marker.
    pub(crate) fn is_in_marker(&self, offset: TextSize) -> bool {
        let mut markers = self.parse().conflicts().iter().flat_map(Conflict::markers);
        markers.any(|marker| {
            with_mark(marker.range, self.parse()).contains_inclusive(offset) || marker.line.contains(offset)
        })
    }

    /// The conflict that a diagnostic reports. Absent where it reports something else.
    pub(crate) fn conflict_of(&self, diagnostic: &Diagnostic) -> Option<&Conflict> {
        if diagnostic.code != Code::MergeConflict {
            return None;
        }
        let conflicts = self.parse().conflicts();
        let start = |conflict: &Conflict| conflict.markers().next().map(|first| first.range.start());
        let found = conflicts.binary_search_by_key(&Some(diagnostic.range.start()), start);
        found.ok().map(|index| &conflicts[index])
    }

    /// The conflict that a selection is about: the only one that it touches, or else the innermost around it.
    pub(crate) fn only_conflict(&self, range: TextRange) -> Option<&Conflict> {
        let conflicts = self.parse().conflicts().iter();
        let touched: Vec<_> = conflicts.filter(|it| extent(it).intersect(range).is_some()).collect();
        match touched[..] {
            [only] => Some(only),
            _ => touched.into_iter().filter(|it| extent(it).contains_range(range)).min_by_key(|it| extent(it).len()),
        }
    }

    /// The repair that deletes nothing but markers, and the text before both changes. Absent where the two sides make an
    /// error together, as when they declare the same, or where the sides are not entries or blocks of their own.
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

    /// The analysis of the same text with the second sides of its conflicts. Absent where there is no conflict of two
    /// sides.
    pub(crate) fn second_side(&self) -> Option<&Analysis> {
        let second = self.parse().second_side()?;
        Some(self.second.get_or_init(|| Box::new(Analysis::of(self.text().clone(), second.clone()))))
    }
}

/// The lines from the first marker of a conflict to the last one.
pub(crate) fn extent(conflict: &Conflict) -> TextRange {
    let lines = conflict.markers().map(|marker| marker.range);
    lines.reduce(TextRange::cover).unwrap_or_default()
}

#[cfg(test)]
mod tests;
