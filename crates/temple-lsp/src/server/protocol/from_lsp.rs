//! From the protocol's positions to bytes.

use gen_lsp_types::Range;
use temple_ide::{TextRange, TextSize};

use crate::text::{Encoding, Position, Text};

/// The byte of a text that the protocol's position means; the nearest one where there is no such position.
pub(crate) fn offset(text: &Text, position: gen_lsp_types::Position, encoding: Encoding) -> TextSize {
    text.offset(Position { line: position.line, character: position.character }, encoding)
}

/// The bytes of a text that the protocol's range means. An error where it ends before it starts.
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
