//! Which comments belong to what.

use crate::{Element, Node, SyntaxKind, TextSize, Token};

/// The comments directly above `child`, a block or an entry in `parent`, in the order of the text. A comment behind
/// something else on the same line belongs to that, and one that an empty line separates belongs to nothing.
pub fn comments_above<'a>(parent: Node<'a>, child: Node<'_>) -> Vec<Token<'a>> {
    let mut comments: Vec<Token<'a>> = Vec::new();
    let mut own_line = true;
    for element in parent.children() {
        match element {
            Element::Node(node) if node == child => break,
            Element::Token(token) if token.kind() == SyntaxKind::WHITESPACE => {
                let ends = line_ends(token.text());
                own_line |= ends > 0;
                if ends > 1 {
                    comments.clear();
                }
            }
            Element::Token(token) if token.kind().is_comment() => {
                if own_line {
                    comments.push(token);
                }
            }
            _ => {
                comments.clear();
                own_line = false;
            }
        }
    }
    comments
}

/// The last of the comments in `parent` that end the line of what ends at `end`, and where its text ends: the line end
/// is not part of it. Absent where there is none, or something else stands behind it on the line.
pub fn comment_behind(parent: Node<'_>, end: TextSize) -> Option<(Token<'_>, TextSize)> {
    let behind = parent.children().skip_while(|child| child.range().start() < end);
    let mut last = None;
    for token in behind.map_while(Element::token) {
        match token.kind() {
            SyntaxKind::LINE_COMMENT => {
                // The token holds the first half of a `\r\n`.
                let text = token.text().trim_end_matches('\r');
                return Some((token, token.range().start() + TextSize::of(text)));
            }
            SyntaxKind::BLOCK_COMMENT => last = Some((token, token.range().end())),
            SyntaxKind::WHITESPACE if !token.text().contains(['\n', '\r']) => {}
            SyntaxKind::WHITESPACE | SyntaxKind::R_BRACE => return last,
            _ => return None,
        }
    }
    last
}

/// What the comments directly above `child` say ([`comments_above`]), as one text: without the comment signs, lines
/// separated by `\n`. Absent where there are none.
pub fn documentation(parent: Node<'_>, child: Node<'_>) -> Option<String> {
    let comments = comments_above(parent, child);
    let lines: Vec<&str> = comments.iter().flat_map(|comment| comment_lines(comment.text())).collect();
    let text = lines.join("\n");
    Some(text.trim_matches('\n').to_owned()).filter(|text| !text.is_empty())
}

fn line_ends(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count().max(text.bytes().filter(|&byte| byte == b'\r').count())
}

/// The lines of one comment, without the signs around and the stars in front of them.
fn comment_lines(comment: &str) -> Vec<&str> {
    if let Some(line) = comment.strip_prefix("//") {
        return vec![line.trim_start_matches('/').trim()];
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    inner.lines().map(|line| line.trim().trim_start_matches('*').trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::Entry;

    /// Checks the documentation of the last block or attribute in the text that is called `x` or `X`.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let parse = crate::parse(text);
        let (mut found, mut work) = (None, vec![parse.root()]);
        while let Some(parent) = work.pop() {
            for child in parent.nodes() {
                let name = match Entry::cast(child) {
                    Some(Entry::Block(block)) => block.name(),
                    Some(Entry::Attribute(attribute)) => attribute.name(),
                    _ => None,
                };
                if name.is_some_and(|name| name.text().eq_ignore_ascii_case("x")) {
                    found = Some(documentation(parent, child));
                }
                work.push(child);
            }
        }
        assert_eq!(found.expect("something called x").as_deref(), expected);
    }

    #[test]
    fn comments_directly_above_are_documentation() {
        check("// One.\nX: service {}", Some("One."));
        check("// One.\n/// Two.\nX: service {}", Some("One.\nTwo."));
        check("/* One. */ X: service {}", Some("One."));
        check("S: service {\n  a: int;\n  // One.\n  x: int;\n}", Some("One."));
        check("X: service {}", None);
        check("//\nX: service {}", None);
    }

    #[test]
    fn a_block_comment_loses_its_stars() {
        check("/** One.\n *\n *  Two.\n */\nX: service {}", Some("One.\n\nTwo."));
        check("/*\n  One *and* two.\n*/\nX: service {}", Some("One *and* two."));
    }

    #[test]
    fn an_empty_line_separates() {
        check("// One.\n\nX: service {}", None);
        check("// One.\n \t \nX: service {}", None);
        check("// Licence.\n\n// One.\nX: service {}", Some("One."));
    }

    #[test]
    fn a_comment_behind_an_entry_belongs_to_that() {
        check("S: service {\n  a: int; // One.\n  x: int;\n}", None);
        check("S: service {\n  a: int; // One.\n  // Two.\n  x: int;\n}", Some("Two."));
        check("S: service { // One.\n  x: int;\n}", None);
        check("S: service { /* One. */ x: int; }", None);
        check("S: service {\n  // One.\n  x: int;\n}", Some("One."));
        check("S: service {} // One.\nX: service {}", None);
    }

    #[test]
    fn all_line_ends_count() {
        check("// One.\r\n// Two.\r\nX: service {}", Some("One.\nTwo."));
        check("/* One.\r\n * Two. */\r\nX: service {}", Some("One.\nTwo."));
        check("// One.\r\n\r\nX: service {}", None);
        check("S: service {\r\n  a: int; // One.\r\n  x: int;\r\n}", None);
    }
}
