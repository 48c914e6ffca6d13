//! Fixes for characters that cannot start a token.

use temple_syntax::ast::{self, Argument};
use temple_syntax::{Parse, SyntaxKind, TextRange, TextSize, Token};

use super::error_context::{ErrorContext, MAX_TOKENS, in_parentheses, next};
use super::neighbours;
use crate::Fix;
use crate::catalogue::{BuiltIn, Item};

impl ErrorContext<'_> {
    pub(super) fn invalid_character(&self, character: char, parse: &Parse) -> Option<Fix> {
        // Far from the start of its node, the text of the error is not read.
        if self.text.is_empty() {
            return None;
        }
        match character {
            // It would end an entry that is not complete.
            '；' if !self.is_after_type_or_item() || self.text.chars().nth(1).is_some() => None,
            '＠' if !self.is_after_type() => None,
            '：' if self.is_after_type_name() => None,
            _ if ordinary(character).is_some() => {
                let as_ascii = |char: char| if char.is_ascii() { Some(char) } else { ordinary(char) };
                self.respell(&self.text.chars().map(as_ascii).collect::<Option<String>>()?)
            }
            '=' if self.node(ast::Arguments::cast).is_some() => {
                self.respell(":").filter(|_| self.text == "=" && self.is_after_keyword(parse))
            }
            '<' if self.node(ast::Arguments::cast).is_some() => None,
            '<' if self.is_angle(parse) => self.respell(&self.text.replacen('<', "(", 1)).map(Fix::mark_for_review),
            '>' if self.is_before(SyntaxKind::COMMA, parse) => None,
            '>' if self.is_angle(parse) => self.respell(")").map(Fix::mark_for_review),
            '<' | '>' => None,
            '=' if self.text != "=" => self.default_value(),
            '=' => self.value_of_item(),
            '-' if self.text != "-." => self.hyphenated_value(parse),
            _ if self.text.contains(|char: char| char.is_alphanumeric()) => None,
            _ => self.superfluous(parse),
        }
    }

    /// Returns true if the error comes after a word that is the only token of its entry, or after a colon with
    /// nothing else on its line. Fixing it would reveal another error.
    fn is_after_half_entry(&self, parse: &Parse) -> bool {
        let is_after_colon =
            neighbours::before(self.range.start(), parse).is_some_and(|before| before.kind() == SyntaxKind::COLON);
        if is_after_colon && !matches!(next(self.range.end(), parse), (Some(_), false)) {
            return true;
        }
        let is_of_word = |offset: TextSize| {
            let word = neighbours::before(offset, parse).filter(|word| word.kind() == SyntaxKind::IDENT)?;
            let before = neighbours::before(word.range().start(), parse).map(Token::kind);
            Some(matches!(before, None | Some(SyntaxKind::SEMICOLON | SyntaxKind::L_BRACE | SyntaxKind::R_BRACE)))
        };
        is_of_word(self.range.start()) == Some(true) && !self.is_before(SyntaxKind::COLON, parse)
    }

    /// Returns true if the error comes after the first word of an argument.
    fn is_after_keyword(&self, parse: &Parse) -> bool {
        let word = neighbours::before(self.range.start(), parse).filter(|word| word.kind() == SyntaxKind::IDENT);
        let before = word.and_then(|word| neighbours::before(word.range().start(), parse));
        before.is_some_and(|before| matches!(before.kind(), SyntaxKind::L_PAREN | SyntaxKind::COMMA))
    }

    /// Returns true if the error is in an attribute after its type, or in a metadata item after its name.
    fn is_after_type_or_item(&self) -> bool {
        let item = self.node(ast::Metadata::cast).and_then(ast::Metadata::name);
        self.is_after_type() || item.is_some_and(|name| name.range().end() <= self.range.start())
    }

    /// Returns true if the error is in an attribute after its type.
    fn is_after_type(&self) -> bool {
        let ty = self.node(ast::Attribute::cast).and_then(ast::Attribute::ty);
        ty.is_some_and(|ty| ty.range().end() <= self.range.start())
    }

    /// Returns true if the error is in an attribute after the name of its type, and not in the arguments.
    fn is_after_type_name(&self) -> bool {
        let name = self.node(ast::Attribute::cast).and_then(|it| it.ty()?.name());
        name.is_some_and(|name| name.range().end() <= self.range.start()) && self.node(ast::Arguments::cast).is_none()
    }

    /// Returns true if the error is one of a pair of angle brackets around arguments, as in `int<5>`, or if the other
    /// one is already a parenthesis.
    fn is_angle(&self, parse: &Parse) -> bool {
        let (open, rest) = match self.text.split_at(1) {
            ("<", rest) => (true, rest),
            (_, rest) => (false, rest),
        };
        // In `<.5` the rest is a separate error.
        if rest.contains(['<', '>', '=', '-']) || (open && !takes_arguments(self.range.start(), parse)) {
            return false;
        }
        let mut offset = if open { self.range.end() } else { self.range.start() };
        for _ in 0..MAX_TOKENS {
            let token = if open { parse.token_at(offset) } else { neighbours::before(offset, parse) };
            let Some(token) = token else { return false };
            offset = if open { token.range().end() } else { token.range().start() };
            match token.text() {
                ">" | ")" if open => return true,
                "(" if !open => return true,
                "<" if !open => return takes_arguments(token.range().start(), parse),
                _ if token.kind() == SyntaxKind::ERROR_TOKEN => {}
                _ if matches!(
                    token.kind(),
                    SyntaxKind::IDENT | SyntaxKind::INTEGER | SyntaxKind::FLOAT | SyntaxKind::COMMA | SyntaxKind::COLON
                ) => {}
                text if token.kind() == SyntaxKind::WHITESPACE && !text.contains('\n') => {}
                _ => return false,
            }
        }
        false
    }

    /// Fixes or removes characters without meaning, as in `a: int?` and `.5`. `None` if the neighbouring tokens leave
    /// the intention unclear, as in `2*3`.
    pub(super) fn superfluous(&self, parse: &Parse) -> Option<Fix> {
        let before =
            self.range.start().checked_sub(TextSize::new(1)).and_then(|before| parse.token_at(before)).map(Token::kind);
        let following = parse.token_at(self.range.end()).map(Token::kind);
        let is_word = |kind| matches!(kind, SyntaxKind::IDENT | SyntaxKind::INTEGER | SyntaxKind::FLOAT);
        let is_number = matches!(following, Some(SyntaxKind::INTEGER | SyntaxKind::FLOAT));
        let is_negative = parse.token_at(self.range.end()).is_some_and(|following| following.text().starts_with('-'));
        let remove = || self.fix(self.removal_title(), self.range, "");
        let is_inside = self.node(ast::Arguments::cast).is_some() || self.node(ast::List::cast).is_some();
        match self.text.as_str() {
            _ if self.is_after_half_entry(parse) || (before.is_some_and(is_word) && following.is_some_and(is_word)) => {
                None
            }
            "." | "-." if following == Some(SyntaxKind::INTEGER) && !is_negative && !self.has_suffix(parse) => {
                self.respell(&self.text.replace('.', "0."))
            }
            "−" | "–" | "—" if is_number => self.respell("-"),
            "+" if is_number => Some(remove()),
            // Text after the end of a comment may belong to the comment.
            text if text.contains(['.', '-', '−', '–', '—']) || text.contains("*/") => None,
            // The character may have a meaning in another language, such as "optional" or "all entries".
            _ if is_inside || before.is_some_and(is_word) || following.is_some_and(is_word) => {
                Some(remove().mark_for_review())
            }
            _ => Some(remove()),
        }
    }

    /// Replaces special spaces with an ordinary one, but leaves other characters after them. If braces do not pair
    /// up, spaces at the start of a line stay, since the indentation decides which braces belong together.
    pub(super) fn ordinary_space(&self, parse: &Parse) -> Option<Fix> {
        if self.text.is_empty() {
            return None;
        }
        let is_invalid =
            |char: char| (char.is_whitespace() && !char.is_ascii()) || matches!(char, '\u{feff}' | '\u{200b}');
        let rest = self.text.trim_start_matches(is_invalid);
        let character = TextSize::of(&self.text[..self.text.len() - rest.len()]);
        let range =
            if character == TextSize::default() { self.range } else { TextRange::at(self.range.start(), character) };
        let before = self.range.start().checked_sub(TextSize::new(1)).and_then(|before| parse.token_at(before));
        let starts_line = before.is_none_or(|before| before.text().contains('\n'));
        let is_seen = (parse.is_balanced() || !starts_line) && !self.is_after_half_entry(parse);
        is_seen.then(|| self.fix("Replace with an ordinary space", range, " "))
    }

    /// Fixes a value after `=`: `#provider = kubernetes`.
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

    /// Removes a default value: `a: int = 5`.
    pub(super) fn default_value(&self) -> Option<Fix> {
        let attribute = self.node(ast::Attribute::cast).filter(|_| self.is_after_type())?.node();
        let space = attribute.tokens().find(|it| it.range().end() == self.range.start() && it.kind().is_trivia());
        let space = space.filter(|it| it.kind() == SyntaxKind::WHITESPACE).map_or(self.range, Token::range);
        Some(self.fix("Remove the default value", space.cover(self.range), "").mark_for_review())
    }

    /// Fixes a value with a hyphen: `docker-compose`.
    pub(super) fn hyphenated_value(&self, parse: &Parse) -> Option<Fix> {
        let before = parse.token_at(self.range.start().checked_sub(TextSize::new(1))?)?;
        let following = parse.token_at(self.range.end()).filter(|_| self.text == "-");
        let end = following.map_or(self.range.end(), |following| following.range().end());
        let rest = following.map_or(self.text.trim_start_matches('-'), Token::text);
        let word = self.value(&format!("{}{rest}", before.text()))?;
        Some(self.fix(format!("Replace with `{word}`"), TextRange::new(before.range().start(), end), word))
    }
}

/// Returns true if the word before an offset is a built-in type or a metadata item that takes arguments. References take
/// none.
fn takes_arguments(at: TextSize, parse: &Parse) -> bool {
    let Some(word) = neighbours::before(at, parse) else { return false };
    let sign = neighbours::before(word.range().start(), parse).map(Token::kind);
    match sign {
        Some(SyntaxKind::HASH) => Item::from_name(word.text()).is_some_and(|item| item.entry().parameter.is_some()),
        _ => BuiltIn::from_name(word.text()).is_some_and(|ty| !ty.entry().parameters.is_empty()),
    }
}

/// Returns the ASCII form of a full-width character. Both ranges have the same order in Unicode.
fn ordinary(wide: char) -> Option<char> {
    let ordinary = u32::from(wide).checked_sub(0xFEE0).filter(|code| (0x21..0x7f).contains(code));
    ordinary.and_then(char::from_u32)
}
