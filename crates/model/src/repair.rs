//! Edits that remove or insert a part of the tree, in the layout of the surrounding text.

use temple_syntax::ast::{Argument, Arguments};
use temple_syntax::{CommentsAbove, Element, Node, SyntaxKind, TextRange, TextSize, Token, comment_at_line_end};

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

/// A child node with the tokens around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) node: Node<'a>,
    parent: Node<'a>,
    /// Its index among the children of the parent.
    index: usize,
    /// The white space directly before the child.
    gap: Option<Token<'a>>,
    /// True if `gap` follows a line comment. Removing it would make the following text part of the comment.
    is_after_line_comment: bool,
    /// The white space before the comments directly above the child; the same as `gap` if there are none.
    gap_above: Option<Token<'a>>,
    /// The `,` between this child and the previous one.
    comma: Option<Token<'a>>,
}

/// Iterates over the child nodes of `parent`.
pub(crate) fn children(parent: Node<'_>) -> impl Iterator<Item = Child<'_>> {
    let mut elements = parent.children().enumerate();
    let (mut gap, mut gap_above, mut comma, mut is_after_line_comment) = (None, None, None, false);
    let mut above = CommentsAbove::default();
    std::iter::from_fn(move || {
        loop {
            let (index, element) = elements.next()?;
            let has_comments = !above.comments().is_empty();
            above.pass(element);
            match element {
                Element::Node(node) => {
                    let gap = gap.take();
                    let gap_above = if has_comments { gap_above } else { gap };
                    let comma = comma.take();
                    return Some(Child { node, parent, index, gap, is_after_line_comment, gap_above, comma });
                }
                Element::Token(token) if token.kind() == SyntaxKind::WHITESPACE => gap = Some(token),
                Element::Token(token) => {
                    gap_above = if has_comments { gap_above } else { gap };
                    gap = None;
                    comma = if token.kind() == SyntaxKind::COMMA { Some(token) } else { comma };
                    is_after_line_comment = token.kind() == SyntaxKind::LINE_COMMENT;
                }
            }
        }
    })
}

impl<'a> Child<'a> {
    /// The elements of the parent after the child.
    fn elements_after(self) -> impl Iterator<Item = Element<'a>> + Clone {
        self.parent.children_from(self.index + 1, self.node.range().end())
    }

    /// The last of the comments at the end of the child's line, and the end of its text.
    pub(crate) fn comment(self) -> Option<(Token<'a>, TextSize)> {
        comment_at_line_end(self.elements_after())
    }

    /// The white space after the child that starts at `start`.
    fn space_after(self, start: TextSize) -> Option<Token<'a>> {
        let mut following = self.elements_after();
        let first = following.find(|element| element.range().start() >= start).and_then(Element::token);
        first.filter(|token| token.kind() == SyntaxKind::WHITESPACE)
    }

    /// The next token after the child other than white space and comments: its `,`, or the bracket that closes the
    /// parent.
    fn next(self) -> Option<Token<'a>> {
        self.elements_after().find(|element| !element.kind().is_trivia()).and_then(Element::token)
    }

    /// The range of the child and the white space before it.
    fn with_space(self) -> TextRange {
        let space = self.gap.filter(|_| !self.is_after_line_comment);
        space.map_or(self.node.range(), |space| space.range().cover(self.node.range()))
    }

    /// Removes the child from its parent, for example an annotation from an attribute.
    pub(crate) fn out(self) -> Edit {
        Edit::delete(self.with_space())
    }

    /// Removes the child from a list, with its line if nothing else is on it.
    pub(crate) fn out_of_list(self) -> Vec<Edit> {
        let rest = self.with_space();
        let comma_after = self.next().filter(|next| next.kind() == SyntaxKind::COMMA);
        if let Some(line) = self.line_of_list(comma_after) {
            // Without a `,` after the child, the previous one would be left at the end of the list.
            let comma = self.comma.filter(|_| comma_after.is_none()).map(|comma| Edit::delete(comma.range()));
            return comma.into_iter().chain([Edit::delete(line)]).collect();
        }
        match (self.comma.map(Token::range), comma_after.map(Token::range)) {
            (Some(comma), _) if comma.end() == rest.start() => vec![Edit::delete(comma.cover(rest))],
            // After a comment, the previous comma belongs to the entry before the comment.
            (_, Some(following)) => vec![Edit::delete(rest.cover(following))],
            (comma, None) => comma.into_iter().chain([rest]).map(Edit::delete).collect(),
        }
    }

    /// The line of the child in a list, with its `,` and the comment at its end. `None` if anything else is on the
    /// line.
    fn line_of_list(self, comma: Option<Token<'a>>) -> Option<TextRange> {
        let start = self.node.range().start() - TextSize::of(self.indentation()?);
        let end = comma.map_or(self.node.range().end(), |comma| comma.range().end());
        let following = || self.elements_after().skip_while(|element| element.range().start() < end);
        let comment = comment_at_line_end(following()).map(|(comment, _)| comment.range().end());
        let space = following().find(|element| element.range().start() >= comment.unwrap_or(end))?.token()?;
        let line_end = space.text().find('\n').filter(|_| space.kind() == SyntaxKind::WHITESPACE)?;
        Some(TextRange::new(start, space.range().start() + TextSize::of(&space.text()[..=line_end])))
    }

    /// Returns true if there are comments directly above the child, or between it and the next one.
    pub(crate) fn has_comment(self) -> bool {
        let is_part = |element: &Element<'_>| element.kind().is_trivia() || element.kind() == SyntaxKind::COMMA;
        let is_above = self.gap.map(Token::range) != self.gap_above.map(Token::range);
        is_above || self.elements_after().take_while(is_part).any(|element| element.kind().is_comment())
    }

    /// Removes an entry from a block, with the comments that belong to it: those directly above it, and those at the
    /// end of its line. Removes its line too if nothing else is on it; otherwise the spacing between its neighbours
    /// stays.
    pub(crate) fn out_of_block(self) -> Edit {
        let gap = self.gap_above.map_or("", Token::text);
        let Some((_, indentation)) = gap.rsplit_once('\n') else { return self.out() };
        let start = self.gap_above.map_or(self.node.range().start(), |gap| gap.range().end());
        let comment = self.comment();
        let end = comment.map_or(self.node.range().end(), |(_, end)| end);
        let space = self.space_after(comment.map_or(end, |(comment, _)| comment.range().end()));
        let (following, following_start) = space.map_or(("", end), |space| (space.text(), space.range().start()));
        let close = self.next().filter(|next| next.kind() == SyntaxKind::R_BRACE).map(|next| next.range().start());
        let is_last = space.is_some_and(|space| close == Some(space.range().end()));
        let is_apart = |space: &str| space.matches('\n').count() > 1;
        // Of two empty lines around the entry, keep one, and none before the `}`.
        let indentation = match gap.find('\n') {
            Some(end) if is_last => &gap[end + 1..],
            _ => indentation,
        };
        let end = if is_apart(gap) && is_apart(following) { following.rfind('\n') } else { following.find('\n') };
        Edit::delete(match end {
            Some(end) => {
                TextRange::new(start - TextSize::of(indentation), following_start + TextSize::of(&following[..=end]))
            }
            None => TextRange::new(start, following_start + TextSize::of(following)),
        })
    }

    /// The indentation of the child's line; `None` if the child is not the first on its line.
    pub(crate) fn indentation(self) -> Option<&'a str> {
        self.gap?.text().rsplit_once('\n').map(|(_, indentation)| indentation)
    }
}

