//! The text of a generated file.

use super::block::BlockRange;
use super::origin::{Origin, Span};
use crate::defect::FoundDefect;

/// The text of a generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text, whose lines all end in `\n`.
    pub text: String,
    /// The origins of its lines, sorted by first line. Every line is in at least one span.
    pub spans: Vec<Span>,
    /// The known defects, in the order of their lines.
    pub defects: Vec<FoundDefect>,
}

impl Rendered {
    /// The origins of a zero-based line, in their order in the line.
    pub fn origins_of(&self, line: u32) -> impl Iterator<Item = Origin> {
        let spans = self.spans.iter().take_while(move |span| span.first <= line);
        spans.filter(move |span| line <= span.last).map(|span| span.origin)
    }

    /// The first part of the Templefile that a zero-based line comes from; `None` if it comes from no part of it.
    pub fn source_of(&self, line: u32) -> Option<BlockRange> {
        self.origins_of(line).find_map(|origin| match origin {
            Origin::Source(range) => Some(range),
            Origin::Reason(_) => None,
        })
    }
}
