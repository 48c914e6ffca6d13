//! The statement that ends at a cursor, found from its tokens: its kind, the open bracket, and the owner of that
//! bracket.

use temple_model::catalogue::{BuiltIn, Item};
use temple_syntax::{Element, Node, SyntaxKind, TextSize, Token};

use crate::Analysis;
use crate::symbol::Owner;

/// Returns the tokens of the unfinished statement before an offset, without trivia. Returns `None` in comments.
pub(crate) fn statement_before(analysis: &Analysis, offset: TextSize) -> Option<Vec<Token<'_>>> {
    let mut tokens = tokens_around(analysis.parse().root(), offset);
    tokens.retain(|token| token.range().start() < offset && token.kind() != SyntaxKind::WHITESPACE);
    if tokens.last().is_some_and(|last| is_inside_comment(*last, offset)) {
        return None;
    }
    tokens.retain(|token| !token.kind().is_trivia());
    Some(Statement::last(analysis.text(), tokens).tokens)
}

/// The number of tokens to look back for the start of a statement.
const MAX_TOKENS: usize = 256;

/// The tokens of a statement, without trivia.
pub(super) struct Statement<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    /// The end of the previous statement, if it has no `;`.
    pub(super) before: Option<TextSize>,
}

impl<'a> Statement<'a> {
    /// Returns the statement at the end of `tokens`: it starts after the last `;` or brace, or at the last `#`. A name
    /// with a colon also starts a statement if it is the first on its line and is not a keyword of the enclosing
    /// brackets.
    pub(super) fn last(text: &str, mut tokens: Vec<Token<'a>>) -> Statement<'a> {
        let start = tokens.iter().enumerate().rev().find_map(|(index, token)| match token.kind() {
            SyntaxKind::SEMICOLON | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE => Some(index + 1),
            SyntaxKind::HASH => Some(index),
            _ => None,
        });
        let mut tokens = tokens.split_off(start.unwrap_or(0));
        let starts = |index: usize| {
            let [name, colon] = [tokens.get(index), tokens.get(index + 1)].map(|token| token.map(|it| it.kind()));
            let is_named = name == Some(SyntaxKind::IDENT) && colon == Some(SyntaxKind::COLON);
            let gap =
                || &text[usize::from(tokens[index - 1].range().end())..usize::from(tokens[index].range().start())];
            is_named && gap().contains(['\n', '\r']) && !is_keyword(&tokens[..index], tokens[index].text())
        };
        let Some(start) = (1..tokens.len()).rev().take(MAX_TOKENS).find(|&index| starts(index)) else {
            return Statement { tokens, before: None };
        };
        let rest = tokens.split_off(start);
        Statement { tokens: rest, before: end_of(&tokens) }
    }
}

/// Returns true if `name` may be the keyword of an argument after the tokens of a statement.
pub(super) fn is_keyword(statement: &[Token<'_>], name: &str) -> bool {
    if !statement.last().is_some_and(|last| matches!(last.kind(), SyntaxKind::L_PAREN | SyntaxKind::COMMA)) {
        return false;
    }
    let owner = open_bracket(statement).and_then(|open| owner(statement, open));
    owner.is_some_and(|owner| owner.parameters().iter().any(|parameter| parameter.name == name))
}

/// Returns the end of a statement that only lacks its `;`. Returns `None` if it is not a complete entry.
pub(super) fn end_of(statement: &[Token<'_>]) -> Option<TextSize> {
    let kinds: Vec<SyntaxKind> = statement.iter().map(|token| token.kind()).collect();
    let is_entry = matches!(
        kinds.as_slice(),
        [SyntaxKind::HASH, SyntaxKind::IDENT, ..] | [SyntaxKind::IDENT, SyntaxKind::COLON, SyntaxKind::IDENT, ..]
    ) && !statement[0].text().starts_with(|first: char| first.is_ascii_uppercase());
    let last = statement.last().filter(|_| is_entry && open_bracket(statement).is_none())?;
    let is_whole = matches!(last.kind(), SyntaxKind::IDENT | SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET);
    is_whole.then(|| last.range().end())
}

/// Returns the index of the innermost open bracket of a statement.
pub(crate) fn open_bracket(statement: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0;
    statement.iter().rposition(|token| {
        match token.kind() {
            SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET => depth += 1,
            SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET if depth == 0 => return true,
            SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET => depth -= 1,
            _ => {}
        }
        false
    })
}

/// Returns the end that the parser gives to unclosed brackets around the cursor. Returns `None` outside brackets, and
/// in closed ones.
pub(crate) fn end_of_brackets(analysis: &Analysis, statement: &[Token<'_>]) -> Option<TextSize> {
    let open = statement[open_bracket(statement)?].range();
    let path = analysis.parse().path_to(open);
    let brackets = path.last().filter(|node| node.range().start() == open.start())?;
    let close = [SyntaxKind::R_PAREN, SyntaxKind::R_BRACKET];
    close.iter().all(|kind| brackets.token(*kind).is_none()).then(|| brackets.range().end())
}

/// Returns the owner of the bracket at index `open` of a statement: `#omit` for both brackets of `#omit(endpoints: [`.
pub(crate) fn owner(statement: &[Token<'_>], open: usize) -> Option<Owner> {
    let is_list = statement[open].kind() == SyntaxKind::L_BRACKET;
    let enclosing = || statement[..open].iter().rposition(|token| token.kind() == SyntaxKind::L_PAREN);
    let open = is_list.then(enclosing).flatten().unwrap_or(open);
    let name = statement.get(open.checked_sub(1)?)?;
    let sign = statement.get(open.checked_sub(2)?)?;
    match sign.kind() {
        SyntaxKind::HASH => Item::from_name(name.text()).map(Owner::Item),
        SyntaxKind::COLON => BuiltIn::from_name(name.text()).map(Owner::BuiltIn),
        _ => None,
    }
}

/// Returns the words that are followed by a colon.
pub(super) fn keywords<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let pairs = tokens.windows(2).filter(|pair| pair[1].kind() == SyntaxKind::COLON);
    pairs.map(|pair| pair[0].text()).collect()
}

/// Returns the tokens of the last few top-level elements that start before the offset, and of the next few after it.
/// They include everything that affects a completion, while distant blocks are not visited.
pub(super) fn tokens_around(root: Node<'_>, offset: TextSize) -> Vec<Token<'_>> {
    let children: Vec<Element<'_>> = root.children().collect();
    let index = children.partition_point(|child| child.range().start() < offset);
    let near = &children[index.saturating_sub(12)..children.len().min(index + 4)];
    let mut tokens = Vec::new();
    for child in near {
        match child {
            Element::Token(token) => tokens.push(*token),
            Element::Node(node) => tokens.extend(node.descendant_tokens()),
        }
    }
    tokens
}

/// Returns true if the offset is inside a comment that starts before it.
pub(super) fn is_inside_comment(comment: Token<'_>, offset: TextSize) -> bool {
    let end = comment.range().end();
    match comment.kind() {
        SyntaxKind::LINE_COMMENT => offset <= end,
        SyntaxKind::BLOCK_COMMENT => offset < end || (offset == end && !comment.text().ends_with("*/")),
        _ => false,
    }
}
