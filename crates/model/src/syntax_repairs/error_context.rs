//! The position of a syntax error in the tree, and its surroundings.

use temple_syntax::{Node, Parse, SyntaxError, SyntaxErrorKind, TextRange, TextSize, Token};

use crate::{Edit, Fix};

/// The maximum distance in bytes from the start of its node at which an error is examined. A larger one would take
/// too long for thousands of errors.
const MAX_DISTANCE_BYTES: u32 = 4_000;

/// The maximum number of tokens that are searched for a matching bracket.
pub(super) const MAX_TOKENS: usize = 64;

/// The maximum number of entries that are examined to guess the kind of a block.
pub(super) const MAX_ENTRIES: usize = 50;

/// The maximum length in bytes of removed text that the title of a fix quotes.
const MAX_TITLE_BYTES: usize = 20;

/// The range of an error and the nodes around it.
pub(super) struct ErrorContext<'a> {
    pub(super) range: TextRange,
    /// The nodes that contain the whole range, from the root down.
    pub(super) path: Vec<Node<'a>>,
    /// The text of the range; empty if it is too far from the start of its node.
    pub(super) text: String,
}

impl<'a> ErrorContext<'a> {
    pub(super) fn new(range: TextRange, parse: &'a Parse) -> Option<ErrorContext<'a>> {
        let path = parse.path_to(range);
        let innermost = path.last().copied()?;
        let text = match is_near(innermost, range.start()) {
            true => tokens(innermost, range).map(Token::text).collect(),
            false => String::new(),
        };
        Some(ErrorContext { range, path, text })
    }

    pub(super) fn node<T>(&self, cast: impl Fn(Node<'a>) -> Option<T>) -> Option<T> {
        self.path.iter().rev().find_map(|&node| cast(node))
    }

    pub(super) fn fix(&self, title: impl Into<String>, range: TextRange, text: impl Into<String>) -> Fix {
        Fix::new(title, vec![Edit::replace(range, text)])
    }

    pub(super) fn respell(&self, right: &str) -> Option<Fix> {
        (self.text != right && !self.text.is_empty())
            .then(|| self.fix(format!("Replace with `{right}`"), self.range, right))
    }

    /// The title of a fix that removes the range. Names the text unless it is long or has characters that a title
    /// cannot show.
    pub(super) fn removal_title(&self) -> String {
        let is_shown = |char: char| char.is_ascii_graphic() && char != '`';
        match !self.text.is_empty() && self.text.len() <= MAX_TITLE_BYTES && self.text.chars().all(is_shown) {
            true => format!("Remove `{}`", self.text),
            false => "Remove the unexpected text".to_owned(),
        }
    }

    /// Returns a fix that inserts the text that the grammar expects at the position of the error.
    pub(super) fn insertion(&self, error: &SyntaxError) -> Option<Fix> {
        let text = error.kind.insertion()?;
        Some(self.fix(format!("Add `{text}`"), TextRange::empty(error.at), text))
    }
}

/// Returns the first token at or after a position that is not trivia, and true if a line ends before it.
pub(super) fn next(mut at: TextSize, parse: &Parse) -> (Option<Token<'_>>, bool) {
    let mut has_line_end = false;
    while let Some(token) = parse.token_at(at) {
        if !token.kind().is_trivia() {
            return (Some(token), has_line_end);
        }
        has_line_end |= token.text().contains('\n');
        at = token.range().end();
    }
    (None, has_line_end)
}

/// Returns a fix that puts a value in parentheses, and replaces the gap before it.
pub(super) fn in_parentheses(gap: TextRange, value: TextRange) -> Fix {
    let edits = vec![Edit::replace(gap, "("), Edit::insert(value.end(), ")")];
    Fix::new("Put the value in parentheses", edits)
}

pub(super) fn is_near(node: Node<'_>, offset: TextSize) -> bool {
    u32::from(offset - node.range().start()) <= MAX_DISTANCE_BYTES
}

/// The tokens of a node that overlap a range.
pub(super) fn tokens(node: Node<'_>, range: TextRange) -> impl Iterator<Item = Token<'_>> {
    let tokens = node.descendant_tokens().skip_while(move |token| token.range().end() <= range.start());
    tokens.take_while(move |token| token.range().start() < range.end())
}

/// Returns true if a brace is missing, superfluous, or replaced by another token.
pub(super) fn is_of_braces(kind: SyntaxErrorKind) -> bool {
    use SyntaxErrorKind as E;
    matches!(kind, E::UnclosedBrace | E::UnmatchedBrace | E::ParenthesisForBrace | E::ExpectedBrace)
}
