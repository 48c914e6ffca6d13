//! The text of a document and its positions. No other file deals with UTF-16.

#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "this is the file that converts positions")]

use std::fmt;
use std::ops::Range;

use ropey::Rope;
use temple_ide::{TextRange, TextSize};

use crate::translation::common_ends;

/// The unit in which a [`Position`] counts within its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: two for every character outside the basic multilingual plane. The default of the protocol.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

impl Encoding {
    /// Returns the length of a text in units of the encoding.
    pub(crate) fn units(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => str_indices::utf16::count(text),
            Encoding::Utf32 => str_indices::chars::count(text),
        }
    }
}

/// A position in a text, as in the protocol and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize)]
pub struct Position {
    /// The line, from 0. Lines end with `\n`, `\r\n` or `\r`, and with nothing else.
    pub line: u32,
    /// The number of units of the [`Encoding`] before the position in its line.
    pub character: u32,
}

/// A text that is cheap to clone, to edit, and to query for positions.
///
/// No method panics: a position outside the text is moved to the nearest one inside, and a position inside a character
/// to the start of that character.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Returns true if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// Returns the position of a byte offset. An offset between `\r` and `\n` counts as the end of the line.
    pub fn position(&self, offset: TextSize, encoding: Encoding) -> Position {
        let offset = usize::from(offset).min(self.len());
        // A single descent in the tree finds the chunk around the offset, and the line nearly always starts in that
        // chunk.
        let (chunk, chunk_start, _, chunk_line) = self.rope.chunk_at_byte(offset);
        let mut end = chunk.floor_char_boundary(offset - chunk_start);
        if chunk[..end].ends_with('\r') && chunk[end..].starts_with('\n') {
            end -= 1;
        }
        let start = memchr::memrchr2(b'\n', b'\r', &chunk.as_bytes()[..end]);
        let (line, character) = match start {
            None if chunk_start > 0 => {
                let line = self.rope.byte_to_line(chunk_start + end);
                (line, self.units(self.rope.line_to_byte(line)..chunk_start + end, encoding))
            }
            _ => {
                let line = chunk_line + str_indices::lines_crlf::from_byte_idx(chunk, end);
                (line, encoding.units(&chunk[start.map_or(0, |start| start + 1)..end]))
            }
        };
        Position { line: saturated(line), character: saturated(character) }
    }

    /// Returns the byte offset of a position. A character past the end of its line is moved to that end, before the
    /// line's terminator; a line past the end of the text is moved to the end of the text.
    pub fn offset(&self, position: Position, encoding: Encoding) -> TextSize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return TextSize::new(saturated(self.len()));
        }
        let bytes = self.line(line);
        let character = position.character as usize;
        let offset = match encoding {
            Encoding::Utf8 => self.floor(TextSize::new(saturated(bytes.start.saturating_add(character)))),
            Encoding::Utf16 => {
                let before = self.rope.char_to_utf16_cu(self.rope.byte_to_char(bytes.start));
                let unit = before.saturating_add(character).min(self.rope.len_utf16_cu());
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
            Encoding::Utf32 => {
                let before = self.rope.byte_to_char(bytes.start);
                self.rope.char_to_byte(before.saturating_add(character).min(self.rope.len_chars()))
            }
        };
        TextSize::new(saturated(offset.min(bytes.end)))
    }

    /// Replaces `range`, which is in bytes, by `new`.
    pub fn replace(&mut self, range: TextRange, new: &str) {
        let start = self.rope.byte_to_char(self.floor(range.start()));
        let end = self.rope.byte_to_char(self.floor(range.end()));
        self.rope.remove(start..end);
        self.rope.insert(start, new);
    }

    /// Sets the text to `new`. The common start and end of both texts stay shared with clones of the old one, so that
    /// many versions of a long text take little memory.
    pub fn set(&mut self, new: &str) {
        let old = self.to_string();
        let (prefix, suffix) = common_ends(&old, new);
        let range = TextRange::new(saturated(prefix).into(), saturated(old.len() - suffix).into());
        self.replace(range, &new[prefix..new.len() - suffix]);
    }

    /// Returns the bytes of an existing line, without its terminator.
    fn line(&self, line: usize) -> Range<usize> {
        let start = self.rope.line_to_byte(line);
        let mut end = self.rope.line_to_byte(line + 1);
        let ends_with = |end: usize, byte| end > start && self.rope.get_byte(end - 1) == Some(byte);
        if ends_with(end, b'\n') {
            end -= 1;
        }
        if ends_with(end, b'\r') {
            end -= 1;
        }
        start..end
    }

    /// Returns the length of a range of bytes that starts and ends on character boundaries.
    fn units(&self, bytes: Range<usize>, encoding: Encoding) -> usize {
        let count = |offset| match encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf16 => self.rope.char_to_utf16_cu(self.rope.byte_to_char(offset)),
            Encoding::Utf32 => self.rope.byte_to_char(offset),
        };
        count(bytes.end) - count(bytes.start)
    }

    /// Returns the nearest character boundary at or before the offset.
    fn floor(&self, offset: TextSize) -> usize {
        let offset = usize::from(offset).min(self.len());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }
}

