//! Conversion from protocol positions to byte offsets.

use gen_lsp_types::Range;
use temple_ide::{TextRange, TextSize};

use crate::text::{Encoding, Position, Text};

/// The byte offset of a position; the nearest one if there is no such position.
pub(crate) fn offset(text: &Text, position: gen_lsp_types::Position, encoding: Encoding) -> TextSize {
    text.offset(Position { line: position.line, character: position.character }, encoding)
}

/// The byte range of a protocol range. An error if it ends before it starts.
pub(crate) fn range(text: &Text, range: Range, encoding: Encoding) -> Result<TextRange, String> {
    let position = |position: gen_lsp_types::Position| Position { line: position.line, character: position.character };
    let (start, end) = (position(range.start), position(range.end));
    if start > end {
        return Err(format!(
            "the range {}:{} to {}:{} ends before it starts",
            start.line, start.character, end.line, end.character
        ));
    }
    Ok(TextRange::new(text.offset(start, encoding), text.offset(end, encoding)))
}
