//! Conversion from byte offsets to protocol positions.

use gen_lsp_types as lsp;
use temple_ide::{Edit, TextRange, TextSize};

use crate::text::{Encoding, Text};

/// Converts a byte offset.
pub(crate) fn position(text: &Text, offset: TextSize, encoding: Encoding) -> lsp::Position {
    let position = text.position(offset, encoding);
    lsp::Position { line: position.line, character: position.character }
}

/// Converts a byte range.
pub(crate) fn range(text: &Text, range: TextRange, encoding: Encoding) -> lsp::Range {
    lsp::Range { start: position(text, range.start(), encoding), end: position(text, range.end(), encoding) }
}

/// Converts an edit.
pub(crate) fn text_edit(text: &Text, edit: &Edit, encoding: Encoding) -> lsp::TextEdit {
    lsp::TextEdit { range: range(text, edit.range, encoding), new_text: edit.text.clone() }
}

/// Returns the protocol name of an encoding.
pub(crate) fn encoding(encoding: Encoding) -> lsp::PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        Encoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}
