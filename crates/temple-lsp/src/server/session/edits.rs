//! The edits between two versions of a text, and the ranges that they touch.

use temple_ide::{TextRange, TextSize};

/// The edits from one version of a text to another, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edits {
    /// True if the whole text was replaced.
    is_replaced: bool,
    splices: Vec<Splice>,
}

/// A replacement of a range of bytes. An insertion has an empty range.
#[derive(Debug, Clone, Copy)]
struct Splice {
    range: TextRange,
    length: TextSize,
}

impl Edits {
    /// Records a replacement of the whole text.
    pub(crate) fn replace_all(&mut self) {
        *self = Edits { is_replaced: true, splices: Vec::new() };
    }

    /// Records the replacement of a range by a text of `length` bytes.
    pub(crate) fn replace(&mut self, range: TextRange, length: TextSize) {
        if !self.is_replaced {
            self.splices.push(Splice { range, length });
        }
    }

    /// Appends later edits.
    pub(crate) fn extend(&mut self, later: &Edits) {
        if later.is_replaced {
            self.replace_all();
        } else if !self.is_replaced {
            self.splices.extend(&later.splices);
        }
    }

    /// Returns true if one of the edits overlapped or touched one of these ranges of the first text. An editor has
    /// moved or dropped its mark there.
    pub(crate) fn touch(&self, ranges: &[TextRange]) -> bool {
        let mut ranges = ranges.to_vec();
        self.is_replaced
            || self.splices.iter().any(|splice| {
                let is_touched = ranges.iter().any(|range| range.intersect(splice.range).is_some());
                ranges.iter_mut().for_each(|range| *range = splice.shifted(*range));
                is_touched
            })
    }
}

impl Splice {
    /// Maps an untouched range to its position after this edit.
    fn shifted(self, range: TextRange) -> TextRange {
        if range.start() < self.range.end() {
            return range;
        }
        let shifted = range.checked_sub(self.range.len()).and_then(|range| range.checked_add(self.length));
        shifted.unwrap_or(range)
    }
}