/// Removes the argument with this value, so that every other argument keeps its parameter: later positional arguments
/// become keyword arguments. `None` if that is impossible, or would remove a comment.
pub fn without_argument(arguments: Arguments<'_>, value: TextRange, parameters: &[Parameter]) -> Option<Vec<Edit>> {
    let node = arguments.node();
    let given: Vec<(Child<'_>, Argument<'_>)> =
        children(node).filter_map(|child| Some((child, Argument::cast(child.node)?))).collect();
    let index = given.iter().position(|(child, _)| child.node.range().contains_range(value))?;
    let (first, following) = (given.first()?.0, &given[index + 1..]);
    let mut edits = match following.first() {
        _ if node.is_damaged() || node.token(SyntaxKind::R_PAREN).is_none() => return None,
        _ if index > 0 => given[index].0.out_of_list(),
        Some((next, _)) => vec![Edit::delete(TextRange::new(first.node.range().start(), next.node.range().start()))],
        None if node.descendant_tokens().any(|token| token.kind().is_comment()) => return None,
        None => vec![Edit::delete(node.range())],
    };
    for (position, (child, argument)) in given.iter().enumerate().skip(index + 1) {
        if matches!(argument, Argument::Positional(_)) {
            let keyword = parameters.get(position)?.name;
            edits.push(Edit::insert(child.node.range().start(), format!("{keyword}: ")));
        }
    }
    Some(edits)
}

/// Swaps the text of two nodes.
pub(crate) fn swap(one: Node<'_>, other: Node<'_>) -> Vec<Edit> {
    let text = |node: Node<'_>| -> String { node.descendant_tokens().map(Token::text).collect() };
    let mut edits = vec![Edit::replace(one.range(), text(other)), Edit::replace(other.range(), text(one))];
    edits.sort_by_key(|edit| edit.range.start());
    edits
}
