//! The part of a text that is formatted for a given range.

use std::ops::Range;

use temple_syntax::SyntaxKind::{ATTRIBUTE, METADATA};
use temple_syntax::{TextRange, TextSize};

use crate::Analysis;

/// Returns the range of the lines that `range` touches, extended to all entries that start or end in them. A range that
/// ends at the start of a line does not touch that line. Returns `None` if `range` is outside the text.
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
    // The lines exclude the end of the text, which has to be formatted too.
    let lines = if usize::from(range.end()) == text.len() { lines.cover_offset(range.end()) } else { lines };
    let mut whole = lines;
    for offset in [lines.start(), lines.end()] {
        let path = analysis.parse().path_to(TextRange::empty(offset));
        let entry = path.into_iter().find(|node| matches!(node.kind(), ATTRIBUTE | METADATA));
        whole = whole.cover(entry.map_or(whole, |entry| entry.range()));
    }
    Some(self::lines(text, whole))
}

/// Extends a range by the text after it, up to and including the first character that is not white space.
pub(super) fn with_next(text: &str, range: TextRange) -> TextRange {
    let rest = &text[usize::from(range.end())..];
    let next = rest.char_indices().find(|(_, char)| !char.is_whitespace());
    let end = next.map_or(rest.len(), |(at, char)| at + char.len_utf8());
    TextRange::new(range.start(), range.end() + TextSize::of(&rest[..end]))
}

/// Returns the lines that a range touches, without the last line end.
fn lines(text: &str, range: TextRange) -> TextRange {
    let range = Range::<usize>::from(range);
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = bytes[..range.start].iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = bytes[range.end..].iter().position(is_end).map_or(bytes.len(), |at| range.end + at);
    TextRange::new(TextSize::of(&text[..start]), TextSize::of(&text[..end]))
}
