//! Checks that the text of a document equals a plain string after the same edits.

use fastrand::Rng;
use gen_lsp_types::{Position, Range};

use super::apply;
use crate::server::protocol::notification::Change;
use crate::text::{Encoding, Text};

const EDITS: usize = 100_000;

const PIECES: &[&str] = &[
    "",
    "",
    "x",
    "word ",
    "\n",
    "\r",
    "\r\n",
    "\n\r",
    "\r\n\r\n",
    "é",
    "€",
    "😀",
    "👩\u{200d}👩",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    "\u{feff}",
    "\0",
    "A: service {\n",
    "}",
    "/*",
    "\t",
];

/// The plain string that the text is compared with, with an independent conversion of positions.
struct Model {
    text: String,
    encoding: Encoding,
}

impl Model {
    /// The start of each line, and its end without the terminator.
    fn lines(&self) -> Vec<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
        while at < bytes.len() {
            let length = match (bytes[at], bytes.get(at + 1)) {
                (b'\r', Some(b'\n')) => 2,
                (b'\r' | b'\n', _) => 1,
                _ => 0,
            };
            if length > 0 {
                lines.push((start, at));
                start = at + length;
            }
            at += length.max(1);
        }
        lines.push((start, bytes.len()));
        lines
    }

    #[expect(clippy::disallowed_methods, reason = "the test counts by itself what `Text` has to say")]
    fn offset(&self, position: Position) -> usize {
        let lines = self.lines();
        let Some(&(start, end)) = lines.get(position.line as usize) else { return self.text.len() };
        let mut left = position.character as usize;
        for (at, char) in self.text[start..end].char_indices() {
            let units = match self.encoding {
                Encoding::Utf8 => char.len_utf8(),
                Encoding::Utf16 => char.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if left < units {
                return start + at;
            }
            left -= units;
        }
        end
    }

    fn apply(&mut self, change: &Change) {
        match change.range {
            None => self.text = change.text.clone(),
            Some(Range { start, end }) => {
                self.text.replace_range(self.offset(start)..self.offset(end), &change.text);
            }
        }
    }
}

/// A position that is mostly inside the text, often inside a character, and sometimes far outside.
fn random_position(random: &mut Rng, model: &Model) -> Position {
    let lines = model.lines();
    let line = if random.usize(..50) == 0 { random.usize(..usize::MAX / 2) } else { random.usize(..=lines.len()) };
    let length = lines.get(line).map_or(3, |(start, end)| end - start);
    let character = if random.usize(..50) == 0 { u32::MAX as usize } else { random.usize(..length + 3) };
    Position { line: u32::try_from(line).unwrap_or(u32::MAX), character: u32::try_from(character).unwrap_or(u32::MAX) }
}

fn random_change(random: &mut Rng, model: &Model, longest: usize) -> Change {
    let text = (0..random.usize(..4)).map(|_| *random.choice(PIECES).expect("a piece")).collect();
    if longest < 1000 && random.usize(..1000) == 0 {
        return Change { range: None, text };
    }
    let start = random_position(random, model);
    // Most edits are insertions or short replacements in one line; some span several lines or the whole text.
    let end = match random.usize(..4) {
        0 | 1 => start,
        2 => Position {
            character: start.character.saturating_add(u32::try_from(random.usize(..4)).unwrap_or(0)),
            ..start
        },
        _ if longest < 1000 => random_position(random, model),
        _ => Position { line: start.line.saturating_add(1), character: 1 },
    };
    // A longer text would only slow down the model.
    let text = if model.text.len() > longest { String::new() } else { text };
    let order = |a: Position, b: Position| (a.line, a.character) <= (b.line, b.character);
    let (start, end) = if order(start, end) { (start, end) } else { (end, start) };
    Change { range: Some(Range { start, end }), text }
}

/// Applies random edits to a text, whose length stays about the same.
#[track_caller]
fn check_edits(encoding: Encoding, random: &mut Rng, edits: usize, start: String) {
    let longest = start.len() + 400;
    let mut text = Text::from(start.as_str());
    let mut model = Model { text: start, encoding };
    for edit in 0..edits {
        let change = random_change(random, &model, longest);
        apply(&mut text, std::slice::from_ref(&change), encoding).expect("an edit that makes sense");
        model.apply(&change);
        assert!(text.to_string() == model.text, "edit {edit}, {change:?}: {text:?} {:?}", model.text);
        for offset in [random.usize(..model.text.len() + 3), model.text.len()] {
            let position = text.position(u32::try_from(offset).expect("a short text").into(), encoding);
            let back = usize::from(text.offset(position, encoding));
            let position = Position { line: position.line, character: position.character };
            assert_eq!(back, model.offset(position), "{:?} {position:?}", model.text);
            // At most the length of a character or of a line end is lost.
            assert!(back <= offset && offset - back < 4 + offset.saturating_sub(model.text.len()), "{offset} {back}");
            assert!(model.text.is_char_boundary(back), "{:?} {back}", model.text);
        }
    }
}

/// Checks many edits of a short text, and some of texts that occupy many chunks of memory, with short lines or with one
/// very long line.
#[track_caller]
fn check(encoding: Encoding, seed: u64) {
    let mut random = Rng::with_seed(seed);
    check_edits(encoding, &mut random, EDITS, String::new());
    for pieces in [PIECES, &PIECES[9..18]] {
        let start = (0..5000).map(|_| *random.choice(pieces).expect("a piece")).collect();
        check_edits(encoding, &mut random, 500, start);
    }
}

#[test]
fn a_hundred_thousand_edits_in_utf_8() {
    check(Encoding::Utf8, 0x2545_f491_4f6c_dd1d);
}

#[test]
fn a_hundred_thousand_edits_in_utf_16() {
    check(Encoding::Utf16, 0x9e37_79b9_7f4a_7c15);
}

#[test]
fn a_hundred_thousand_edits_in_utf_32() {
    check(Encoding::Utf32, 0xd1b5_4a32_d192_ed03);
}
