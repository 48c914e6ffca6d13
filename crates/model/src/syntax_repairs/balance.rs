//! Counts of unbalanced brackets in a whole text.

use temple_syntax::{Parse, SyntaxError, SyntaxErrorKind};

use super::error_context::is_of_braces;
use crate::Layout;

/// The numbers of errors about brackets in a text.
pub(crate) struct Brackets {
    /// Errors about braces.
    pub(super) braces: usize,
    /// Errors about a `;` after a top-level block, which may have been meant to be inside another block.
    pub(super) semicolons: usize,
    /// Unclosed parentheses and square brackets.
    pub(super) others: usize,
}

impl Brackets {
    pub(crate) fn of(parse: &Parse) -> Brackets {
        use SyntaxErrorKind as E;
        let count = |is_meant: fn(E) -> bool| parse.errors().iter().filter(|error| is_meant(error.kind)).count();
        Brackets {
            braces: count(is_of_braces),
            semicolons: count(|kind| kind == E::SemicolonAfterBlock),
            others: count(|kind| matches!(kind, E::UnclosedParenthesis | E::UnclosedBracket)),
        }
    }

    /// Returns true if every brace has a partner.
    pub(super) fn are_paired(&self) -> bool {
        self.braces == 0
    }

    /// Returns true if one `{` is never closed, and there is no other error about braces.
    pub(super) fn has_one_unclosed(&self, layout: &Layout<'_>) -> bool {
        self.braces == 1 && self.semicolons == 0 && layout.unmatched_braces() == (0, 1)
    }

    /// Returns true if the position of the missing or superfluous brace is certain, because there is no other error
    /// about braces.
    pub(super) fn are_known(&self, error: &SyntaxError, layout: &Layout<'_>) -> bool {
        let is_only = self.braces == 1 && self.semicolons == 0;
        match error.kind {
            SyntaxErrorKind::UnclosedBrace => self.has_one_unclosed(layout),
            SyntaxErrorKind::UnmatchedBrace => is_only && layout.unmatched_braces() == (1, 0),
            SyntaxErrorKind::ExpectedBrace => is_only,
            // A `}` in a wrong position may have ended the block too early.
            SyntaxErrorKind::SemicolonAfterBlock => self.are_paired() && layout.unmatched_braces() == (0, 0),
            _ => self.are_paired(),
        }
    }
}
