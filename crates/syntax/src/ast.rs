//! The typed view of the tree. It copies nothing, and anything may be missing, since the text may be broken.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use rowan::TextRange;

use crate::literal::{self, Integer};
use crate::{Element, Node, SyntaxKind, Token};

/// Declares typed nodes with their kinds and methods.
macro_rules! ast {
    ($($(#[doc = $doc:literal])* $name:ident = $kind:ident { $($rest:tt)* })*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name<'a>(Node<'a>);

            impl<'a> $name<'a> {
                /// Returns the node as this type, if it is of this kind.
                pub fn cast(node: Node<'a>) -> Option<Self> {
                    (node.kind() == SyntaxKind::$kind).then_some($name(node))
                }

                /// The untyped node.
                pub fn node(self) -> Node<'a> {
                    self.0
                }

                /// The range of the node in bytes, without trivia around it.
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

        /// The top-level blocks.
        pub fn blocks(self) -> impl Iterator<Item = Block<'a>> {
            self.0.nodes().filter_map(Block::cast)
        }
    }

    /// `Name: kind { … }`
    Block = BLOCK {
        /// The name. A word without a colon after it is the name if it starts with an upper-case letter.
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

        /// The kind: the word after the colon.
        pub fn kind(self) -> Option<Token<'a>> {
            let mut words = self.0.tokens().filter(|token| token.kind() == SyntaxKind::IDENT);
            let first = words.next()?;
            if self.name() == Some(first) { words.next() } else { Some(first) }
        }

        /// The node of the braces and the entries between them.
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

        /// Returns true if there is a colon after the name.
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

        /// The arguments in parentheses.
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

        /// The arguments in parentheses.
        pub fn arguments(self) -> Option<Arguments<'a>> {
            self.0.nodes().find_map(Arguments::cast)
        }

        /// The list that is the only argument, without parentheses: `#omit[read]`.
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

        /// Returns true if the number is written as an integer.
        pub fn is_integer(self) -> bool {
            self.digits().is_some_and(|digits| digits.kind() == SyntaxKind::INTEGER)
        }

        /// The value of an integer. `None` for a float, and if the digits do not fit 32 bits.
        pub fn integer(self) -> Option<Integer> {
            let digits = self.digits().filter(|digits| digits.kind() == SyntaxKind::INTEGER)?;
            literal::integer(digits.text(), self.suffix().map(Token::text))
        }

        /// The value of a float, infinite if it is too large. `None` for an integer.
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

/// An entry of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A nested block.
    Block(Block<'a>),
    /// An attribute.
    Attribute(Attribute<'a>),
    /// A metadata item.
    Metadata(Metadata<'a>),
}

impl<'a> Entry<'a> {
    /// Returns the node as an entry, if it is one.
    pub fn cast(node: Node<'a>) -> Option<Self> {
        match node.kind() {
            SyntaxKind::BLOCK => Some(Entry::Block(Block(node))),
            SyntaxKind::ATTRIBUTE => Some(Entry::Attribute(Attribute(node))),
            SyntaxKind::METADATA => Some(Entry::Metadata(Metadata(node))),
            _ => None,
        }
    }
}

/// An argument in parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument<'a> {
    /// A value without a name.
    Positional(Value<'a>),
    /// A value with the name of its parameter.
    Keyword(KeywordArgument<'a>),
}

impl<'a> Argument<'a> {
    /// Returns the node as an argument, if it is one.
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
    /// Returns the node as a value, if it is one.
    pub fn cast(node: Node<'a>) -> Option<Self> {
        match node.kind() {
            SyntaxKind::WORD => Some(Value::Word(Word(node))),
            SyntaxKind::NUMBER => Some(Value::Number(Number(node))),
            SyntaxKind::LIST => Some(Value::List(List(node))),
            _ => None,
        }
    }

    /// The range of the value, in bytes.
    pub fn range(self) -> TextRange {
        match self {
            Value::Word(word) => word.range(),
            Value::Number(number) => number.range(),
            Value::List(list) => list.range(),
        }
    }
}

/// The name at the start of a node; `None` if the node starts with another token, such as the colon.
fn before_colon(node: Node<'_>) -> Option<Token<'_>> {
    node.tokens().find(|token| !token.kind().is_trivia()).filter(|token| token.kind() == SyntaxKind::IDENT)
}
