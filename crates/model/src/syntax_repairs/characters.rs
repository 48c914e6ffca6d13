//! Characters that no token starts with.

use temple_syntax::ast::{self, Argument};
use temple_syntax::{Parse, SyntaxKind, TextRange, TextSize, Token};

use super::place::{Place, in_parentheses};
use crate::Fix;

impl Place<'_> {
    pub(super) fn odd_character(&self, odd: char, parse: &Parse) -> Option<Fix> {
        match odd {
            _ if ordinary(odd).is_some() => {
                let as_ascii = |char: char| if char.is_ascii() { Some(char) } else { ordinary(char) };
                self.respell(&self.text.chars().map(as_ascii).collect::<Option<String>>()?)
            }
            '=' if self.node(ast::Arguments::cast).is_some() => self.respell(":").filter(|_| self.text == "="),
            '<' => self.respell(&self.text.replacen('<', "(", 1)).map(Fix::looked_at),
            '>' if self.text == ">" => self.respell(")").map(Fix::looked_at),
            '=' if self.text != "=" => self.default_value(),
            '=' => self.value_of_item(),
            '-' if self.text != "-." => self.hyphenated_value(parse),
            _ if self.text.is_empty() || self.text.contains(|char: char| char.is_alphanumeric()) => None,
            _ => self.superfluous(parse),
        }
    }

    /// `a: int?`, `.5`, `2*3`: what no token starts with. What stands next to it tells what it is, if anything does.
    pub(super) fn superfluous(&self, parse: &Parse) -> Option<Fix> {
        let before =
            self.range.start().checked_sub(TextSize::new(1)).and_then(|before| parse.token_at(before)).map(Token::kind);
        let behind = parse.token_at(self.range.end()).map(Token::kind);
        let is_word = |kind| matches!(kind, SyntaxKind::IDENT | SyntaxKind::INTEGER | SyntaxKind::FLOAT);
        let is_number = matches!(behind, Some(SyntaxKind::INTEGER | SyntaxKind::FLOAT));
        let remove = || self.fix("Remove it", self.range, "");
        let is_inside = self.node(ast::Arguments::cast).is_some() || self.node(ast::List::cast).is_some();
        match self.text.as_str() {
            _ if before.is_some_and(is_word) && behind.is_some_and(is_word) => None,
            "." | "-." if behind == Some(SyntaxKind::INTEGER) && !self.has_suffix(parse) => {
                self.respell(&self.text.replace('.', "0."))
            }
            "−" | "–" | "—" if is_number => self.respell("-"),
            "+" if is_number => Some(remove()),
            text if text.contains(['.', '-', '−', '–', '—']) => None,
            // It may say something in another language, such as that an attribute may be absent, or all of a list.
            _ if is_inside || before.is_some_and(is_word) || behind.is_some_and(is_word) => Some(remove().looked_at()),
            _ => Some(remove()),
        }
    }

    /// Only what is space: what follows is judged by itself.
    pub(super) fn ordinary_space(&self) -> Fix {
        let is_odd = |char: char| (char.is_whitespace() && !char.is_ascii()) || matches!(char, '\u{feff}' | '\u{200b}');
        let rest = self.text.trim_start_matches(is_odd);
        let odd = TextSize::of(&self.text[..self.text.len() - rest.len()]);
        let range = if odd == TextSize::default() { self.range } else { TextRange::at(self.range.start(), odd) };
        self.fix("Write an ordinary space", range, " ")
    }

    /// `#provider = kubernetes`
    pub(super) fn value_of_item(&self) -> Option<Fix> {
        let metadata = self.node(ast::Metadata::cast)?;
        let arguments = metadata.arguments()?;
        let value = match arguments.iter().next()? {
            Argument::Positional(value) => value.range(),
            Argument::Keyword(_) => return None,
        };
        let gap = TextRange::new(metadata.name()?.range().end(), value.start());
        let is_bare = gap.contains_range(self.range) && arguments.range() == value;
        is_bare.then(|| in_parentheses(gap, value))
    }

    /// `a: int = 5`
    pub(super) fn default_value(&self) -> Option<Fix> {
        let attribute = self.node(ast::Attribute::cast)?.node();
        let space = attribute.tokens().find(|it| it.range().end() == self.range.start() && it.kind().is_trivia());
        let space = space.filter(|it| it.kind() == SyntaxKind::WHITESPACE).map_or(self.range, Token::range);
        Some(self.fix("Remove the default value", space.cover(self.range), "").looked_at())
    }

    /// `docker-compose`
    pub(super) fn hyphenated_value(&self, parse: &Parse) -> Option<Fix> {
        let before = parse.token_at(self.range.start().checked_sub(TextSize::new(1))?)?;
        let behind = parse.token_at(self.range.end()).filter(|_| self.text == "-");
        let end = behind.map_or(self.range.end(), |behind| behind.range().end());
        let rest = behind.map_or(self.text.trim_start_matches('-'), Token::text);
        let word = self.value(&format!("{}{rest}", before.text()))?;
        Some(self.fix(format!("Replace with `{word}`"), TextRange::new(before.range().start(), end), word))
    }
}

/// The ordinary form of a full-width character. Those stand in Unicode in the order of ASCII.
fn ordinary(wide: char) -> Option<char> {
    let ordinary = u32::from(wide).checked_sub(0xFEE0).filter(|code| (0x21..0x7f).contains(code));
    ordinary.and_then(char::from_u32)
}
