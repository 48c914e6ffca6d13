//! Checks that formatting does not change how a broken text is parsed.
//!
//! If brackets are missing, the parser relies on lines and indentation to match the others. This may include the lines
//! of valid entries and blocks.

use temple_model::{Edit, apply_edits};
use temple_syntax::{Element, Parse, SyntaxErrorKind, SyntaxKind};

use crate::Analysis;

/// Returns the edits if the text parses the same after them, and no edits otherwise. A text without errors is not
/// checked.
pub(super) fn preserving_parse(analysis: &Analysis, edits: Vec<Edit>) -> Vec<Edit> {
    let parse = analysis.parse();
    if edits.is_empty() || parse.errors().is_empty() {
        return edits;
    }
    let after = parse.reparse(analysis.text(), &apply_edits(analysis.text(), &edits));
    let is_same = shape(parse).eq(shape(&after)) && errors(parse).eq(errors(&after));
    if is_same { edits } else { Vec::new() }
}

/// Iterates over the kinds of syntax errors, except for a missing line end after the last comment, which formatting
/// adds.
fn errors(parse: &Parse) -> impl Iterator<Item = SyntaxErrorKind> {
    let kinds = parse.errors().iter().map(|error| error.kind);
    kinds.filter(|kind| *kind != SyntaxErrorKind::LineCommentAtEnd)
}

/// Iterates over the nodes and tokens of a tree in order, without white space, each with its depth.
fn shape(parse: &Parse) -> impl Iterator<Item = (usize, SyntaxKind)> {
    let mut stack = vec![(0, Element::Node(parse.root()))];
    std::iter::from_fn(move || {
        let (depth, element) = stack.pop()?;
        if let Element::Node(node) = element {
            let from = stack.len();
            let children = node.children().filter(|child| child.kind() != SyntaxKind::WHITESPACE);
            stack.extend(children.map(|child| (depth + 1, child)));
            stack[from..].reverse();
        }
        Some((depth, element.kind()))
    })
}
