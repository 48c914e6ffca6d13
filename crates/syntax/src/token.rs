//! Tokens as the grammar sees them.

use crate::SyntaxKind;

/// A token that is not trivia.
#[derive(Clone, Copy)]
pub(crate) struct Significant {
    pub(crate) kind: SyntaxKind,
    /// Whether a line ends between the token before and this one.
    pub(crate) on_new_line: bool,
    /// Whether odd characters, which are reported already, stand directly before this token.
    pub(crate) after_odd: bool,
    /// The index among all tokens.
    pub(crate) index: u32,
}
