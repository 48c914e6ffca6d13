//! TOML with positions: the tables of a text, each key and value with its range, and the problems of the text.
//!
//! This module knows nothing about the keys of a particular file. Dotted keys are resolved, so the three ways to write
//! a table lead to the same result. Reading never fails: whatever cannot be read is left out and reported.

mod build;
mod document;
mod removal;
#[cfg(test)]
mod tests;

pub use build::parse;
pub use document::{Document, Entry, Item, Table, TableId, Value};
pub use removal::removal;
use temple_model::TextRange;

/// A problem of a text that is not valid TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The narrowest part of the text that is wrong, in bytes. Empty where something is missing.
    pub range: TextRange,
    /// The problem and its remedy.
    pub message: String,
    /// The first of two definitions of the same key.
    pub first: Option<TextRange>,
    /// The text that should replace the range; `None` if that is not clear.
    pub replacement: Option<String>,
}
