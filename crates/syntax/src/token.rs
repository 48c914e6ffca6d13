//! Tokens as the grammar sees them.

use crate::SyntaxKind;

/// A token that is not trivia.
#[derive(Clone, Copy)]
pub(crate) struct Significant {
    pub(crate) kind: SyntaxKind,
    /// True if a line ends between the previous token and this one.
    pub(crate) on_new_line: bool,
    /// True if unreadable characters, which are already reported, directly precede this token.
    pub(crate) after_error_token: bool,
    /// The index among all tokens, including trivia.
    pub(crate) index: u32,
}
