//! Incremental parsing after an edit, which keeps the blocks that the edit does not touch.
//!
//! A top-level block does not depend on the text around it, as long as the adjacent blocks are complete and the
//! braces of the text are balanced. So only the text between two such blocks around the edit is parsed, and its tree
//! is inserted between those of the other blocks. In any doubtful case the whole text is parsed. The result is always
//! that of parsing the whole text, which a property test checks.

use rowan::{GreenNode, NodeOrToken, TextRange, TextSize};

use crate::braces::Balance;
use crate::{Element, Parse, SyntaxError, SyntaxKind, conflict, lex, parse};

impl Parse {
    /// Parses `new`, the result of an edit of `old`, which is the text of this tree.
    pub fn reparse(&self, old: &str, new: &str) -> Parse {
        self.splice(old, new).unwrap_or_else(|| parse(new))
    }

    fn splice(&self, old: &str, new: &str) -> Option<Parse> {
        let edit = Edit::between(old, new);
        // Markers of merge conflicts determine which parts of the whole text are parsed.
        if !self.conflicts.is_empty() || conflict::may_be_in_line_comment(new) {
            return None;
        }
        let whole = ChildStart { index: self.ends.len(), offset: TextSize::of(old) };
        let start = self.last_before(edit.start)?;
        let end = self.first_after(edit.old_end).unwrap_or(whole);
        let shifted = |offset: TextSize| offset + TextSize::of(new) - TextSize::of(old);
        let middle = parse(&new[TextRange::new(start.offset, shifted(end.offset))]);
        // A balanced text stays balanced if a balanced part is replaced by another balanced part.
        let replaced = lex(&old[TextRange::new(start.offset, end.offset)]);
        let was_balanced = self.is_balanced && Balance::of(replaced.iter().map(|lexeme| lexeme.kind)).is_even();
        let is_whole = was_balanced
            && middle.is_balanced
            && middle.conflicts.is_empty()
            && (end.index == whole.index || middle.ends_with_complete_block());
        is_whole.then(|| {
            let before = self.errors.iter().take_while(|error| error.range.start() < start.offset).cloned();
            let between = middle.errors.iter().map(|error| moved(error, |offset| offset + start.offset));
            let after = self.errors.iter().filter(|error| end.index < whole.index && error.range.start() >= end.offset);
            let after = after.map(|error| moved(error, shifted));
            Parse::new(
                self.spliced(&middle, start.index, end.index),
                before.chain(between).chain(after).collect(),
                true,
            )
        })
    }

    /// Returns the root with its children from `first` to `end`, exclusive, replaced by those of `middle`.
    fn spliced(&self, middle: &Parse, first: usize, end: usize) -> GreenNode {
        let before = self.green.children().take(first);
        let after = self.green.children().skip(end);
        let all = before.chain(middle.green.children()).chain(after).map(NodeOrToken::to_owned);
        GreenNode::new(SyntaxKind::FILE.into(), all.collect::<Vec<_>>())
    }

    /// The last position before `edit` at which parsing can start.
    fn last_before(&self, edit: TextSize) -> Option<ChildStart> {
        let at = self.ends.partition_point(|&end| end < edit);
        (0..self.ends.len().min(at + 1)).rev().filter_map(|index| self.start_at(index)).find(|it| it.offset < edit)
    }

    /// The first position after `edit` at which parsing can start.
    fn first_after(&self, edit: TextSize) -> Option<ChildStart> {
        let at = self.ends.partition_point(|&end| end <= edit);
        (at..self.ends.len()).filter_map(|index| self.start_at(index)).find(|it| it.offset > edit)
    }

    /// Returns the root's child at `index` if parsing can start there: if it is a block, and the last thing before
    /// it other than white space and comments, if any, is a complete block.
    fn start_at(&self, index: usize) -> Option<ChildStart> {
        let child = self.child(index).filter(|child| child.kind() == SyntaxKind::BLOCK)?;
        let before = (0..index).rev().filter_map(|index| self.child(index)).find(|before| !is_trivia(*before));
        before.is_none_or(is_complete_block).then_some(ChildStart { index, offset: child.range().start() })
    }

