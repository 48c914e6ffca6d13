//! The prose in Rust sources and in Markdown.

use std::ops::Range;

use anyhow::Context as _;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Consecutive lines of prose, joined by spaces, with placeholders for code and quotations.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The byte offset in `text` at which each line starts, with the number of the line, from 1.
    lines: Vec<(usize, usize)>,
}

impl Paragraph {
    /// Returns the number of the line that contains a byte offset of the text.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.iter().rev().find(|(start, _)| *start <= offset).map_or(1, |(_, line)| *line)
    }

    fn push(&mut self, line: &str, number: usize) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.lines.push((self.text.len(), number));
        self.text.push_str(line.trim());
    }

    /// Hides code and quotations, whose wording is not that of the author.
    fn finish(mut self) -> Paragraph {
        for delimiter in ['`', '"'] {
            let marks: Vec<usize> = self.text.match_indices(delimiter).map(|(at, _)| at).collect();
            for pair in marks.chunks_exact(2) {
                self.text.replace_range(pair[0]..=pair[1], &"\0".repeat(pair[1] + 1 - pair[0]));
            }
        }
        self
    }
}

/// Returns the comments of a Rust file, and its string literals up to the first module of tests.
pub(super) fn of_rust(path: &str, text: &str) -> anyhow::Result<(Vec<Paragraph>, Vec<Paragraph>)> {
    let tokens: TokenStream = text.parse().ok().with_context(|| format!("{path} is not valid Rust"))?;
    let mut literals = Vec::new();
    collect_literals(tokens, text, &mut literals);
    let tests = text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let strings = literals.iter().filter(|range| range.start < tests).filter_map(|range| string(text, range)).collect();
    Ok((comments(text, &literals), strings))
}

/// Collects the ranges of the literals in bytes, in the order of the text, without doc comments.
fn collect_literals(tokens: TokenStream, text: &str, literals: &mut Vec<Range<usize>>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let is_doc = group.delimiter() == Delimiter::Bracket && is_comment(text, group.span().byte_range());
                if !is_doc {
                    collect_literals(group.stream(), text, literals);
                }
            }
            TokenTree::Literal(literal) => literals.push(literal.span().byte_range()),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn is_comment(text: &str, range: Range<usize>) -> bool {
    text.get(range).is_some_and(|token| token.starts_with('/'))
}

/// Returns the text of a string literal; `None` for other literals.
fn string(text: &str, range: &Range<usize>) -> Option<Paragraph> {
    let literal = text.get(range.clone())?;
    let (prefix, rest) = literal.split_once('"')?;
    let is_string = prefix.chars().all(|char| matches!(char, 'r' | 'b' | 'c' | '#'));
    let content = rest.trim_end_matches('#').strip_suffix('"').filter(|_| is_string)?;
    let mut paragraph = Paragraph::default();
    let first = text[..range.start].matches('\n').count() + 1;
    for (line, number) in content.split('\n').zip(first..) {
        paragraph.push(&line.trim_end_matches('\\').replace("\\n", "  "), number);
    }
    Some(paragraph.finish())
}

/// Returns the paragraphs of the line comments. Examples in doc comments are left out.
fn comments(text: &str, literals: &[Range<usize>]) -> Vec<Paragraph> {
    let (mut paragraphs, mut current) = (Vec::new(), Paragraph::default());
    let (mut start, mut is_example) = (0, false);
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let is_in_literal = |at: usize| {
            let next = literals.partition_point(|literal| literal.end <= at);
            literals.get(next).is_some_and(|literal| literal.start <= at)
        };
        let sign = line.match_indices("//").map(|(at, _)| at).find(|at| !is_in_literal(start + at));
        let comment = sign.map(|at| line[at..].trim_start_matches(['/', '!']).trim());
        let is_alone = sign.is_some_and(|at| line[..at].trim().is_empty());
        let is_fence = comment.is_some_and(|comment| comment.starts_with("```"));
        is_example ^= is_fence;
        let words = comment.filter(|comment| !comment.is_empty() && !is_fence && !is_example);
        if words.is_none() || !is_alone {
            paragraphs.push(std::mem::take(&mut current).finish());
        }
        if let Some(words) = words {
            current.push(words, number);
        }
        start += line.len();
    }
    paragraphs.push(current.finish());
    paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    paragraphs
}

/// Returns the paragraphs of a Markdown document, without code.
pub(super) fn of_markdown(text: &str) -> Vec<Paragraph> {
    let (mut paragraphs, mut current, mut is_code) = (Vec::new(), Paragraph::default(), false);
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(words) if !is_code => {
                current.lines.push((current.text.len(), text[..range.start].matches('\n').count() + 1));
                current.text.push_str(&words);
            }
            Event::Code(_) => current.text.push('\0'),
            Event::SoftBreak | Event::HardBreak => current.text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                paragraphs.push(std::mem::take(&mut current).finish());
            }
            _ => {}
        }
    }
    paragraphs.push(current.finish());
    paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    paragraphs
}
