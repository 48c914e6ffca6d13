//! What is formatted when a range is.

use std::ops::Range;

use temple_syntax::SyntaxKind::{ATTRIBUTE, METADATA};
use temple_syntax::{TextRange, TextSize};

use crate::Analysis;

/// The lines that `range` touches, and all of the entries that begin or end in them. A line of which it has only the
/// start does not count. Absent where `range` lies outside the text.
pub(super) fn whole_entries(analysis: &Analysis, range: TextRange) -> Option<TextRange> {
    let text = analysis.text();
    if !TextRange::up_to(TextSize::of(&**text)).contains_range(range) {
        return None;
    }
    let end = match text.as_bytes().get(..usize::from(range.end())).unwrap_or_default() {
        [.., b'\r', b'\n'] => range.end() - TextSize::new(2),
        [.., b'\r' | b'\n'] => range.end() - TextSize::new(1),
        _ => range.end(),
    };
    let lines = lines(text, TextRange::new(range.start(), end.max(range.start())));
    // The end of the text has no line of its own.
    let lines = if usize::from(range.end()) == text.len() { lines.cover_offset(range.end()) } else { lines };
    let mut whole = lines;
    for place in [lines.start(), lines.end()] {
        let path = analysis.parse().path_to(TextRange::empty(place));
        let entry = path.into_iter().find(|node| matches!(node.kind(), ATTRIBUTE | METADATA));
        whole = whole.cover(entry.map_or(whole, |entry| entry.range()));
    }
    Some(self::lines(text, whole))
}

/// A range with what comes behind it, up to the first character that is no white space.
pub(super) fn with_next(text: &str, range: TextRange) -> TextRange {
    let behind = &text[usize::from(range.end())..];
    let next = behind.char_indices().find(|(_, char)| !char.is_whitespace());
    let end = next.map_or(behind.len(), |(at, char)| at + char.len_utf8());
    TextRange::new(range.start(), range.end() + TextSize::of(&behind[..end]))
}

/// The lines that a range touches, without the last line end.
fn lines(text: &str, range: TextRange) -> TextRange {
    let range = Range::<usize>::from(range);
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = bytes[..range.start].iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = bytes[range.end..].iter().position(is_end).map_or(bytes.len(), |at| range.end + at);
    TextRange::new(TextSize::of(&text[..start]), TextSize::of(&text[..end]))
}