    fn child(&self, index: usize) -> Option<Element<'_>> {
        let start = index.checked_sub(1).map_or(TextSize::new(0), |before| self.ends[before]);
        self.root().children_from(index, start).next()
    }

    /// Returns true if the text ends with a complete block, so that nothing after it could have been part of it.
    fn ends_with_complete_block(&self) -> bool {
        let children = (0..self.ends.len()).rev().filter_map(|index| self.child(index));
        let last = children.into_iter().find(|child| !is_trivia(*child));
        last.is_some_and(is_complete_block) && !self.errors.iter().any(|error| error.kind.is_of_comment())
    }
}

/// A child of the root.
#[derive(Clone, Copy)]
struct ChildStart {
    index: usize,
    /// The start of the child, in bytes.
    offset: TextSize,
}

/// Returns true if the child is white space or a comment, which may be between blocks.
fn is_trivia(child: Element<'_>) -> bool {
    child.kind() == SyntaxKind::WHITESPACE || child.kind().is_comment()
}

/// Returns true if the child is a block that ends with its own brace.
fn is_complete_block(child: Element<'_>) -> bool {
    let body = child.node().filter(|node| node.kind() == SyntaxKind::BLOCK);
    let body = body.and_then(|block| block.children().last()).and_then(Element::node);
    body.and_then(|body| body.children().last()).is_some_and(|last| last.kind() == SyntaxKind::R_BRACE)
}

fn moved(error: &SyntaxError, to: impl Fn(TextSize) -> TextSize) -> SyntaxError {
    let range = TextRange::new(to(error.range.start()), to(error.range.end()));
    SyntaxError { kind: error.kind, range, at: to(error.at) }
}

/// The replaced part of a text.
struct Edit {
    /// The start, in bytes.
    start: TextSize,
    /// The end in the old text, in bytes.
    old_end: TextSize,
}

impl Edit {
    /// Finds the smallest edit that turns `old` into `new`, extended to whole characters.
    fn between(old: &str, new: &str) -> Edit {
        let start = equal_at_start(old.as_bytes(), new.as_bytes());
        let start = (0..=start).rev().find(|&at| old.is_char_boundary(at)).unwrap_or_default();
        let end = old.len() - equal_at_end(&old.as_bytes()[start..], &new.as_bytes()[start..]);
        let end = (end..=old.len()).find(|&at| old.is_char_boundary(at)).unwrap_or(old.len());
        let size = |bytes: usize| TextSize::new(u32::try_from(bytes).unwrap_or(u32::MAX));
        Edit { start: size(start), old_end: size(end) }
    }
}

/// The number of bytes that are compared at once, which is many times faster than byte by byte.
const COMPARED_BYTES: usize = 256;

/// The number of bytes that two texts have in common at their starts.
fn equal_at_start(one: &[u8], other: &[u8]) -> usize {
    let blocks = equal(one.chunks_exact(COMPARED_BYTES).zip(other.chunks_exact(COMPARED_BYTES))) * COMPARED_BYTES;
    blocks + equal(one[blocks..].iter().zip(&other[blocks..]))
}

/// The number of bytes that two texts have in common at their ends.
fn equal_at_end(one: &[u8], other: &[u8]) -> usize {
    let blocks = equal(one.rchunks_exact(COMPARED_BYTES).zip(other.rchunks_exact(COMPARED_BYTES))) * COMPARED_BYTES;
    let (one, other) = (&one[..one.len() - blocks], &other[..other.len() - blocks]);
    blocks + equal(one.iter().rev().zip(other.iter().rev()))
}

