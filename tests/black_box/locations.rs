//! Finds the location of a recorded path in a text, without the parser under test.
//!
//! Requires texts that the reference compiler could parse, with matching brackets and no missing tokens.

use std::ops::Range;

/// A location that a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    /// The whole block, attribute or metadata item, in bytes.
    pub(crate) bytes: Range<usize>,
    /// The number of path elements that name blocks and attributes. The others name a metadata item or a type.
    pub(crate) names: usize,
}

/// Returns every location of `path`: several if names are duplicate. The empty path leads to the whole text.
pub(crate) fn find(text: &str, path: &[String]) -> Vec<Location> {
    let tokens = tokens(text);
    let mut spans = vec![Span { tokens: 0..tokens.len(), kind: Kind::Text }];
    let mut names = 0;
    for name in path {
        spans = spans.into_iter().flat_map(|span| members(&tokens, span, name)).collect();
        names += usize::from(spans.iter().all(|span| matches!(span.kind, Kind::Block | Kind::Attribute)));
    }
    let bytes = |span: Span| match path {
        [] => 0..text.len(),
        _ => tokens[span.tokens.start].1.start..tokens[span.tokens.end - 1].1.end,
    };
    spans.into_iter().map(|span| Location { bytes: bytes(span), names }).collect()
}

/// A part of the text.
struct Span {
    tokens: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Block,
    Attribute,
    Metadata,
    Type,
}

type Token<'a> = (&'a str, Range<usize>);

/// Returns words and single characters, without white space and comments.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let (length, counts) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), false)
        } else if is_word(first) {
            (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), true)
        } else {
            (first.len_utf8(), !first.is_ascii_whitespace() && first != '\x0B')
        };
        if counts {
            tokens.push((&text[at..at + length], at..at + length));
        }
        at += length;
    }
    tokens
}

/// Returns the members of `span` with that name.
fn members(tokens: &[Token<'_>], span: Span, name: &str) -> Vec<Span> {
    let word = |at: usize| tokens.get(at).map_or("", |(word, _)| *word);
    let first = span.tokens.start;
    if span.kind == Kind::Attribute {
        return if word(first + 2) == name { vec![Span { kind: Kind::Type, ..span }] } else { Vec::new() };
    }
    let mut found = Vec::new();
    // A block starts with the four tokens `Name : kind {`.
    let mut at = if span.kind == Kind::Block { first + 4 } else { first };
    while at < span.tokens.end {
        let start = at;
        let kind = match (word(at), word(at + 1), word(at + 3)) {
            ("#", ..) => Kind::Metadata,
            (_, ":", "{") => Kind::Block,
            (_, ":", _) => Kind::Attribute,
            _ => {
                at += 1;
                continue;
            }
        };
        at = end(tokens, at, kind);
        let named = if kind == Kind::Metadata { start + 1 } else { start };
        if word(named) == name {
            found.push(Span { tokens: start..at, kind });
        }
    }
    found
}

/// Returns the index after the member that starts at `at`: after the brace that closes a block, or before `;` or `}`.
fn end(tokens: &[Token<'_>], mut at: usize, kind: Kind) -> usize {
    let mut depth = 0;
    while let Some((word, _)) = tokens.get(at) {
        match *word {
            "{" | "(" | "[" => depth += 1,
            "}" if depth == 0 => return at,
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 && kind != Kind::Block => return at,
            _ => {}
        }
        at += 1;
        if *word == "}" && depth == 0 && kind == Kind::Block {
            return at;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "P: project {} // S: service {\nS: service { a: int(max: 1) @unique; #omit[read];\nT: struct { a: bool } } S: service {}\n";

    #[track_caller]
    fn check(path: &[&str], expected: &[&str]) {
        let path: Vec<String> = path.iter().map(|&name| name.to_owned()).collect();
        let found: Vec<&str> = find(TEXT, &path).into_iter().map(|location| &TEXT[location.bytes]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_whole_blocks_as_often_as_they_occur() {
        check(&["P"], &["P: project {}"]);
        check(&["S", "T"], &["T: struct { a: bool }"]);
        assert_eq!(find(TEXT, &["S".to_owned()]).len(), 2);
        check(&[], &[TEXT]);
    }

    #[test]
    fn finds_attributes_types_and_metadata_in_their_block_only() {
        check(&["S", "a"], &["a: int(max: 1) @unique"]);
        check(&["S", "a", "int"], &["a: int(max: 1) @unique"]);
        check(&["S", "T", "a"], &["a: bool"]);
        check(&["S", "omit"], &["#omit[read]"]);
        check(&["S", "max"], &[]);
        check(&["P", "a"], &[]);
    }
}
