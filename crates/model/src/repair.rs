//! Repairs that take out or put in something, so that the text around stays as one would write it.

use temple_syntax::ast::{Argument, Arguments};
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token};

use crate::Edit;
use crate::catalogue::Parameter;

impl Edit {
    pub(crate) fn insert(at: TextSize, text: impl Into<String>) -> Edit {
        Edit::replace(TextRange::empty(at), text)
    }

    pub(crate) fn replace(range: TextRange, text: impl Into<String>) -> Edit {
        Edit { range, text: text.into() }
    }

    pub(crate) fn delete(range: TextRange) -> Edit {
        Edit::replace(range, "")
    }
}

/// A child of a node, with the white space and the comma around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) node: Node<'a>,
    /// The white space directly before.
    gap: Option<Token<'a>>,
    /// Whether the white space before ends a line comment, which would swallow what follows.
    is_after_line_comment: bool,
    /// The white space directly behind.
    behind: Option<Token<'a>>,
    /// The `,` between this child and the one before.
    comma: Option<Token<'a>>,
}

/// The child nodes of `parent`.
pub(crate) fn children(parent: Node<'_>) -> impl Iterator<Item = Child<'_>> {
    let (mut gap, mut comma, mut is_after_line_comment) = (None, None, false);
    let mut elements = parent.children().peekable();
    let space = |element: &Element<'_>| element.kind() == SyntaxKind::WHITESPACE;
    std::iter::from_fn(move || {
        loop {
            match elements.next()? {
                Element::Node(node) => {
                    let behind = elements.peek().copied().filter(space).and_then(Element::token);
                    let child = Child { node, gap: gap.take(), is_after_line_comment, behind, comma: comma.take() };
                    is_after_line_comment = false;
                    return Some(child);
                }
                Element::Token(token) => match token.kind() {
                    SyntaxKind::WHITESPACE => gap = Some(token),
                    kind => {
                        gap = None;
                        comma = if kind == SyntaxKind::COMMA { Some(token) } else { comma };
                        is_after_line_comment = kind == SyntaxKind::LINE_COMMENT;
                    }
                },
            }
        }
    })
}

impl<'a> Child<'a> {
    /// The child and the white space before it.
    fn with_space(self) -> TextRange {
        let space = self.gap.filter(|_| !self.is_after_line_comment);
        space.map_or(self.node.range(), |space| space.range().cover(self.node.range()))
    }

    /// Takes the child out of what it stands in, such as an annotation out of an attribute.
    pub(crate) fn out(self) -> Edit {
        Edit::delete(self.with_space())
    }

    /// Takes the child out of a list in which it is not the first.
    pub(crate) fn out_of_list(self) -> Vec<Edit> {
        let comma = self.comma.map(Token::range);
        match (comma, self.with_space()) {
            (Some(comma), rest) if comma.end() == rest.start() => vec![Edit::delete(comma.cover(rest))],
            (comma, rest) => comma.into_iter().chain([rest]).map(Edit::delete).collect(),
        }
    }

    /// Takes the child, an entry, out of a block: with its line where it has one of its own, else so that what stands
    /// before and behind it on the line stays as far apart.
    pub(crate) fn out_of_block(self) -> Edit {
        let (range, gap) = (self.node.range(), self.gap.map_or("", Token::text));
        let behind = self.behind.map_or("", Token::text);
        let Some(indentation) = self.indentation() else { return self.out() };
        let line = TextSize::of(indentation);
        let is_apart = |space: &str| space.matches('\n').count() > 1;
        match behind.find('\n') {
            // Of two empty lines around it, one is left.
            Some(_) if is_apart(gap) && is_apart(behind) => {
                let last = behind.rfind('\n').map_or("", |end| &behind[..=end]);
                Edit::delete(TextRange::new(range.start() - line, range.end() + TextSize::of(last)))
            }
            Some(end) => {
                let end = TextSize::of(&behind[..=end]);
                Edit::delete(TextRange::new(range.start() - line, range.end() + end))
            }
            None => Edit::delete(TextRange::new(range.start(), range.end() + TextSize::of(behind))),
        }
    }

    /// What the child's line starts with; absent where something else stands on the line before it.
    pub(crate) fn indentation(self) -> Option<&'a str> {
        self.gap?.text().rsplit_once('\n').map(|(_, indentation)| indentation)
    }
}

/// Takes the argument with this value out, so that each other one stays with its parameter: those that are given by
/// position behind it get the keyword. `None` where that cannot be done, or not without a comment.
pub(crate) fn without_argument(
    arguments: Arguments<'_>,
    value: Node<'_>,
    parameters: &[Parameter],
) -> Option<Vec<Edit>> {
    let node = arguments.node();
    let given: Vec<(Child<'_>, Argument<'_>)> =
        children(node).filter_map(|child| Some((child, Argument::cast(child.node)?))).collect();
    let index = given.iter().position(|(child, _)| child.node.range().contains_range(value.range()))?;
    let (first, behind) = (given.first()?.0, &given[index + 1..]);
    let mut edits = match behind.first() {
        _ if node.is_damaged() => return None,
        _ if index > 0 => given[index].0.out_of_list(),
        Some((next, _)) => vec![Edit::delete(TextRange::new(first.node.range().start(), next.node.range().start()))],
        None if node.descendant_tokens().any(|token| token.kind().is_comment()) => return None,
        None => vec![Edit::delete(node.range())],
    };
    for (place, (child, argument)) in given.iter().enumerate().skip(index + 1) {
        if matches!(argument, Argument::Positional(_)) {
            let keyword = parameters.get(place)?.name;
            edits.push(Edit::insert(child.node.range().start(), format!("{keyword}: ")));
        }
    }
    Some(edits)
}

/// The order of two values with their places, turned round.
pub(crate) fn swap(one: Node<'_>, other: Node<'_>) -> Vec<Edit> {
    let text = |node: Node<'_>| -> String { node.descendant_tokens().map(Token::text).collect() };
    let mut edits = vec![Edit::replace(one.range(), text(other)), Edit::replace(other.range(), text(one))];
    edits.sort_by_key(|edit| edit.range.start());
    edits
}
