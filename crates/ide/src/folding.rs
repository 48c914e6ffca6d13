//! Folding: blocks, lists and arguments over several lines, and comments.
//!
//! ```temple
//! Cart: service {…}
//!
//! // All that can be bought. …
//! Book: service {
//!   #omit[…];
//! }
//! ```

use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize};

use crate::Analysis;

/// A range of text that can be folded to its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// The range, in bytes, up to the last folded character; spans at least two lines.
    pub range: TextRange,
    /// The kind of the folded text.
    pub kind: FoldKind,
}

/// The kinds of text that can be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoldKind {
    /// The text between brackets of any kind.
    Brackets,
    /// A comment, or consecutive comments on lines of their own.
    Comment,
}

impl Analysis {
    /// Returns all folds, sorted by position.
    pub fn folds(&self) -> Vec<Fold> {
        let mut folds = Vec::new();
        self.sides().for_each(|side| collect(side.parse().root(), self.text(), &mut folds));
        folds.retain(|fold| spans_lines(&self.text()[std::ops::Range::<usize>::from(fold.range)]));
        folds.sort_by_key(|fold| (fold.range.start(), std::cmp::Reverse(fold.range.end())));
        // With the other side of a merge conflict, the same brackets may end elsewhere.
        folds.dedup_by_key(|fold| fold.range.start());
        folds
    }
}

fn collect(node: Node<'_>, text: &str, folds: &mut Vec<Fold>) {
    if matches!(node.kind(), SyntaxKind::BODY | SyntaxKind::ARGUMENTS | SyntaxKind::LIST) {
        folds.push(Fold { range: node.range(), kind: FoldKind::Brackets });
    }
    // The range of the consecutive comments seen so far, one directly below the other.
    let mut comments: Option<TextRange> = None;
    for element in node.children() {
        match element {
            Element::Node(child) => {
                push_comments(&mut comments, folds);
                collect(child, text, folds);
            }
            Element::Token(token) if token.kind().is_comment() => {
                let range = token.range();
                let is_own_line = starts_line(text, range.start());
                match &mut comments {
                    Some(above) if is_own_line => *above = above.cover(range),
                    _ => {
                        push_comments(&mut comments, folds);
                        comments = is_own_line.then_some(range);
                        // A comment after something else on its line is a fold of its own.
                        folds.extend((!is_own_line).then_some(Fold { range, kind: FoldKind::Comment }));
                    }
                }
            }
            Element::Token(token) if token.kind() == SyntaxKind::WHITESPACE => {
                if token.text().matches('\n').count() > 1 {
                    push_comments(&mut comments, folds);
                }
            }
            Element::Token(_) => push_comments(&mut comments, folds),
        }
    }
    push_comments(&mut comments, folds);
}

fn push_comments(comments: &mut Option<TextRange>, folds: &mut Vec<Fold>) {
    folds.extend(comments.take().map(|range| Fold { range, kind: FoldKind::Comment }));
}

/// Returns true if only white space precedes the offset on its line.
fn starts_line(text: &str, offset: TextSize) -> bool {
    // Looks only as far as the white space reaches, since a line may have any number of comments.
    let before = text[..usize::from(offset)].trim_end_matches(|c: char| c.is_whitespace() && !matches!(c, '\n' | '\r'));
    before.is_empty() || before.ends_with(['\n', '\r'])
}

fn spans_lines(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the first and last line of each fold, counted from 0.
    #[track_caller]
    fn check(text: &str, expected: &[(usize, usize, FoldKind)]) {
        let line = |offset: TextSize| text[..usize::from(offset)].matches('\n').count();
        let folds = Analysis::new(text).folds().into_iter();
        let folds: Vec<_> = folds.map(|fold| (line(fold.range.start()), line(fold.range.end()), fold.kind)).collect();
        assert_eq!(folds, expected);
    }

    #[test]
    fn folds_blocks_lists_and_arguments() {
        use FoldKind::Brackets;
        check(
            "S: service {\n  #omit[\n    read,\n  ];\n  T: struct {\n  };\n}\n",
            &[(0, 6, Brackets), (1, 3, Brackets), (4, 5, Brackets)],
        );
        check("S: service { a: string(\n5); }", &[(0, 1, Brackets), (0, 1, Brackets)]);
        check("S: service { a: int; }", &[]);
    }

    #[test]
    fn folds_an_unclosed_block() {
        check("S: service {\n  a: int;\n", &[(0, 1, FoldKind::Brackets)]);
    }

    #[test]
    fn folds_consecutive_comments_together() {
        use FoldKind::{Brackets, Comment};
        check("// One.\n// Two.\n\n// Three.\n", &[(0, 1, Comment)]);
        check("/* One.\n */\n", &[(0, 1, Comment)]);
        check("S: service {\n  a: int; // One.\n  // Two.\n  // Three.\n}", &[(0, 4, Brackets), (2, 3, Comment)]);
        check("S: service {\n  a: int; /* One.\n  Two. */\n  // Three.\n}", &[(0, 4, Brackets), (1, 2, Comment)]);
        check("// One.\n/* Two. */\n// Three.\n/* Four. */\n", &[(0, 3, Comment)]);
    }
}
