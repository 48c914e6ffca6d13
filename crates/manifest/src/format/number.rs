//! The notation of floating-point numbers.

use crate::text::{BlockRange, Fragment};

/// A number as the generator writes it in SQL: always with a fraction, and with an exponent if it is at least ten
/// million or below a thousandth. Infinity is written as a word.
pub(crate) struct Decimal(pub(crate) f64);

impl Fragment for Decimal {
    fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
        text.push_str(&decimal(self.0, "E"));
    }
}

/// A finite number for YAML and JSON. The exponent has a sign, since YAML 1.1 would otherwise read it as a string.
pub(crate) struct Float(pub(crate) f64);

impl Fragment for Float {
    fn is_literal(&self) -> bool {
        true
    }

    fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
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
