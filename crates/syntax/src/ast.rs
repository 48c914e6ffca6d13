//! The typed view of the tree. Nothing is copied, and everything may be absent: broken text arrives here.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use rowan::TextRange;

use crate::literal::{self, Integer};
use crate::{Element, Node, SyntaxKind, Token};

/// Declares typed nodes: kind, accessors for children, and methods of their own.
macro_rules! ast {
    ($($(#[doc = $doc:literal])* $name:ident = $kind:ident { $($rest:tt)* })*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name<'a>(Node<'a>);

            impl<'a> $name<'a> {
                /// The node as this type, where it is of this kind.
                pub fn cast(node: Node<'a>) -> Option<Self> {
                    (node.kind() == SyntaxKind::$kind).then_some($name(node))
                }

                /// The untyped node.
                pub fn node(self) -> Node<'a> {
                    self.0
                }

                /// Where it is, in bytes, without trivia around it.
                pub fn range(self) -> TextRange {
                    self.0.range()
                }

                $($rest)*
            }
        )*
    };
}

ast! {
    /// A whole Templefile.
    File = FILE {
        pub(crate) fn of_root(root: Node<'a>) -> Self {
            File(root)
        }

        /// The blocks outside all others.
        pub fn blocks(self) -> impl Iterator<Item = Block<'a>> {
            self.0.nodes().filter_map(Block::cast)
        }
    }

    /// `Name: kind { … }`
    Block = BLOCK {
        /// The name. A single word without a colon is one if it starts upper case.
        pub fn name(self) -> Option<Token<'a>> {
            let mut significant = self.0.children().filter(|child| !child.kind().is_trivia());
            let first = significant.next()?.token().filter(|token| token.kind() == SyntaxKind::IDENT)?;
            let next = significant.next();
            let is_upper = |token: &Token<'_>| token.text().starts_with(char::is_uppercase);
            // `service Name {`, with the kind first.
            let second = next.and_then(Element::token).filter(|token| token.kind() == SyntaxKind::IDENT && is_upper(token));
            if let (Some(second), false) = (second, is_upper(&first)) {
                return Some(second);
            }
            let is_name = matches!(next.map(Element::kind), Some(T![:] | SyntaxKind::IDENT)) || is_upper(&first);
            is_name.then_some(first)
        }

        /// The word after the colon.
        pub fn kind(self) -> Option<Token<'a>> {
            let mut words = self.0.tokens().filter(|token| token.kind() == SyntaxKind::IDENT);
            let first = words.next()?;
            if self.name() == Some(first) { words.next() } else { Some(first) }
        }

        /// What stands between the braces.
        pub fn body(self) -> Option<Node<'a>> {
            self.0.nodes().find(|node| node.kind() == SyntaxKind::BODY)
        }

        /// The entries, in the order of the text.
        pub fn entries(self) -> impl Iterator<Item = Entry<'a>> {
            self.body().into_iter().flat_map(Node::nodes).filter_map(Entry::cast)
        }
    }

    /// `name: type @annotation;`
    Attribute = ATTRIBUTE {
        /// The name.
        pub fn name(self) -> Option<Token<'a>> {
            before_colon(self.0)
        }

        /// Whether there is a colon between name and type.
        pub fn has_colon(self) -> bool {
            self.0.token(T![:]).is_some()
        }

        /// The type.
        pub fn ty(self) -> Option<Type<'a>> {
            self.0.nodes().find_map(Type::cast)
        }

        /// The annotations.
        pub fn annotations(self) -> impl Iterator<Item = Annotation<'a>> {
            self.0.nodes().filter_map(Annotation::cast)
        }
    }

    /// `string(maxLength: 5)` or `Customer`
    Type = TYPE {
        /// The name of the type.
        pub fn name(self) -> Option<Token<'a>> {
            self.0.token(SyntaxKind::IDENT)
        }

        /// What stands in the parentheses.
        pub fn arguments(self) -> Option<Arguments<'a>> {
            self.0.nodes().find_map(Arguments::cast)
        }
    }

    /// `@unique`
    Annotation = ANNOTATION {
        /// The name after the `@`.
        pub fn name(self) -> Option<Token<'a>> {
            self.0.token(SyntaxKind::IDENT)
        }
    }

    /// `#provider(kubernetes);`
    Metadata = METADATA {
        /// The `#`.
        pub fn hash(self) -> Option<Token<'a>> {
            self.0.token(T![#])
        }

        /// The name after the `#`.
        pub fn name(self) -> Option<Token<'a>> {
            self.0.token(SyntaxKind::IDENT)
        }

        /// What stands in the parentheses.
        pub fn arguments(self) -> Option<Arguments<'a>> {
            self.0.nodes().find_map(Arguments::cast)
        }

        /// The list that stands for the only argument: `#omit[read]`.
        pub fn list(self) -> Option<List<'a>> {
            self.0.nodes().find_map(List::cast)
        }
    }

    /// `(5, min: 1)`
    Arguments = ARGUMENTS {
        /// The arguments, in the order of the text.
        pub fn iter(self) -> impl Iterator<Item = Argument<'a>> {
            self.0.nodes().filter_map(Argument::cast)
        }
    }

    /// `max: 5`
    KeywordArgument = KEYWORD_ARGUMENT {
        /// The keyword.
        pub fn name(self) -> Option<Token<'a>> {
            self.0.token(SyntaxKind::IDENT)
        }

        /// The value after the colon.
        pub fn value(self) -> Option<Value<'a>> {
            self.0.nodes().find_map(Value::cast)
        }
    }

    /// `kubernetes`
    Word = WORD {
        /// The word.
        pub fn token(self) -> Option<Token<'a>> {
            self.0.token(SyntaxKind::IDENT)
        }
    }

    /// `-5`, `10k`, `1.5`
    Number = NUMBER {
        /// The digits.
        pub fn digits(self) -> Option<Token<'a>> {
            self.0.tokens().find(|token| matches!(token.kind(), SyntaxKind::INTEGER | SyntaxKind::FLOAT))
        }

        /// The suffix after the digits.
        pub fn suffix(self) -> Option<Token<'a>> {
            self.0.token(SyntaxKind::IDENT)
        }

        /// Whether it is written as an integer.
        pub fn is_integer(self) -> bool {
            self.digits().is_some_and(|digits| digits.kind() == SyntaxKind::INTEGER)
        }

        /// The value of an integer; absent for a float, and where the digits do not fit 32 bits.
        pub fn integer(self) -> Option<Integer> {
            let digits = self.digits().filter(|digits| digits.kind() == SyntaxKind::INTEGER)?;
            literal::integer(digits.text(), self.suffix().map(Token::text))
        }

        /// The value of a float, infinite where it is too large; absent for an integer.
        pub fn float(self) -> Option<f64> {
            self.digits().filter(|digits| digits.kind() == SyntaxKind::FLOAT)?.text().parse().ok()
        }
    }

    /// `[create, read]`
    List = LIST {
        /// The entries, in the order of the text.
        pub fn values(self) -> impl Iterator<Item = Value<'a>> {
            self.0.nodes().filter_map(Value::cast)
        }
    }
}

