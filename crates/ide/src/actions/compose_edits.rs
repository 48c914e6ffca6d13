//! Composes several rounds of edits into one.
//!
//! An edited text is a sequence of segments: ranges of the old text and new text. Further edits split and replace
//! segments. The final segments give the edits from the old text to the new one, which do not touch text that was kept.

use temple_model::Edit;
use temple_syntax::{TextRange, TextSize};

/// A text, as a sequence of segments of an older text and of new text.
pub(super) struct EditedText {
    /// The length of the old text in bytes.
    old: TextSize,
    segments: Vec<Segment>,
}

#[derive(Clone)]
enum Segment {
    /// A range of the old text.
    Kept(TextRange),
    New(String),
}

impl EditedText {
    /// Returns the segments of a text that has not been edited.
    pub(super) fn of(text: &str) -> EditedText {
        let old = TextSize::of(text);
        EditedText { old, segments: vec![Segment::Kept(TextRange::up_to(old))] }
    }

    /// Applies edits, which must be sorted and must not overlap; their ranges refer to the current text. Takes time
    /// linear in the number of segments and edits.
    pub(super) fn apply(&mut self, edits: &[Edit]) {
        let mut rest = std::mem::take(&mut self.segments).into_iter();
        let (mut current, mut at) = (rest.next(), TextSize::default());
        // Moves the text before `end` to `segments`, or drops it if that is `None`.
        let mut pass = |end: TextSize, segments: Option<&mut Vec<Segment>>| {
            let mut passed = Vec::new();
            while at < end
                && let Some(segment) = current.take()
            {
                let (before, rest_of_segment) = segment.split(end - at);
                at += before.len();
                passed.push(before);
                current = rest_of_segment.or_else(|| rest.next());
            }
            segments.map(|segments| segments.append(&mut passed))
        };
        for edit in edits {
            pass(edit.range.start(), Some(&mut self.segments));
            pass(edit.range.end(), None);
            self.segments.extend((!edit.text.is_empty()).then(|| Segment::New(edit.text.clone())));
        }
        pass(TextSize::new(u32::MAX), Some(&mut self.segments));
    }

    /// Returns the edits that turn the old text into this one, sorted by position and without overlap.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let (mut edits, mut at, mut new) = (Vec::new(), TextSize::default(), String::new());
        for segment in self.segments.iter().chain([&Segment::Kept(TextRange::empty(self.old))]) {
            match segment {
                Segment::New(text) => new.push_str(text),
                Segment::Kept(range) => {
                    let replaced = TextRange::new(at, range.start());
                    if !replaced.is_empty() || !new.is_empty() {
                        edits.push(Edit { range: replaced, text: std::mem::take(&mut new) });
                    }
                    at = range.end();
                }
            }
        }
        edits
    }
}

impl Segment {
    fn len(&self) -> TextSize {
        match self {
            Segment::Kept(range) => range.len(),
            Segment::New(text) => TextSize::of(text.as_str()),
        }
    }

    /// Splits the segment after `length` bytes. The second part is `None` if the segment is not longer than that.
    fn split(self, length: TextSize) -> (Segment, Option<Segment>) {
        if self.len() <= length {
            return (self, None);
        }
        match self {
            Segment::Kept(range) => {
                let middle = range.start() + length;
                let rest_of_segment = TextRange::new(middle, range.end());
                (Segment::Kept(TextRange::new(range.start(), middle)), Some(Segment::Kept(rest_of_segment)))
            }
            Segment::New(mut text) => {
                let rest_of_segment = text.split_off(length.into());
                (Segment::New(text), Some(Segment::New(rest_of_segment)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use temple_model::apply_edits;

    use super::*;

    fn edit(range: std::ops::Range<u32>, text: &str) -> Edit {
        Edit { range: TextRange::new(range.start.into(), range.end.into()), text: text.to_owned() }
    }

    /// Applies each round to the result of the previous one, and checks that the composed edits give the same text.
    #[track_caller]
    fn check(old: &str, rounds: &[&[Edit]], expected: &[Edit]) {
        let mut segments = EditedText::of(old);
        let mut text = old.to_owned();
        for round in rounds {
            segments.apply(round);
            text = apply_edits(&text, round);
        }
        let edits = segments.edits();
        assert_eq!(apply_edits(old, &edits), text);
        assert_eq!(edits, expected);
    }

    #[test]
    fn composes_rounds_of_edits_into_one() {
        check("abcdef", &[], &[]);
        check("abcdef", &[&[edit(1..2, "X"), edit(4..4, "Y")]], &[edit(1..2, "X"), edit(4..4, "Y")]);
        // Edits within new text, and across its boundary.
        check("abcdef", &[&[edit(2..2, "XYZ")], &[edit(3..4, "-")]], &[edit(2..2, "X-Z")]);
        check("abcdef", &[&[edit(2..2, "XYZ")], &[edit(1..4, "-")]], &[edit(1..2, "-Z")]);
        check("abcdef", &[&[edit(2..4, "")], &[edit(1..3, "-")]], &[edit(1..5, "-")]);
        check(
            "abcdef",
            &[&[edit(0..1, "é")], &[edit(0..2, "ü"), edit(7..7, "!")]],
            &[edit(0..1, "ü"), edit(6..6, "!")],
        );
        check("", &[&[edit(0..0, "a")], &[edit(0..1, "")]], &[]);
    }
}
