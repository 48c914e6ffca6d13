//! The values of number literals (`docs/language.md`, Numbers).

/// The value of an integer literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Integer {
    /// The value including the suffix, wrapped to 32 bits as in the compiler.
    pub value: i32,
    /// The exact value, if the suffix takes it past 32 bits.
    pub overflowed: Option<i64>,
}

/// The factor of a suffix; `None` if `text` is not a suffix.
fn factor(text: &str) -> Option<i64> {
    match text {
        "k" | "K" => Some(1_000),
        "m" | "M" => Some(1_000_000),
        "g" | "G" => Some(1_000_000_000),
        _ => None,
    }
}

/// Returns true if `text` is a suffix of an integer: `k`, `m` or `g` in either case.
pub fn is_suffix(text: &str) -> bool {
    factor(text).is_some()
}

/// Returns the value of an integer with an optional suffix. `None` if the digits alone do not fit 32 bits, on which
/// the compiler crashes.
pub(crate) fn integer(digits: &str, suffix: Option<&str>) -> Option<Integer> {
    let digits: i32 = digits.parse().ok()?;
    let exact = i64::from(digits) * suffix.and_then(factor).unwrap_or(1);
    let overflowed = i32::try_from(exact).is_err().then_some(exact);
    Some(Integer { value: exact as i32, overflowed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(digits: &str, suffix: Option<&str>, expected: Option<(i32, Option<i64>)>) {
        assert_eq!(integer(digits, suffix), expected.map(|(value, overflowed)| Integer { value, overflowed }));
    }

    #[test]
    fn suffixes_wrap_at_32_bits() {
        check("10", Some("k"), Some((10_000, None)));
        check("-007", None, Some((-7, None)));
        check("5", Some("G"), Some((705_032_704, Some(5_000_000_000))));
        check("3", Some("g"), Some((-1_294_967_296, Some(3_000_000_000))));
    }

    #[test]
    fn digits_must_fit_32_bits() {
        check("2147483647", None, Some((i32::MAX, None)));
        check("-2147483648", None, Some((i32::MIN, None)));
        check("2147483648", None, None);
        check("99999999999", Some("k"), None);
    }
}
