//! Formatting: white space and nothing else, of a whole text, of ranges, and behind what is being typed.
//!
//! ```text
//! Cart:service{total :float(min:0) ;     ▶  Cart: service {
//! #omit [ delete ];}                          total: float(min: 0);
//!                                             #omit[delete];
//!                                           }
//! ```
//!
//! It goes from the tree to edits of white space.
//! Only white space between tokens changes, so no token or comment can get lost or change its place. First the tree
//! becomes a row of pieces that know where a line may break before them (`pieces`), of which those with syntax errors
//! are set aside (`sound`); then the white space before each piece is decided from the two pieces around it (`gaps`).
//! What the rules are, and why, is told to users in `docs/manual/style.md`.

mod gaps;
mod guard;
mod new_line;
mod on_type;
mod options;
mod pieces;
mod range;
mod sound;
#[cfg(test)]
mod tests;
mod white_space;

pub use options::{FormatOptions, Indent};
use temple_model::Edit;
use temple_syntax::{TextRange, TextSize};

use crate::Analysis;
use pieces::Damage;

impl Analysis {
    /// The edits that format the text, sorted, without overlap, each of white space only. None where the text is
    /// formatted already. What has a syntax error is left to the byte, and so is all of a text with a merge conflict. Time
    /// is linear in the length of the text.
    pub fn format(&self, options: &FormatOptions) -> Vec<Edit> {
        if self.has_conflict() {
            return Vec::new();
        }
        let whole = TextRange::up_to(TextSize::of(&**self.text()));
        guard::harmless(self, gaps::edits(self.text(), whole, &pieces::of(self, whole, Damage::Spreads), options, None))
    }

    /// The edits of [`Analysis::format`] in the lines and entries that `range` touches. A line of which `range` has only
    /// the start does not count, as when whole lines are selected. None where `range` lies outside the text.
    pub fn format_range(&self, range: TextRange, options: &FormatOptions) -> Vec<Edit> {
        if self.has_conflict() {
            return Vec::new();
        }
        let Some(range) = range::whole_entries(self, range) else { return Vec::new() };
        // What follows the last line decides whether the white space at its end has to go.
        let pieces = pieces::of(self, range::with_next(self.text(), range), Damage::Spreads);
        guard::harmless(self, gaps::edits(self.text(), range, &pieces, options, None))
    }

    /// The edits after `typed` was typed, with `offset` behind it: a `}` formats the block that it closes, a `;` the entry
    /// that it ends, and a `\n` indents the new line. None where `typed` does nothing of this, or is anything else,
    /// or where the text has a merge conflict.
    pub fn format_on_type(&self, offset: TextSize, typed: char, options: &FormatOptions) -> Vec<Edit> {
        match typed {
            _ if self.has_conflict() => Vec::new(),
            '}' | ';' => guard::harmless(self, on_type::closed(self, offset, options)),
            '\n' => new_line::indent(self, offset, options).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}
