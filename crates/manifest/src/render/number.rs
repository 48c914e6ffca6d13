//! How floating point numbers are written.

use temple_model::TextRange;

use crate::scalar::Piece;

/// A number as the generator writes it into SQL: always with a fraction, and with an exponent from ten millions up and
/// below a thousandth. An infinite one is a word.
pub(crate) struct Decimal(pub(crate) f64);

impl Piece for Decimal {
    fn write(&self, text: &mut String, _: &mut dyn FnMut(TextRange)) {
        text.push_str(&decimal(self.0, "E"));
    }
}

/// A finite number for YAML and JSON. The exponent has a sign, without which readers of YAML 1.1 take it for a string.
pub(crate) struct Float(pub(crate) f64);

impl Piece for Float {
    fn is_literal(&self) -> bool {
        true
    }

    fn write(&self, text: &mut String, _: &mut dyn FnMut(TextRange)) {
        text.push_str(&decimal(self.0, "E+").replace("E+-", "E-"));
    }
}

fn decimal(number: f64, exponent: &str) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 || (1e-3..1e7).contains(&number.abs()) {
        return format!("{number:?}");
    }
    let scientific = format!("{number:e}");
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let fraction = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{fraction}{exponent}{power}")
}
