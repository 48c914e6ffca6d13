//! Maps the ranges of a text to another version of it, older or newer.
//!
//! Lines that both have are matched first. In an edited line, its unchanged start and end are matched. A range that
//! cannot be matched at both ends has no translation, because a wrong one would be worse.

use std::collections::HashSet;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use temple_ide::{TextRange, TextSize};

use crate::limits::MAX_MATCHED_LINES;

/// The maximum distance between an edited line and its replacement, in lines from the first replaced one.
const MAX_LINE_DISTANCE: usize = 32;

/// A mapping between the parts of two texts. [`Translation::between`] computes it in nearly linear time.
#[derive(Debug)]
pub(crate) struct Translation {
    /// The matched parts of both texts, in order. Text between them exists in one of the texts only.
    parts: Vec<Part>,
}

/// A part of each of the two texts, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    from: Range<usize>,
    to: Range<usize>,
    /// True if both have the same text. Otherwise, one was replaced by the other inside an edited line.
    same: bool,
}

impl Translation {
    /// Returns the translation from ranges of `from` to ranges of `to`.
    pub(crate) fn between(from: &str, to: &str) -> Translation {
        let (old, new) = (lines(from), lines(to));
        if old.len() + new.len() > MAX_MATCHED_LINES {
            return Translation { parts: ends(from, to) };
        }
        let texts: [Vec<&str>; 2] =
            [(from, &old), (to, &new)].map(|(text, lines)| lines.iter().map(|line| &text[line.clone()]).collect());
        let operations = capture_diff_slices(Algorithm::Myers, &texts[0], &texts[1]);
        let moved = moved_lines(&operations, &texts);
        let mut parts = Vec::new();
        for operation in operations {
            let (old, new) = (&old[operation.old_range()], &new[operation.new_range()]);
            match operation {
                DiffOp::Equal { .. } => parts.push(Part { from: whole(old), to: whole(new), same: true }),
                DiffOp::Replace { .. } => match_edited((from, old), (to, new), &moved, &mut parts),
                DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
            }
        }
        if from.is_empty() && to.is_empty() {
            parts.push(Part { from: 0..0, to: 0..0, same: true });
        }
        Translation { parts }
    }

    /// Returns the translation in the other direction.
    pub(crate) fn inverse(self) -> Translation {
        let swap = |Part { from, to, same }| Part { from: to, to: from, same };
        Translation { parts: self.parts.into_iter().map(swap).collect() }
    }

    /// Translates a range. Returns `None` if its first or its last character no longer exists.
    pub(crate) fn range(&self, range: TextRange) -> Option<TextRange> {
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        let (start, end) = if start == end {
            let offset = self.start(start).or_else(|| self.end(start))?;
            (offset, offset)
        } else {
            (self.start(start)?, self.end(end)?)
        };
        let is_gone = start >= end && !range.is_empty();
        let offsets = (TextSize::try_from(start).ok()?, TextSize::try_from(end).ok()?);
        (!is_gone).then(|| TextRange::new(offsets.0, offsets.1))
    }

    /// Translates an offset at which something starts.
    fn start(&self, offset: usize) -> Option<usize> {
        let part = self.parts.get(self.parts.partition_point(|part| part.from.end <= offset))?;
        let inside = offset.checked_sub(part.from.start)?;
        (part.same || inside == 0).then_some(part.to.start + inside)
    }

    /// Translates an offset at which something ends.
    fn end(&self, offset: usize) -> Option<usize> {
        let part = self.parts.get(self.parts.partition_point(|part| part.from.end < offset))?;
        let left = part.from.end - offset;
        // Nothing ends at the start of a part, except for the empty text.
        let inside = offset > part.from.start || part.same && part.from.is_empty();
        (inside && (part.same || left == 0)).then(|| part.to.end - left)
    }
}

/// Returns the common parts at the start and the end of two texts.
fn ends(from: &str, to: &str) -> Vec<Part> {
    let (prefix, suffix) = common_ends(from, to);
    let start = Part { from: 0..prefix, to: 0..prefix, same: true };
    let end = Part { from: from.len() - suffix..from.len(), to: to.len() - suffix..to.len(), same: true };
    [start, end].into_iter().filter(|part| !part.from.is_empty()).collect()
}

/// Returns the lines of a text with their terminators.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = end;
        end += line.len();
        start..end
    });
    lines.collect()
}

/// Returns the range that some lines cover. There must be at least one.
fn whole(lines: &[Range<usize>]) -> Range<usize> {
    lines[0].start..lines[lines.len() - 1].end
}

