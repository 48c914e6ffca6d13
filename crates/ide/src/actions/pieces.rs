//! Composes several rounds of edits into one.
//!
//! An edited text is a sequence of pieces: ranges of the old text and new text. Further edits split and replace pieces.
//! The final pieces give the edits from the old text to the new one, which do not touch text that was kept.

use temple_model::Edit;
use temple_syntax::{TextRange, TextSize};

/// A text, as a sequence of pieces of an older text and of new text.
pub(super) struct Pieces {
    /// The length of the old text in bytes.
    old: TextSize,
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    /// A range of the old text.
    Kept(TextRange),
    New(String),
}

impl Pieces {
    /// Returns the pieces of a text that has not been edited.
    pub(super) fn of(text: &str) -> Pieces {
        let old = TextSize::of(text);
        Pieces { old, pieces: vec![Piece::Kept(TextRange::up_to(old))] }
    }

    /// Applies edits, which must be sorted and must not overlap; their ranges refer to the current text. Takes time
    /// linear in the number of pieces and edits.
    pub(super) fn apply(&mut self, edits: &[Edit]) {
        let mut rest = std::mem::take(&mut self.pieces).into_iter();
        let (mut current, mut at) = (rest.next(), TextSize::default());
        // Moves the text before `end` to `pieces`, or drops it if that is `None`.
        let mut pass = |end: TextSize, pieces: Option<&mut Vec<Piece>>| {
            let mut passed = Vec::new();
            while at < end
                && let Some(piece) = current.take()
            {
                let (before, behind) = piece.split(end - at);
                at += before.len();
                passed.push(before);
                current = behind.or_else(|| rest.next());
            }
            pieces.map(|pieces| pieces.append(&mut passed))
        };
        for edit in edits {
            pass(edit.range.start(), Some(&mut self.pieces));
            pass(edit.range.end(), None);
            self.pieces.extend((!edit.text.is_empty()).then(|| Piece::New(edit.text.clone())));
        }
        pass(TextSize::new(u32::MAX), Some(&mut self.pieces));
    }

    /// Returns the edits that turn the old text into this one, sorted by position and without overlap.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let (mut edits, mut at, mut new) = (Vec::new(), TextSize::default(), String::new());
        for piece in self.pieces.iter().chain([&Piece::Kept(TextRange::empty(self.old))]) {
            match piece {
                Piece::New(text) => new.push_str(text),
                Piece::Kept(range) => {
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

impl Piece {
    fn len(&self) -> TextSize {
        match self {
            Piece::Kept(range) => range.len(),
            Piece::New(text) => TextSize::of(text.as_str()),
        }
    }

    /// Splits the piece after `length` bytes. The second part is `None` if the piece is not longer than that.
    fn split(self, length: TextSize) -> (Piece, Option<Piece>) {
        if self.len() <= length {
            return (self, None);
        }
        match self {
            Piece::Kept(range) => {
                let middle = range.start() + length;
                let behind = TextRange::new(middle, range.end());
                (Piece::Kept(TextRange::new(range.start(), middle)), Some(Piece::Kept(behind)))
            }
            Piece::New(mut text) => {
                let behind = text.split_off(length.into());
                (Piece::New(text), Some(Piece::New(behind)))
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
        let mut pieces = Pieces::of(old);
        let mut text = old.to_owned();
        for round in rounds {
            pieces.apply(round);
            text = apply_edits(&text, round);
        }
        let edits = pieces.edits();
        assert_eq!(apply_edits(old, &edits), text);
        assert_eq!(edits, expected);
    }

    #[test]
    fn rounds_of_edits_become_one() {
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
