//! Numbers in the arguments of types.

use temple_syntax::ast::{Number, Value};
use temple_syntax::{Node, TextRange};

use crate::sink::Sink;
use crate::{Code, Edit, Fix};

/// A number with its position.
#[derive(Clone, Copy)]
pub(super) struct Located<'a, T> {
    pub(super) value: T,
    pub(super) range: TextRange,
    pub(super) node: Node<'a>,
}

pub(super) fn number(value: Option<Value<'_>>) -> Option<Number<'_>> {
    match value? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// Reads an integer, and warns if its suffix takes it past 32 bits. `None` if it is not an integer, or if its digits
/// do not fit.
pub(super) fn integer<'a>(number: Number<'a>, sink: &mut Sink) -> Option<Located<'a, i32>> {
    let (range, integer) = (number.range(), number.integer()?);
    if let Some(exact) = integer.overflowed {
        let message = format!(
            "With its suffix, this number is {}, which does not fit in 32 bits and becomes {}. Use a number that fits.",
            grouped_digits(exact),
            grouped_digits(integer.value.into())
        );
        let title = format!("Replace with the resulting value `{}`", integer.value);
        // The wrapped value is hardly the intended one.
        sink.report(Code::SuffixOverflow, range, message)
            .replace(title, range, integer.value.to_string())
            .mark_for_review();
    }
    Some(Located { value: integer.value, range, node: number.node() })
}

/// Like [`integer`], for a bound. If the digits do not fit 32 bits, the nearest value is offered, at least `lowest`.
pub(super) fn bound<'a>(value: Option<Value<'a>>, lowest: i32, sink: &mut Sink) -> Option<Located<'a, i32>> {
    let number = number(value)?;
    let nearest = if is_negative(number) { lowest } else { i32::MAX };
    repair_overflow(number, "the nearest valid value", &nearest.to_string(), sink);
    integer(number, sink)
}

pub(super) fn is_negative(number: Number<'_>) -> bool {
    number.digits().is_some_and(|digits| digits.text().starts_with('-'))
}

/// The exact value, if a suffix takes it past 32 bits.
pub(super) fn overflowed(number: Number<'_>) -> Option<i64> {
    number.integer()?.overflowed
}

/// Offers a replacement for an integer whose digits do not fit 32 bits. The parser reports the error itself.
pub(super) fn repair_overflow(number: Number<'_>, what: &str, right: &str, sink: &mut Sink) {
    let Some(digits) = number.digits().filter(|_| number.is_integer() && number.integer().is_none()) else { return };
    let edits = vec![Edit::replace(number.range(), right)];
    let fix = Fix::new(format!("Replace with `{right}`, {what}"), edits).mark_for_review();
    sink.repair(Code::NumberOverflow, digits.range(), fix);
}

/// Formats a number for a message, with its digits in groups of three: `-1,294,967,296`.
pub fn grouped_digits(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