/// Returns the lines that were removed in one position and added in another one, so that they were not edited.
fn moved_lines<'t>(operations: &[DiffOp], [old, new]: &[Vec<&'t str>; 2]) -> HashSet<&'t str> {
    let is_changed = |operation: &&DiffOp| !matches!(operation, DiffOp::Equal { .. });
    let changed = || operations.iter().filter(is_changed);
    let removed: HashSet<&str> = changed().flat_map(|it| &old[it.old_range()]).copied().collect();
    changed().flat_map(|it| &new[it.new_range()]).copied().filter(|line| removed.contains(line)).collect()
}

/// Matches edited lines among those that were replaced: a line and its replacement that resemble each other more than any
/// other line near them. If several resemble a line equally, only the line in the same position of as many lines is it.
fn match_edited(
    (from, old): (&str, &[Range<usize>]),
    (to, new): (&str, &[Range<usize>]),
    moved: &HashSet<&str>,
    parts: &mut Vec<Part>,
) {
    let near = |at: usize, count: usize| at.saturating_sub(MAX_LINE_DISTANCE)..count.min(at + MAX_LINE_DISTANCE + 1);
    let likeness = |(old_at, new_at): (usize, usize)| {
        let (before, after) = (&from[old[old_at].clone()], &to[new[new_at].clone()]);
        likeness(before, after).filter(|_| !moved.contains(before) && !moved.contains(after))
    };
    let is_in_place = old.len() == new.len();
    let best = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
        let mut found: Vec<((usize, usize), usize)> = Vec::new();
        for (pair, likeness) in pairs.filter_map(|pair| Some((pair, likeness(pair)?))) {
            match found.first() {
                Some((_, most)) if likeness < *most => continue,
                Some((_, most)) if likeness > *most => found.clear(),
                _ => {}
            }
            found.push((pair, likeness));
        }
        let in_place = found.iter().find(|((old, new), _)| is_in_place && old == new);
        in_place.or(found.first().filter(|_| found.len() == 1)).map(|(pair, _)| *pair)
    };
    let of_new: Vec<_> =
        (0..new.len()).map(|new_at| best(&mut near(new_at, old.len()).map(|old_at| (old_at, new_at)))).collect();
    let mut next = 0;
    for (old_at, line) in old.iter().enumerate() {
        let pair = best(&mut near(old_at, new.len()).map(|new_at| (old_at, new_at)));
        let Some((_, new_at)) = pair.filter(|&(_, new_at)| of_new[new_at] == pair && new_at >= next) else { continue };
        parts.extend(edited(from, line, to, &new[new_at]));
        next = new_at + 1;
    }
}

/// Returns the number of bytes that two lines have in common at their ends, without white space. `None` if these are too
/// few for one line to be the other one, edited.
fn likeness(before: &str, after: &str) -> Option<usize> {
    let (prefix, suffix) = common_ends(before, after);
    let kept = solid(&before[..prefix]) + solid(&before[before.len() - suffix..]);
    // An empty line does not resemble any other.
    (kept > 0 && 2 * kept >= solid(before).min(solid(after))).then_some(kept)
}

/// Returns the parts of a line that was edited into another one.
fn edited(from: &str, old: &Range<usize>, to: &str, new: &Range<usize>) -> impl Iterator<Item = Part> + use<> {
    let (prefix, suffix) = common_ends(&from[old.clone()], &to[new.clone()]);
    let (old_start, old_end) = (old.start + prefix, old.end - suffix);
    let (new_start, new_end) = (new.start + prefix, new.end - suffix);
    let part = |from: Range<usize>, to: Range<usize>, same| Part { from, to, same };
    let parts = [
        part(old.start..old_start, new.start..new_start, true),
        part(old_start..old_end, new_start..new_end, false),
        part(old_end..old.end, new_end..new.end, true),
    ];
    parts.into_iter().filter(|part| !part.from.is_empty() || !part.to.is_empty())
}

/// Counts the bytes of a text that are not white space.
fn solid(text: &str) -> usize {
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}

/// Returns the number of bytes that two texts have in common at their start, and at their end after that. Counts whole
/// characters only.
pub(crate) fn common_ends(one: &str, other: &str) -> (usize, usize) {
    let pairs = one.chars().zip(other.chars());
    let prefix = pairs.take_while(|(one, other)| one == other).map(|(char, _)| char.len_utf8()).sum();
    let pairs = one[prefix..].chars().rev().zip(other[prefix..].chars().rev());
    let suffix = pairs.take_while(|(one, other)| one == other).map(|(char, _)| char.len_utf8()).sum();
    (prefix, suffix)
}

#[cfg(test)]
mod tests;
