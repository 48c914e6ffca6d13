//! The siblings of the word at a cursor: other annotations, arguments and list entries.

use temple_syntax::{SyntaxKind, Token};

use super::context::{Context, is_number};
use super::statement::{keywords, open_bracket};

impl<'a> Context<'a> {
    /// Returns the other annotations of the attribute at the cursor, by name.
    pub(crate) fn annotations(&self) -> impl Iterator<Item = &'a str> {
        let is_annotation = |pair: &&[Token<'_>]| matches!(pair, [sign, name] if sign.kind() == SyntaxKind::AT && name.kind() == SyntaxKind::IDENT);
        let before = self.statement.windows(2).filter(is_annotation);
        before.chain(self.rest.chunks(2).take_while(is_annotation)).map(|pair| pair[1].text())
    }

    /// Returns the keywords of the arguments before the word.
    pub(crate) fn keywords_before(&self) -> Vec<&'a str> {
        let open = open_bracket(&self.statement).unwrap_or(self.statement.len());
        keywords(&self.statement[open..])
    }

    /// Returns the keywords of the arguments after the word.
    pub(crate) fn keywords_after(&self) -> Vec<&'a str> {
        keywords(self.arguments_after())
    }

    /// Returns the tokens of the arguments after the word.
    fn arguments_after(&self) -> &[Token<'a>] {
        let is_end = |token: &Token<'_>| matches!(token.kind(), SyntaxKind::R_PAREN | SyntaxKind::SEMICOLON);
        let end = self.rest.iter().position(is_end).unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    /// Returns the value of another argument in the same parentheses: given by its keyword `name`, or by position at
    /// `index` before the word.
    pub(crate) fn value_of(&self, name: &str, index: usize) -> Option<String> {
        let is_comma = |token: &Token<'_>| token.kind() == SyntaxKind::COMMA;
        let value = |argument: &[Token<'_>]| -> String { argument.iter().map(|token| token.text()).collect() };
        let named = |argument: &[Token<'_>]| match argument {
            [keyword, colon, rest @ ..] if colon.kind() == SyntaxKind::COLON && keyword.text() == name => {
                Some(value(rest))
            }
            _ => None,
        };
        let open = open_bracket(&self.statement)?;
        let before: Vec<&[Token<'_>]> = self.statement[open + 1..].split(is_comma).collect();
        let by_position = before.get(index).filter(|it| it.iter().all(|token| token.kind() != SyntaxKind::COLON));
        let following = self.arguments_after().split(is_comma);
        let by_name = before.iter().copied().chain(following).find_map(named);
        by_name.or_else(|| by_position.map(|argument| value(argument))).filter(|value| !value.is_empty())
    }

    /// Iterates over the other words in the list at the cursor.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &'a str> {
        let open = open_bracket(&self.statement).map_or(self.statement.len(), |open| open + 1);
        let is_inside = |token: &&Token<'_>| matches!(token.kind(), SyntaxKind::IDENT | SyntaxKind::COMMA);
        let all = self.statement[open..].iter().chain(self.rest.iter().take_while(is_inside));
        all.filter(|token| token.kind() == SyntaxKind::IDENT).map(|token| token.text())
    }

    /// Returns true if an argument given by position follows. A keyword argument must not be inserted before it.
    pub(crate) fn is_before_positional(&self) -> bool {
        let mut depth = 0;
        for (at, token) in self.rest.iter().enumerate() {
            match token.kind() {
                SyntaxKind::L_BRACKET | SyntaxKind::L_PAREN => depth += 1,
                SyntaxKind::R_BRACKET | SyntaxKind::R_PAREN if depth == 0 => return false,
                SyntaxKind::R_BRACKET | SyntaxKind::R_PAREN => depth -= 1,
                SyntaxKind::SEMICOLON | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE => return false,
                SyntaxKind::COMMA if depth == 0 => match &self.rest[at + 1..] {
                    [_, colon, ..] if colon.kind() == SyntaxKind::COLON => {}
                    [value, ..] if is_number(value.kind()) => return true,
                    [value, ..] if matches!(value.kind(), SyntaxKind::IDENT | SyntaxKind::L_BRACKET) => return true,
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }
}
