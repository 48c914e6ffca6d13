//! The right word nearest to a wrong one.

/// Words longer than this, in bytes, are not compared: it takes the square of the length.
const LONGEST: usize = 80;

/// The candidate that `wrong` most probably means, or `None` where none is near: the same but for case, or a few
/// letters off, or one the start of the other.
pub(crate) fn nearest<'c>(wrong: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    let farthest = 1.max(length / 3);
    let near = |candidate: &&str| {
        let right = candidate.to_lowercase();
        let apart = length.abs_diff(right.chars().count());
        if length >= 3 && (right.starts_with(&wrong) || (right.len() >= 3 && wrong.starts_with(&right))) {
            return Some(apart);
        }
        if apart > farthest {
            return None;
        }
        Some(strsim::damerau_levenshtein(&wrong, &right)).filter(|&distance| distance <= farthest)
    };
    if wrong.len() > LONGEST {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .filter_map(|candidate| Some((near(&candidate)?, candidate)))
        .min_by_key(|&(distance, candidate)| (distance, candidate.len()))
        .map(|(_, candidate)| candidate)
}

/// Whether a word can only be another one mistyped, although it may be any name: the same but for case, or in lower case
/// a letter off.
pub(crate) fn is_slip(wrong: &str, right: &str) -> bool {
    let is_name = wrong.starts_with(|first: char| first.is_uppercase());
    wrong.eq_ignore_ascii_case(right) || (!is_name && strsim::damerau_levenshtein(wrong, right) <= 1)
}

/// A sentence that proposes the nearest candidate, with a space before it; empty where there is none.
pub(crate) fn did_you_mean(prefix: &str, nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |right| format!(" Did you mean `{prefix}{right}`?"))
}

#[cfg(test)]
mod tests {
    use super::{is_slip, nearest};

    #[track_caller]
    fn check(wrong: &str, expected: Option<&str>) {
        let types = ["bool", "date", "time", "datetime", "string", "int", "float", "data"];
        assert_eq!(nearest(wrong, types), expected);
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        check("strng", Some("string"));
        check("String", Some("string"));
        check("dtetime", Some("datetime"));
        check("integer", Some("int"));
        check("boolean", Some("bool"));
        check("str", Some("string"));
        check("flaot", Some("float"));
        check("x", None);
        check("colour", None);
    }

    #[test]
    fn a_name_is_no_slip_of_another_one() {
        assert!(is_slip("strng", "string") && is_slip("Date", "date") && is_slip("order", "Order"));
        assert!(!is_slip("timeline", "time") && !is_slip("Book", "bool") && !is_slip("Orders", "Order"));
    }

    #[test]
    fn long_words_are_not_compared() {
        check(&"string".repeat(100_000), None);
        assert_eq!(nearest("Ord", [&*"Order".repeat(100_000), "Order"]), Some("Order"));
    }
}