/// Converts a number to 32 bits. Texts beyond 4 GiB are rejected earlier, so it never saturates.
fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

/// Converts ascending offsets of a text to positions, in one pass over the text.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    encoding: Encoding,
    /// The offset up to which the text was read, and the position there.
    read: usize,
    position: Position,
}

impl<'a> Positions<'a> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'a str, encoding: Encoding) -> Positions<'a> {
        Positions { text, encoding, read: 0, position: Position::default() }
    }

    /// Returns the position of a byte offset, like [`Text::position`]. An offset before the previous one gives the same
    /// position as that one.
    pub fn at(&mut self, offset: TextSize) -> Position {
        let mut end = self.text.floor_char_boundary(usize::from(offset).min(self.text.len()));
        if self.text[..end].ends_with('\r') && self.text[end..].starts_with('\n') {
            end -= 1;
        }
        let Some(passed) = self.text.get(self.read..end) else { return self.position };
        let mut units = self.encoding.units(passed);
        if let Some(terminator) = memchr::memrchr2(b'\n', b'\r', passed.as_bytes()) {
            self.position.line += saturated(str_indices::lines_crlf::count_breaks(passed));
            self.position.character = 0;
            units = self.encoding.units(&passed[terminator + 1..]);
        }
        self.position.character += saturated(units);
        self.read = end;
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// Checks the position of the `|` in the text in the three encodings, and the conversion back to the offset.
    #[track_caller]
    fn check(marked: &str, expected: [(u32, u32); 3]) {
        let offset = marked.find('|').expect("a mark");
        let text = Text::from(marked.replacen('|', "", 1).as_str());
        let offset = TextSize::new(saturated(offset));
        for (encoding, (line, character)) in ENCODINGS.into_iter().zip(expected) {
            let position = Position { line, character };
            assert_eq!(text.position(offset, encoding), position, "{encoding:?}");
            assert_eq!(text.offset(position, encoding), offset, "{encoding:?}");
        }
    }

    #[test]
    fn encodings_count_different_units() {
        check("|", [(0, 0); 3]);
        check("ab|c", [(0, 2); 3]);
        check("é|", [(0, 2), (0, 1), (0, 1)]);
        check("a\n€|x", [(1, 3), (1, 1), (1, 1)]);
        check("a\n😀b|", [(1, 5), (1, 3), (1, 2)]);
    }

    #[test]
    fn recognizes_the_line_ends_of_the_protocol() {
        check("a\r\nb|", [(1, 1); 3]);
        check("a\rb|", [(1, 1); 3]);
        check("a\r|", [(1, 0); 3]);
        check("a\u{2028}b|", [(0, 5), (0, 3), (0, 3)]);
        check("a\u{b}\u{c}b|", [(0, 4); 3]);
        check("\u{85}|", [(0, 2), (0, 1), (0, 1)]);
    }

    #[test]
    fn clamps_positions_outside_the_text() {
        let text = Text::from("ab\r\n😀\n");
        for encoding in ENCODINGS {
            let offset = |line, character| u32::from(text.offset(Position { line, character }, encoding));
            assert_eq!(offset(0, 99), 2, "before the terminator");
            assert_eq!(offset(1, u32::MAX), 8);
            assert_eq!(offset(2, 5), 9);
            assert_eq!(offset(u32::MAX, 0), 9);
            assert_eq!(text.position(TextSize::new(u32::MAX), encoding), Position { line: 2, character: 0 });
            assert_eq!(text.position(TextSize::new(3), encoding), Position { line: 0, character: 2 }, "inside \\r\\n");
            assert_eq!(text.position(TextSize::new(6), encoding), Position { line: 1, character: 0 }, "inside 😀");
        }
        assert_eq!(u32::from(text.offset(Position { line: 1, character: 3 }, Encoding::Utf8)), 4);
        assert_eq!(u32::from(text.offset(Position { line: 1, character: 1 }, Encoding::Utf16)), 4, "surrogate pair");
    }

    #[test]
    fn one_pass_returns_the_same_positions() {
        let text = "a\r\n😀é\r\r\n\n€b\u{2028}c\rd\n";
        let rope = Text::from(text);
        for encoding in ENCODINGS {
            for step in 1..5 {
                let mut positions = Positions::new(text, encoding);
                for offset in (0..text.len() + 3).step_by(step) {
                    let offset = TextSize::new(saturated(offset));
                    assert_eq!(positions.at(offset), rope.position(offset, encoding), "{encoding:?} {offset:?}");
                }
                let end = rope.position(TextSize::new(u32::MAX), encoding);
                assert_eq!(positions.at(TextSize::new(0)), positions.at(TextSize::new(u32::MAX)).min(end));
            }
        }
    }

    #[test]
    fn clamps_replacements() {
        let mut text = Text::from("a😀b");
        text.replace(TextRange::new(2.into(), 4.into()), "");
        assert_eq!(text.to_string(), "a😀b", "both ends lie inside the same character");
        text.replace(TextRange::new(5.into(), 99.into()), "\r");
        assert_eq!(text.to_string(), "a😀\r");
    }
}
