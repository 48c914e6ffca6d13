//! Words of a shell script. The name of a service may hold letters of any script, `$` and control characters, but
//! neither quotes nor backslashes.

use temple_model::TextRange;

use crate::name::Named;
use crate::scalar::Piece;
use crate::writer::Writer;

/// Writes text of several lines.
pub(super) fn lines(out: &mut Writer, text: &str) {
    text.lines().for_each(|line| out.line(line));
}

/// A name outside quotes; it gets single ones if it needs them.
pub(super) struct Bare<'n>(pub(super) &'n Named);

impl Piece for Bare<'_> {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(TextRange)) {
        let is_special = |char: char| char.is_ascii() && !char.is_ascii_alphanumeric() && !matches!(char, '-' | '_');
        let quote = if self.0.as_str().contains(is_special) { "'" } else { "" };
        (quote, self.0, quote).write(text, origin);
    }
}

/// A name inside double quotes, where `$` has to be kept from naming a variable.
pub(super) struct Quoted<'n>(pub(super) &'n Named);

impl Piece for Quoted<'_> {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(TextRange)) {
        let start = text.len();
        self.0.write(text, origin);
        if text[start..].contains('$') {
            let escaped = text[start..].replace('$', "\\$");
            text.replace_range(start.., &escaped);
        }
    }
}