/// What a block is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A block in the block.
    Block(Block<'a>),
    /// An attribute.
    Attribute(Attribute<'a>),
    /// A metadata item.
    Metadata(Metadata<'a>),
}

impl<'a> Entry<'a> {
    /// The node as an entry, where it is one.
    pub fn cast(node: Node<'a>) -> Option<Self> {
        match node.kind() {
            SyntaxKind::BLOCK => Some(Entry::Block(Block(node))),
            SyntaxKind::ATTRIBUTE => Some(Entry::Attribute(Attribute(node))),
            SyntaxKind::METADATA => Some(Entry::Metadata(Metadata(node))),
            _ => None,
        }
    }
}

/// What stands between parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument<'a> {
    /// A value alone.
    Positional(Value<'a>),
    /// A value with its parameter's name.
    Keyword(KeywordArgument<'a>),
}

impl<'a> Argument<'a> {
    /// The node as an argument, where it is one.
    pub fn cast(node: Node<'a>) -> Option<Self> {
        KeywordArgument::cast(node).map(Argument::Keyword).or_else(|| Value::cast(node).map(Argument::Positional))
    }
}

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// `kubernetes`
    Word(Word<'a>),
    /// `5`
    Number(Number<'a>),
    /// `[create]`
    List(List<'a>),
}

impl<'a> Value<'a> {
    /// The node as a value, where it is one.
    pub fn cast(node: Node<'a>) -> Option<Self> {
        match node.kind() {
            SyntaxKind::WORD => Some(Value::Word(Word(node))),
            SyntaxKind::NUMBER => Some(Value::Number(Number(node))),
            SyntaxKind::LIST => Some(Value::List(List(node))),
            _ => None,
        }
    }

    /// Where the value is, in bytes.
    pub fn range(self) -> TextRange {
        match self {
            Value::Word(word) => word.range(),
            Value::Number(number) => number.range(),
            Value::List(list) => list.range(),
        }
    }
}

/// The name that a node starts with; absent where the node starts with the colon after it.
fn before_colon(node: Node<'_>) -> Option<Token<'_>> {
    node.tokens().find(|token| !token.kind().is_trivia()).filter(|token| token.kind() == SyntaxKind::IDENT)
}

/// The comments directly above `child`, a block or attribute in `parent`, as one text: without the comment
/// signs, lines separated by `\n`. Absent where there are none. A comment behind something else on the same line
/// belongs to that, and one that an empty line separates belongs to nothing.
pub fn documentation(parent: Node<'_>, child: Node<'_>) -> Option<String> {
    let mut comments: Vec<Token<'_>> = Vec::new();
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
