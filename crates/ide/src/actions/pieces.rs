//! Several rounds of edits as one.
//!
//! A text after edits is a row of pieces: parts of the old text, and new ones. Edits of that text cut and replace pieces,
//! and in the end the pieces tell how the old text became the new one, with nothing touched that stayed.

use temple_model::Edit;
use temple_syntax::{TextRange, TextSize};

/// A text as it came out of an old one.
pub(super) struct Pieces {
    /// The length of the old text.
    old: TextSize,
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    /// A part of the old text.
    Kept(TextRange),
    New(String),
}

impl Pieces {
    /// A text that is the old one.
    pub(super) fn of(text: &str) -> Pieces {
        let old = TextSize::of(text);
        Pieces { old, pieces: vec![Piece::Kept(TextRange::up_to(old))] }
    }

    /// Edits the text. The edits are sorted by place in the text as it is now, and do not overlap. Time is linear in the
    /// number of pieces and edits.
    pub(super) fn apply(&mut self, edits: &[Edit]) {
        let mut rest = std::mem::take(&mut self.pieces).into_iter();
        let (mut current, mut at) = (rest.next(), TextSize::default());
        // Moves the text up to a place to the result, or drops it.
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

    /// The edits that make this text of the old one, sorted by place and without overlap.
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

    /// The first bytes of the piece, and the rest where there is one.
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
    use super::*;
    use crate::rename::applied;

    fn edit(range: std::ops::Range<u32>, text: &str) -> Edit {
        Edit { range: TextRange::new(range.start.into(), range.end.into()), text: text.to_owned() }
    }

    /// Applies each round to what the last one gave, and checks that the edits that come out do the same.
    #[track_caller]
    fn check(old: &str, rounds: &[&[Edit]], expected: &[Edit]) {
        let mut pieces = Pieces::of(old);
        let mut text = old.to_owned();
        for round in rounds {
            pieces.apply(round);
            text = applied(&text, round);
        }
        let edits = pieces.edits();
        assert_eq!(applied(old, &edits), text);
        assert_eq!(edits, expected);
    }

    #[test]
    fn rounds_of_edits_become_one() {
        check("abcdef", &[], &[]);
        check("abcdef", &[&[edit(1..2, "X"), edit(4..4, "Y")]], &[edit(1..2, "X"), edit(4..4, "Y")]);
        // In what is new, and across its edge.
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
