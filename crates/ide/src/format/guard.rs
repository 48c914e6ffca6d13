//! Keeping a broken text from being read in another way.
//!
//! Where brackets are missing, lines and indentation are all by which the parser can tell what belongs together. Entries
//! and blocks that are sound may be among what it goes by.

use temple_model::Edit;
use temple_syntax::{Element, Parse, SyntaxErrorKind, SyntaxKind};

use crate::Analysis;
use crate::rename::applied;

/// The edits, if the text is read after them as it was before, and none otherwise. In a text without errors there is
/// nothing to ask.
pub(super) fn harmless(analysis: &Analysis, edits: Vec<Edit>) -> Vec<Edit> {
    let parse = analysis.parse();
    if edits.is_empty() || parse.errors().is_empty() {
        return edits;
    }
    let after = parse.reparse(analysis.text(), &applied(analysis.text(), &edits));
    let is_same = shape(parse).eq(shape(&after)) && errors(parse).eq(errors(&after));
    if is_same { edits } else { Vec::new() }
}

/// What is wrong with a text, but for the line end that its last comment misses, which formatting puts in.
fn errors(parse: &Parse) -> impl Iterator<Item = SyntaxErrorKind> {
    let kinds = parse.errors().iter().map(|error| error.kind);
    kinds.filter(|kind| *kind != SyntaxErrorKind::LineCommentAtEnd)
}

/// The nodes and tokens of a tree without its white space, each with its depth.
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