fn equal<T: PartialEq>(pairs: impl Iterator<Item = (T, T)>) -> usize {
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;

    /// Everything in which two results could differ.
    fn facts(parse: &Parse) -> impl PartialEq + std::fmt::Debug + use<> {
        let own = |parse: &Parse| {
            let tree = format!("{:?}", parse.root());
            (tree, parse.errors().to_vec(), parse.ends.clone(), parse.is_balanced, parse.conflicts.clone())
        };
        (own(parse), parse.second_side().map(own))
    }

    #[track_caller]
    fn check(old: &str, new: &str) -> Parse {
        let again = parse(old).reparse(old, new);
        assert_eq!(facts(&again), facts(&parse(new)), "{old:?} -> {new:?}");
        again
    }

    const TEXT: &str = "P: project {\n  #auth;\n}\n\n// One.\nA: service { a: int; }\nB: service {\n  b: string(5);\n}\n\nC: service {}\n";

    #[test]
    fn keeps_untouched_blocks() {
        let new = TEXT.replace("b: string(5)", "b: string(50)");
        let old = parse(TEXT);
        let again = old.reparse(TEXT, &new);
        assert_eq!(facts(&again), facts(&parse(&new)));
        let shared = old.green.children().zip(again.green.children()).filter(|(old, new)| match (old, new) {
            (NodeOrToken::Node(old), NodeOrToken::Node(new)) => std::ptr::eq(*old, *new),
            _ => false,
        });
        assert_eq!(shared.count(), 3, "the project, A and C");
    }

    #[test]
    fn reparses_edits_that_reach_beyond_their_block() {
        for (from, to) in [
            ("a: int; }", "a: int; "),
            ("a: int; }", "a: int; } }"),
            ("service { a", "service a"),
            ("// One.", "/* One."),
            ("// One.\n", "// One."),
            ("C: service {}\n", "C: service {} // c"),
            ("\n\nC", "\n\"\nC"),
            ("\n\nC", "\"C"),
            ("\n\nC", "x C"),
            ("}\nB:", "};\nB:"),
            ("}\nB:", "}\n:"),
            ("C: service {}", ""),
            ("P: project {\n  #auth;\n}\n", ""),
            ("P", "\u{feff}P"),
        ] {
            check(TEXT, &TEXT.replacen(from, to, 1));
            check(&TEXT.replacen(from, to, 1), TEXT);
        }
    }

    #[test]
    fn counts_common_bytes_across_chunks() {
        let text = "x".repeat(3 * COMPARED_BYTES);
        for at in [0, 1, COMPARED_BYTES - 1, COMPARED_BYTES, COMPARED_BYTES + 1, 3 * COMPARED_BYTES - 1] {
            let mut other = text.clone().into_bytes();
            other[at] = b'y';
            assert_eq!(equal_at_start(text.as_bytes(), &other), at);
            assert_eq!(equal_at_end(text.as_bytes(), &other), text.len() - at - 1);
        }
        assert_eq!((equal_at_start(text.as_bytes(), b"xx"), equal_at_end(b"", text.as_bytes())), (2, 0));
    }

    #[test]
    fn reports_errors_at_the_end_of_the_new_text() {
        check("P: project", "P: project ser");
        check("P: project {", "P: project {}");
    }

    #[test]
    fn tree_after_random_edits_equals_a_new_one() {
        let palette = [
            "x",
            "X: service {",
            "}",
            "{",
            "\n",
            " ",
            "/*",
            "*/",
            "//",
            "\"",
            ":",
            ";",
            "#a",
            "(",
            ")",
            "[",
            "]",
            "é",
            "\u{1f600}",
            "5",
            "k",
            "@",
            ",",
            "\r\n",
            "Y: struct {\n a: int;\n}\n",
            "\n<<<<<<< a\n",
            "\n=======\n",
            "\n>>>>>>> b\n",
        ];
        let mut random = Rng::with_seed(1);
        for _ in 0..1_000 {
            let mut text = TEXT.to_owned();
            let mut tree = parse(&text);
            for _ in 0..40 {
                let mut at = || text.floor_char_boundary(random.usize(..=text.len()));
                let (one, other) = (at(), at());
                let start = one.min(other);
                let end = if random.bool() { start } else { one.max(other).min(start + random.usize(..12)) };
                let end = text.floor_char_boundary(end);
                let mut new = text.clone();
                new.replace_range(start..end, random.choice(palette).unwrap());
                let again = tree.reparse(&text, &new);
                assert_eq!(facts(&again), facts(&parse(&new)), "{text:?} -> {new:?}");
                (text, tree) = (new, again);
            }
        }
    }
}
