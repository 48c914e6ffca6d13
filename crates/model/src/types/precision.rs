//! The precision of numbers: their size in bytes.

use std::ops::RangeInclusive;

use temple_syntax::TextRange;
use temple_syntax::ast::Number;

use super::number::{Located, integer, is_negative, overflowed, repair_overflow};
use crate::catalogue::BuiltIn;
use crate::sink::Sink;
use crate::{Code, Edit};

/// The default precision in bytes: the only default among the parameters of a type.
pub(super) fn default(ty: BuiltIn) -> i8 {
    let default = ty.entry().parameters.iter().find_map(|parameter| parameter.default);
    default.and_then(|default| default.parse().ok()).unwrap_or_default()
}

/// The valid precisions, in bytes.
const PRECISIONS: RangeInclusive<i8> = 1..=8;

/// Reads a precision in bytes; `Ok(None)` if there is none. Reports one outside 1 to 8, and offers those valid ones
/// for which `fits` is true. The compiler truncates the number to an integer, and that to a signed byte.
pub(super) fn read(number: Option<Number<'_>>, fits: impl Fn(i8) -> bool, sink: &mut Sink) -> Result<Option<i8>, ()> {
    let Some(number) = number else { return Ok(None) };
    let range = number.range();
    let proposed = || PRECISIONS.filter(|&it| fits(it));
    // A number outside the range is either below or above all valid ones.
    let nearest = |written: f64| if written < 1.0 { proposed().next() } else { proposed().next_back() };
    let (written, whole, exact) = match number.float() {
        Some(float) => (float.to_string(), float as i32, float),
        None => match integer(number, sink) {
            Some(it) => {
                (it.value.to_string(), it.value, overflowed(number).map_or(f64::from(it.value), |exact| exact as f64))
            }
            None => {
                let written = if is_negative(number) { f64::NEG_INFINITY } else { f64::INFINITY };
                if let Some(nearest) = nearest(written) {
                    repair_overflow(number, "the nearest precision", &nearest.to_string(), sink);
                }
                return Err(());
            }
        },
    };
    let precision = whole as i8;
    if !PRECISIONS.contains(&precision) {
        let diagnostic = sink.report(
            Code::PrecisionOutOfRange,
            range,
            "The precision is a size in bytes. Use a number from 1 to 8.",
        );
        let nearest = nearest(exact);
        // Writing the number of bits is a common mistake.
        let of_bits = proposed().find(|&it| exact == 8.0 * f64::from(it)).filter(|&it| Some(it) != nearest);
        if let Some(bytes) = of_bits {
            diagnostic.replace(format!("Replace with `{bytes}` ({exact} bits)"), range, bytes.to_string());
        }
        if let Some(nearest) = nearest {
            diagnostic.respell(&nearest.to_string());
        }
        diagnostic.mark_for_review();
        return Err(());
    }
    if written != precision.to_string() {
        let message =
            format!("The compiler truncates this precision: {written} becomes {precision}. Use a number from 1 to 8.");
        sink.report(Code::PrecisionTruncated, range, message).respell(&precision.to_string());
    }
    Ok(Some(precision))
}

/// The lowest and the highest value that fit a precision. For 8 bytes the compiler uses the highest 64-bit integer as
/// both, so that every maximum is too low.
fn value_range(precision: i8) -> (i64, i64) {
    match precision {
        8 => (i64::MAX, i64::MAX),
        bytes => (-(1_i64 << (8 * bytes - 1)), (1_i64 << (8 * bytes - 1)) - 1),
    }
}

/// Returns true if an `int` with this precision in bytes cannot have a maximum (`docs/language.md`, Types).
pub fn rejects_every_max(precision: i8) -> bool {
    PRECISIONS.contains(&precision) && value_range(precision).0 > i64::from(i32::MAX)
}

/// The range of the limit that excludes every value of a precision; `None` if no limit does.
pub(super) fn excluding_limit(
    max: Option<Located<'_, i32>>,
    min: Option<Located<'_, i32>>,
    precision: i8,
) -> Option<TextRange> {
    let (lowest, highest) = value_range(precision);
    match (max, min) {
        (Some(max), _) if i64::from(max.value) < lowest => Some(max.range),
        (_, Some(min)) if i64::from(min.value) > highest => Some(min.range),
        _ => None,
    }
}

/// Reports a limit that excludes every value of the precision.
pub(super) fn check_range(
    max: Option<Located<'_, i32>>,
    min: Option<Located<'_, i32>>,
    precision: i8,
    specified: Option<Number<'_>>,
    sink: &mut Sink,
) {
    if let Some(range) = excluding_limit(max, min, precision) {
        let (lowest, highest) = value_range(precision);
        let message = match precision {
            8 => "With a precision of 8, the compiler rejects every `max`. Remove `max`, or use a precision of 7."
                .to_owned(),
            _ => format!(
                "This bound excludes every value that fits a precision of {precision} ({lowest} to {highest}). Change the bound or the \
                 precision."
            ),
        };
        let diagnostic = sink.report(Code::RangeOutsidePrecision, range, message);
        let fitting = PRECISIONS.filter(|&it| excluding_limit(max, min, it).is_none());
        let nearest = fitting.min_by_key(|it| it.abs_diff(precision));
        if let (Some(nearest), Some(specified)) = (nearest, specified) {
            let edits = vec![Edit::replace(specified.range(), nearest.to_string())];
            diagnostic.propose(format!("Use a precision of {nearest}"), edits);
        }
    }
}
