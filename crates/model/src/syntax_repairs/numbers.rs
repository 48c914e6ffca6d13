//! Fixes for numbers in the syntax of other languages.

use temple_syntax::ast::{self, Number};
use temple_syntax::{Parse, SyntaxError, SyntaxKind, TextSize, Token};

use super::error_context::{ErrorContext, next};
use crate::Fix;
use crate::catalogue::BuiltIn;

impl ErrorContext<'_> {
    /// Returns true if the number after the error has a suffix.
    pub(super) fn has_suffix(&self, parse: &Parse) -> bool {
        let number = parse.token_at(self.range.end());
        number.and_then(|number| parse.token_at(number.range().end())).is_some_and(|it| it.kind() == SyntaxKind::IDENT)
    }

    /// Fixes a suffix on a float: `1.5k`.
    pub(super) fn float_with_suffix(&self) -> Option<Fix> {
        let number = self.node(Number::cast)?;
        let factor = match self.text.as_str() {
            "k" | "K" => 1e3,
            "m" | "M" => 1e6,
            "g" | "G" => 1e9,
            _ => return None,
        };
        let value = number.float()? * factor;
        let is_of_float = self.node(ast::Type::cast)?.name().map(Token::text) == Some(BuiltIn::Float.as_str());
        // `{:?}` keeps it a float: it always writes a fraction or an exponent.
        let value = if is_of_float || value.fract() != 0.0 { format!("{value:?}") } else { format!("{value}") };
        value.parse::<f64>().ok().filter(|value| value.is_finite())?;
        Some(self.fix(format!("Replace with `{value}`"), number.range().cover(self.range), value))
    }

    /// Fixes a unit after a space: `5 MB`.
    pub(super) fn number_with_unit(&self, error: &SyntaxError, parse: &Parse) -> Option<Fix> {
        let number = parse.token_at(error.at.checked_sub(TextSize::new(1))?)?;
        let (unit, is_on_new_line) = next(error.at, parse);
        let unit = unit.filter(|_| number.kind() == SyntaxKind::INTEGER && !is_on_new_line)?;
        let suffix = unit.text().strip_suffix(['b', 'B']).filter(|suffix| temple_syntax::is_suffix(suffix))?;
        let right = format!("{}{suffix}", number.text());
        Some(self.fix(format!("Replace with `{right}`"), number.range().cover(unit.range()), right))
    }

    /// Fixes digit separators and units: `1_000` and `10kB`.
    pub(super) fn number_with_tail(&self) -> Option<Fix> {
        let number = self.node(Number::cast)?;
        let digits = number.digits()?.text();
        let grouped =
            self.text.strip_prefix('_').filter(|tail| tail.bytes().all(|it| it.is_ascii_digit() || it == b'_'));
        let right = match (grouped, self.text.strip_suffix(['b', 'B'])) {
            (Some(tail), _) => format!("{digits}{}", tail.replace('_', "")),
            (None, Some(suffix @ ("k" | "K" | "m" | "M" | "g" | "G"))) => format!("{digits}{suffix}"),
            _ => return None,
        };
        let is_small = right.trim_end_matches(|char: char| char.is_ascii_alphabetic()).parse::<i32>().is_ok();
        is_small.then(|| self.fix(format!("Replace with `{right}`"), number.range().cover(self.range), right))
    }
}
