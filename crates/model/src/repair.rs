//! Repairs that take out or put in something, so that the text around stays as one would write it.

use temple_syntax::ast::{self, Argument, Arguments};
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token};

use crate::Edit;
use crate::catalogue::Parameter;
use crate::draft::BlockDraft;

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

/// A child of a node, with what goes when it goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) node: Node<'a>,
    /// The white space directly before. Absent also where it ends a line comment, which would swallow what follows.
    space: Option<Token<'a>>,
    /// The white space directly before, whatever is before that.
    gap: Option<Token<'a>>,
    /// The `,` between this child and the one before.
    comma: Option<Token<'a>>,
}

/// The child nodes of `parent`.
pub(crate) fn children(parent: Node<'_>) -> impl Iterator<Item = Child<'_>> {
    let (mut space, mut gap, mut comma, mut after_line_comment) = (None, None, None, false);
    parent.children().filter_map(move |element| match element {
        Element::Node(node) => {
            after_line_comment = false;
            Some(Child { node, space: space.take(), gap: gap.take(), comma: comma.take() })
        }
        Element::Token(token) => {
            let kind = token.kind();
            gap = (kind == SyntaxKind::WHITESPACE).then_some(token);
            space = gap.filter(|_| !after_line_comment);
            comma = if kind == SyntaxKind::COMMA { Some(token) } else { comma };
            after_line_comment = kind == SyntaxKind::LINE_COMMENT;
            None
        }
    })
}

impl<'a> Child<'a> {
    /// The child and the white space before it.
    pub(crate) fn with_space(self) -> TextRange {
        self.space.map_or(self.node.range(), |space| space.range().cover(self.node.range()))
    }

    /// Takes the child out of a list in which it is not the first.
    pub(crate) fn out_of_list(self) -> Vec<Edit> {
        let comma = self.comma.map(Token::range);
        match (comma, self.with_space()) {
            (Some(comma), rest) if comma.end() == rest.start() => vec![Edit::delete(comma.cover(rest))],
            (comma, rest) => comma.into_iter().chain([rest]).map(Edit::delete).collect(),
        }
    }

    /// What the child's line starts with; absent where something else stands on the line before it.
    fn indentation(self) -> Option<&'a str> {
        self.gap?.text().rsplit_once('\n').map(|(_, indentation)| indentation)
    }
}

impl BlockDraft<'_> {
    /// Puts an item behind the others of the block, else behind its attributes, else first. `None` where the block has
    /// no `{`.
    pub(crate) fn put_item(&self, text: &str) -> Option<Vec<Edit>> {
        let body = self.body?;
        // Without its type, an attribute may end anywhere.
        let is_attribute = |child: &Child<'_>| ast::Attribute::cast(child.node).is_some_and(|it| it.ty().is_some());
        let attributes = || children(body).filter(is_attribute);
        if let Some(last) = self.items.last().map(|said| said.child).or_else(|| attributes().last()) {
            return Some(self.put_behind(last, text));
        }
        let open = body.token(SyntaxKind::L_BRACE)?;
        let has_lines = body.tokens().any(|token| token.text().contains('\n'));
        let text = match (has_lines, body.nodes().next()) {
            (true, _) => format!("{}  {text}", line_end(body)),
            (false, Some(_)) => format!(" {text}"),
            (false, None) => format!("\n  {text}\n"),
        };
        Some(vec![Edit::insert(open.range().end(), text)])
    }

    /// Puts an item behind an entry of the block, and behind the comment that ends the line of the entry.
    pub(crate) fn put_behind(&self, entry: Child<'_>, text: &str) -> Vec<Edit> {
        let end = entry.node.range().end();
        let semicolon = if entry.node.token(SyntaxKind::SEMICOLON).is_some() { "" } else { ";" };
        let line_end = self.body.map_or("", line_end);
        let Some(comment_end) = self.body.and_then(|body| comment_behind(body, end)) else {
            let separator = entry.indentation().map_or(" ".to_owned(), |it| format!("{line_end}{it}"));
            return vec![Edit::insert(end, format!("{semicolon}{separator}{text}"))];
        };
        let semicolon = (!semicolon.is_empty()).then(|| Edit::insert(end, semicolon));
        let indentation = entry.indentation().unwrap_or("  ");
        semicolon.into_iter().chain([Edit::insert(comment_end, format!("{line_end}{indentation}{text}"))]).collect()
    }
}

/// How lines end in a node.
fn line_end(node: Node<'_>) -> &'static str {
    if node.tokens().any(|token| token.text().contains('\r')) { "\r\n" } else { "\n" }
}

/// The end of the line comment behind what ends at `end`, where nothing but white space is between the two.
fn comment_behind(parent: Node<'_>, end: TextSize) -> Option<TextSize> {
    let mut behind = parent.children().skip_while(|child| child.range().start() < end).map(Element::token);
    let token = behind.next()??;
    let is_blank = token.kind() == SyntaxKind::WHITESPACE && !token.text().contains(['\n', '\r']);
    let token = if is_blank { behind.next()?? } else { token };
    // The token holds the first half of a `\r\n`.
    let comment = Some(token).filter(|token| token.kind() == SyntaxKind::LINE_COMMENT)?.text().trim_end_matches('\r');
    Some(token.range().start() + TextSize::of(comment))
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
