//! Suggestions of the word nearest to a wrong one.

/// The maximum length in bytes of words that are compared, since that takes quadratic time.
const MAX_WORD_BYTES: usize = 80;

/// Returns the candidate that `wrong` most probably means: one that differs only in case or in a few letters, or
/// where one word is the start of the other. `None` if no candidate is near.
pub fn nearest<'c>(wrong: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
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
    if wrong.len() > MAX_WORD_BYTES {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= MAX_WORD_BYTES)
        .filter_map(|candidate| Some((near(&candidate)?, candidate)))
        .min_by_key(|&(distance, candidate)| (distance, candidate.len()))
        .map(|(_, candidate)| candidate)
}

/// Returns true if a word is almost certainly a typing error for `right`, although it could be any name: they differ
/// only in case, or the wrong word is lower-case and differs by one letter.
pub(crate) fn is_likely_typo(wrong: &str, right: &str) -> bool {
    let is_name = wrong.starts_with(|first: char| first.is_uppercase());
    wrong.eq_ignore_ascii_case(right) || (!is_name && strsim::damerau_levenshtein(wrong, right) <= 1)
}

/// Returns a sentence that suggests the nearest candidate, with a leading space; empty if there is none.
pub fn did_you_mean(prefix: &str, nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |right| format!(" Did you mean `{prefix}{right}`?"))
}

/// Like [`did_you_mean`], but lists all candidates, described by `what` in the plural, if none is near.
pub fn did_you_mean_or<'c>(
    prefix: &str,
    nearest: Option<&str>,
    what: &str,
    all: impl Iterator<Item = &'c str>,
) -> String {
    if nearest.is_some() {
        return did_you_mean(prefix, nearest);
    }
    let all: Vec<String> = all.map(|candidate| format!("`{prefix}{candidate}`")).collect();
    format!(" Possible {what}: {}.", all.join(", "))
}

/// Joins words for a sentence: "a, b and c".
pub(crate) fn and_list(words: &[String]) -> String {
    match words {
        [start @ .., second_last, last] => [start, &[format!("{second_last} and {last}")]].concat().join(", "),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{and_list, is_likely_typo, nearest};

    #[track_caller]
    fn check(wrong: &str, expected: Option<&str>) {
        let types = ["bool", "date", "time", "datetime", "string", "int", "float", "data"];
        assert_eq!(nearest(wrong, types), expected);
    }

    #[test]
    fn suggests_only_similar_words() {
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
    fn distinct_names_are_not_typos() {
        assert!(
            is_likely_typo("strng", "string") && is_likely_typo("Date", "date") && is_likely_typo("order", "Order")
        );
        assert!(
            !is_likely_typo("timeline", "time")
                && !is_likely_typo("Book", "bool")
                && !is_likely_typo("Orders", "Order")
        );
    }

    #[test]
    fn does_not_compare_long_words() {
        check(&"string".repeat(100_000), None);
        assert_eq!(nearest("Ord", [&*"Order".repeat(100_000), "Order"]), Some("Order"));
    }

    #[test]
    fn joins_words_for_a_sentence() {
        let check = |words: &[&str], expected| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(and_list(&words), expected);
        };
        check(&[], "");
        check(&["a"], "a");
        check(&["a", "b"], "a and b");
        check(&["a", "b", "c"], "a, b and c");
    }
}
