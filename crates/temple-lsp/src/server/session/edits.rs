//! The edits from one version of a text to another, and what they have touched.

use temple_ide::{TextRange, TextSize};

/// The edits that led from one version of a text to another, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edits {
    /// A text came as a whole.
    is_replaced: bool,
    splices: Vec<Splice>,
}

/// A new text that replaces a range of bytes. An insertion has an empty range.
#[derive(Debug, Clone, Copy)]
struct Splice {
    range: TextRange,
    length: TextSize,
}

impl Edits {
    /// The whole text is another one.
    pub(crate) fn replace_all(&mut self) {
        *self = Edits { is_replaced: true, splices: Vec::new() };
    }

    /// A text of so many bytes replaces a range.
    pub(crate) fn replace(&mut self, range: TextRange, length: TextSize) {
        if !self.is_replaced {
            self.splices.push(Splice { range, length });
        }
    }

    /// Adds later edits.
    pub(crate) fn extend(&mut self, later: &Edits) {
        if later.is_replaced {
            self.replace_all();
        } else if !self.is_replaced {
            self.splices.extend(&later.splices);
        }
    }

    /// Returns true if one of the edits overlapped one of these ranges of the first text, or touched one of its ends.
    /// An editor has moved or dropped its mark there.
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
    /// The range afterwards of one that is not touched.
    fn shifted(self, range: TextRange) -> TextRange {
        if range.start() < self.range.end() {
            return range;
        }
        let shifted = range.checked_sub(self.range.len()).and_then(|range| range.checked_add(self.length));
        shifted.unwrap_or(range)
    }
}
