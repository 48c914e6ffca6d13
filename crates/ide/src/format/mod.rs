//! Formatting: changes only white space, in a whole file, in ranges, and while typing.
//!
//! ```text
//! Cart:service{total :float(min:0) ;     ▶  Cart: service {
//! #omit [ delete ];}                          total: float(min: 0);
//!                                             #omit[delete];
//!                                           }
//! ```
//!
//! The formatter changes only the white space between tokens, so tokens and comments cannot get lost or change order.
//! It first turns the tree into a list of tokens with rules for line breaks (`tokens`), and marks those with syntax errors
//! (`well_formed`). Then it derives the white space between each pair of tokens (`gaps`). The rules and their
//! reasons are in `docs/manual/style.md`.

mod gaps;
mod new_line;
mod on_type;
mod options;
mod preserve_parse;
mod range;
#[cfg(test)]
mod tests;
mod tokens;
mod well_formed;
mod white_space;

pub use options::{FormatOptions, Indent};
use temple_model::Edit;
use temple_syntax::{TextRange, TextSize};

use crate::Analysis;
use tokens::Damage;

impl Analysis {
    /// Returns the edits that format the text: sorted, without overlap, and of white space only. Empty if the text is
    /// formatted. Leaves everything with a syntax error unchanged, and the whole text if it has a merge conflict. Takes
    /// time linear in the length of the text.
    pub fn format(&self, options: &FormatOptions) -> Vec<Edit> {
        if self.has_conflict() {
            return Vec::new();
        }
        let whole = TextRange::up_to(TextSize::of(&**self.text()));
        preserve_parse::preserving_parse(
            self,
            gaps::edits(self.text(), whole, &tokens::of(self, whole, Damage::Spreads), options, None),
        )
    }

    /// Returns those edits of [`Analysis::format`] that are in the lines and entries touched by `range`. A range that
    /// ends at the start of a line does not touch that line, so selecting whole lines formats just these. Empty if
    /// `range` is outside the text.
    pub fn format_range(&self, range: TextRange, options: &FormatOptions) -> Vec<Edit> {
        if self.has_conflict() {
            return Vec::new();
        }
        let Some(range) = range::whole_entries(self, range) else { return Vec::new() };
        // The text after the last line decides whether white space at its end is removed.
        let tokens = tokens::of(self, range::with_next(self.text(), range), Damage::Spreads);
        preserve_parse::preserving_parse(self, gaps::edits(self.text(), range, &tokens, options, None))
    }

    /// Returns the edits after the user typed `typed`, where `offset` is the position after it: a `}` formats the block
    /// that it closes, a `;` formats the entry that it ends, and a `\n` indents the new line. Empty for other
    /// characters, if `typed` ends nothing, or if the text has a merge conflict.
    pub fn format_on_type(&self, offset: TextSize, typed: char, options: &FormatOptions) -> Vec<Edit> {
        match typed {
            _ if self.has_conflict() => Vec::new(),
            '}' | ';' => preserve_parse::preserving_parse(self, on_type::closed(self, offset, options)),
            '\n' => new_line::indent(self, offset, options).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}
