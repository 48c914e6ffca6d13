//! Assignment of comments to the entries that they describe.

use crate::{Element, Node, SyntaxKind, TextSize, Token};

/// Collects the comments directly above the next child of a node while it passes over the children. A comment after
/// something else on the same line belongs to that, and a comment followed by an empty line belongs to nothing.
#[derive(Debug, Default)]
pub struct CommentsAbove<'a> {
    comments: Vec<Token<'a>>,
    /// The white space before the next child. It is examined only when needed, since most of it does not follow or
    /// precede a comment.
    space: Option<Token<'a>>,
    /// True if there is anything other than white space and comments before that on its line.
    is_in_line: bool,
}

impl<'a> CommentsAbove<'a> {
    /// Moves past the next child.
    pub fn pass(&mut self, child: Element<'a>) {
        match child {
            Element::Token(token) if token.kind() == SyntaxKind::WHITESPACE => {
                self.settle();
                self.space = Some(token);
            }
            Element::Token(token) if token.kind().is_comment() => {
                self.settle();
                if !self.is_in_line {
                    self.comments.push(token);
                }
            }
            _ => {
                self.comments.clear();
                self.space = None;
                self.is_in_line = true;
            }
        }
    }

    /// The comments directly above the next child, in the order of the text.
    pub fn comments(&mut self) -> &[Token<'a>] {
        if !self.comments.is_empty() {
            self.settle();
        }
        &self.comments
    }

    fn settle(&mut self) {
        let Some(space) = self.space.take() else { return };
        let ends = line_ends(space.text());
        self.is_in_line &= ends == 0;
        if ends > 1 {
            self.comments.clear();
        }
    }
}

/// Returns the comments directly above `child`, a block or an entry in `parent`, in the order of the text
/// ([`CommentsAbove`]).
pub fn comments_above<'a>(parent: Node<'a>, child: Node<'_>) -> Vec<Token<'a>> {
    let mut above = CommentsAbove::default();
    let is_child = |element: &Element<'_>| element.node() == Some(child);
    parent.children().take_while(|element| !is_child(element)).for_each(|element| above.pass(element));
    above.comments().to_vec()
}

/// Returns the last comment in `parent` on the line of the element that ends at `end` ([`comment_at_line_end`]).
pub fn comment_after(parent: Node<'_>, end: TextSize) -> Option<(Token<'_>, TextSize)> {
    comment_at_line_end(parent.children().skip_while(|child| child.range().start() < end))
}

/// Returns the last of the comments at the end of a line, and the end of its text in bytes, before the line ending.
/// `following` contains the elements from the comments on. `None` if there is no comment, or if anything but a `}`
/// follows it on the line.
pub fn comment_at_line_end<'a>(following: impl Iterator<Item = Element<'a>>) -> Option<(Token<'a>, TextSize)> {
    let mut last = None;
    for element in following {
        let token = element.token()?;
        match token.kind() {
            SyntaxKind::LINE_COMMENT => {
                // The token contains the `\r` of a `\r\n`.
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

/// Returns the text of the comments directly above `child` ([`comments_above`]), without the comment signs, with
/// lines separated by `\n`. If any of them starts with `///` or `/**`, the others are left out. `None` if there is no
/// text.
pub fn documentation(parent: Node<'_>, child: Node<'_>) -> Option<String> {
    let mut comments = comments_above(parent, child);
    if comments.iter().any(is_documentation) {
        comments.retain(is_documentation);
    }
    let lines: Vec<&str> = comments.iter().flat_map(|comment| comment_lines(comment.text())).collect();
    let text = lines.join("\n");
    Some(text.trim_matches('\n').to_owned()).filter(|text| !text.is_empty())
}

fn is_documentation(comment: &Token<'_>) -> bool {
    let text = comment.text();
    (text.starts_with("///") && !text.starts_with("////")) || (text.starts_with("/**") && text != "/**/")
}

fn line_ends(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count().max(text.bytes().filter(|&byte| byte == b'\r').count())
}

/// The lines of a comment, without its signs and the leading stars.
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

    /// Checks the documentation of the last block or attribute in the text with the name `x` or `X`.
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
    fn returns_comments_directly_above_as_documentation() {
        check("// One.\nX: service {}", Some("One."));
        check("// One.\n// Two.\nX: service {}", Some("One.\nTwo."));
        check("/// One.\n// Aside.\n/// Two.\nX: service {}", Some("One.\nTwo."));
        check("//// One.\n/**/\nX: service {}", Some("One."));
        check("/* One. */ X: service {}", Some("One."));
        check("S: service {\n  a: int;\n  // One.\n  x: int;\n}", Some("One."));
        check("X: service {}", None);
        check("//\nX: service {}", None);
    }

    #[test]
    fn removes_the_stars_of_a_block_comment() {
        check("/** One.\n *\n *  Two.\n */\nX: service {}", Some("One.\n\nTwo."));
        check("/*\n  One *and* two.\n*/\nX: service {}", Some("One *and* two."));
    }

    #[test]
    fn an_empty_line_separates_a_comment() {
        check("// One.\n\nX: service {}", None);
        check("// One.\n \t \nX: service {}", None);
        check("// Licence.\n\n// One.\nX: service {}", Some("One."));
    }

    #[test]
    fn assigns_a_trailing_comment_to_its_entry() {
        check("S: service {\n  a: int; // One.\n  x: int;\n}", None);
        check("S: service {\n  a: int; // One.\n  // Two.\n  x: int;\n}", Some("Two."));
        check("S: service { // One.\n  x: int;\n}", None);
        check("S: service { /* One. */ x: int; }", None);
        check("S: service {\n  // One.\n  x: int;\n}", Some("One."));
        check("S: service {} // One.\nX: service {}", None);
    }

    #[test]
    fn counts_all_line_ends() {
        check("// One.\r\n// Two.\r\nX: service {}", Some("One.\nTwo."));
        check("/* One.\r\n * Two. */\r\nX: service {}", Some("One.\nTwo."));
        check("// One.\r\n\r\nX: service {}", None);
        check("S: service {\r\n  a: int; // One.\r\n  x: int;\r\n}", None);
    }
}
