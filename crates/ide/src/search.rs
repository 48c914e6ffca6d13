//! Workspace symbols: blocks and attributes in all Templefiles of the workspace, found by letters of their names;
//! after a dot, the members of the matching blocks.
//!
//! ```text
//! createdby   ▶  createdBy    Cart      shop.temple
//! cart.to     ▶  total        Cart      shop.temple
//!                taxTotal     Cart      shop.temple
//! cart.line.qty  ▶  qty       Cart.Line shop.temple
//! ```
//!
//! This module ranks how well a name matches a query. The server searches the files.

/// The quality of a match. Lower is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// The class of the match: the whole name, its start, the start of a word, other consecutive letters, or separate
    /// letters.
    class: u8,
    /// The number of letters skipped between matched ones, except before the start of a word.
    gaps: usize,
    /// The index of the first matched letter.
    start: usize,
    /// The number of matched letters that differ in case.
    other_case: usize,
    /// The number of letters in the name.
    length: usize,
}

/// Ranks how well `name` contains the letters of `query` in order; `None` if it does not. Case and spaces do not
/// matter.
pub fn rank(query: &str, name: &str) -> Option<Rank> {
    let query: Vec<char> = query.chars().filter(|letter| !letter.is_whitespace()).collect();
    let name: Vec<char> = name.chars().collect();
    if query.is_empty() {
        return Some(Rank { class: 0, gaps: 0, start: 0, other_case: 0, length: 0 });
    }
    // Preferring the starts of words may skip letters that are needed later, so both ways are tried.
    let ways = [true, false].into_iter().flat_map(|words| (0..name.len()).map(move |start| (start, words)));
    ways.filter_map(|(start, words)| from(start, words, &query, &name)).min()
}

/// Returns the match that starts at index `start` and takes the next occurrence of each further letter. With `words`,
/// prefers occurrences at the start of a word.
fn from(start: usize, words: bool, query: &[char], name: &[char]) -> Option<Rank> {
    let (mut gaps, mut other_case, mut last) = (0, 0, None::<usize>);
    for &letter in query {
        let index = match last {
            None => is_same(letter, name[start]).then_some(start)?,
            Some(last) => {
                let mut indexes = (last + 1..name.len()).filter(|&index| is_same(letter, name[index]));
                let first = indexes.next()?;
                let mut next_word = || indexes.find(|&index| starts_word(name, index));
                let index = if !words || first == last + 1 || starts_word(name, first) {
                    first
                } else {
                    next_word().unwrap_or(first)
                };
                gaps += if starts_word(name, index) { 0 } else { index - last - 1 };
                index
            }
        };
        other_case += usize::from(letter != name[index]);
        last = Some(index);
    }
    let is_contiguous = last? + 1 - start == query.len();
    let class = match (is_contiguous, start) {
        (true, 0) if query.len() == name.len() => 0,
        (true, 0) => 1,
        (true, _) if starts_word(name, start) => 2,
        (true, _) => 3,
        (false, _) => 4,
    };
    Some(Rank { class, gaps, start, other_case, length: name.len() })
}

fn is_same(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase())
}

/// Returns true if a word starts at the index, as in `createdBy` or `created_by`.
fn starts_word(name: &[char], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|before| name[before]) else { return true };
    !before.is_alphanumeric() || name[index].is_uppercase() && !before.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that only the `expected` names match, from the best to the worst.
    #[track_caller]
    fn check(query: &str, expected: &[&str], others: &[&str]) {
        let mut found: Vec<_> =
            expected.iter().chain(others).rev().filter_map(|name| Some((rank(query, name)?, *name))).collect();
        found.sort();
        assert_eq!(found.into_iter().map(|(_, name)| name).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ranks_the_best_match_first() {
        check("user", &["user", "User", "userName", "theUser", "abuser", "unserved"], &["use", "resu", ""]);
        check("cb", &["created_by", "createdBy", "crumb"], &["bc"]);
        check("cae", &["createdAt"], &[]);
        check("oi", &["OrderItem", "origin"], &["io"]);
    }

    #[test]
    fn an_empty_query_matches_everything() {
        check("", &["", "a", "b"], &[]);
        check(" ", &["a"], &[]);
        check("Ü", &["Ü", "ü"], &["u"]);
    }
}
