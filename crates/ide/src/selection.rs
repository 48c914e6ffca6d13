//! Selection ranges: grows the selection step by step, from a word to its whole block and file.
//!
//! ```text
//! min
//! min: 1
//! 5, min: 1
//! (5, min: 1)
//! int(5, min: 1)
//! total: int(5, min: 1);
//! ```

use temple_syntax::{Node, SyntaxKind, TextRange, TextSize};

use crate::Analysis;

impl Analysis {
    /// Returns the meaningful ranges around an offset, from the narrowest to the whole text; each contains the one
    /// before.
    pub fn selections(&self, offset: TextSize) -> Vec<TextRange> {
        let whole = TextRange::up_to(TextSize::of(&**self.text()));
        let path = self.side_at(offset).parse().path_to(TextRange::empty(offset));
        let mut ranges: Vec<TextRange> = Vec::new();
        if let Some(&innermost) = path.last() {
            let words = innermost.tokens().filter(|token| token.range().contains_inclusive(offset));
            // Between a sign and a word, the word is preferred.
            let word = words.max_by_key(|token| token.kind() == SyntaxKind::IDENT);
            ranges.extend(word.filter(|word| word.kind() != SyntaxKind::WHITESPACE).map(|word| word.range()));
        }
        for &node in path.iter().rev() {
            ranges.extend(inside(node).filter(|inside| inside.contains_inclusive(offset)));
            ranges.push(node.range());
        }
        ranges.push(whole);
        let mut selections: Vec<TextRange> = Vec::with_capacity(ranges.len());
        for range in ranges {
            if selections.last().is_none_or(|last| range.contains_range(*last) && range != *last) {
                selections.push(range);
            }
        }
        selections
    }
}

/// Returns the range between the brackets of a node, without the white space around it.
fn inside(node: Node<'_>) -> Option<TextRange> {
    let has_brackets = matches!(node.kind(), SyntaxKind::BODY | SyntaxKind::ARGUMENTS | SyntaxKind::LIST);
    let mut inner = node.children().filter(|child| child.kind() != SyntaxKind::WHITESPACE);
    let (_open, first) = (inner.next().filter(|_| has_brackets)?, inner.next()?);
    let is_close = |kind| matches!(kind, SyntaxKind::R_BRACE | SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET);
    let last = inner.filter(|child| !is_close(child.kind())).last();
    let last = last.or((!is_close(first.kind())).then_some(first))?;
    Some(first.range().cover(last.range()))
}

#[cfg(test)]
mod tests {
    use crate::fixture::cursor;

    #[track_caller]
    fn check(marked: &str, expected: &[&str]) {
        let (analysis, offset) = cursor(marked);
        let text = analysis.text();
        let selections = analysis.selections(offset).into_iter();
        let selections: Vec<&str> = selections.map(|range| &text[std::ops::Range::<usize>::from(range)]).collect();
        assert_eq!(selections, expected);
    }

    #[test]
    fn grows_a_selection_from_the_word_to_the_file() {
        check(
            "S: service { a: string(max$0Length: 5) @unique; }\n",
            &[
                "maxLength",
                "maxLength: 5",
                "(maxLength: 5)",
                "string(maxLength: 5)",
                "a: string(maxLength: 5) @unique;",
                "{ a: string(maxLength: 5) @unique; }",
                "S: service { a: string(maxLength: 5) @unique; }",
                "S: service { a: string(maxLength: 5) @unique; }\n",
            ],
        );
    }

    #[test]
    fn selects_the_inside_of_brackets_as_a_step() {
        check(
            "S: service { #omit[re$0ad, update]; a: int; }",
            &[
                "read",
                "read, update",
                "[read, update]",
                "#omit[read, update];",
                "#omit[read, update]; a: int;",
                "{ #omit[read, update]; a: int; }",
                "S: service { #omit[read, update]; a: int; }",
            ],
        );
    }

    #[test]
    fn an_empty_text_has_one_selection() {
        check("$0", &[""]);
    }
}
