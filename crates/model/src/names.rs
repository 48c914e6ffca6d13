//! The forms of a name (`docs/language.md`, Names in generated files).

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The byte offsets at which the words of a camel-case name start, except the first: before an upper-case letter that
/// follows a lower-case letter or digit, or that follows an upper-case letter and precedes a lower-case one.
fn word_starts(name: &str) -> impl Iterator<Item = usize> {
    let bytes = name.as_bytes();
    (1..bytes.len()).filter(move |&at| {
        let before = bytes[at - 1];
        let after = bytes.get(at + 1).copied().unwrap_or_default();
        bytes[at].is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase()))
    })
}

fn separated(name: &str, separator: char) -> String {
    let mut separated = String::with_capacity(name.len() + 4);
    let mut start = 0;
    for end in word_starts(name) {
        separated.push_str(&name[start..end]);
        separated.push(separator);
        start = end;
    }
    separated.push_str(&name[start..]);
    separated.to_lowercase()
}

/// Returns the name as used in paths, containers and files: `HTTPServer` becomes `http-server`.
pub fn kebab_case(name: &str) -> String {
    separated(name, '-')
}

/// Returns the name as used for tables and columns: `HTTPServer` becomes `http_server`.
pub fn snake_case(name: &str) -> String {
    separated(name, '_')
}

/// Returns the name with its first word in lower case.
pub(crate) fn uncapitalized(name: &str) -> String {
    let (first, rest) = name.split_at(word_starts(name).next().unwrap_or(name.len()));
    first.to_lowercase() + rest
}

/// Returns the normal form of a name: lower-case, without characters other than `a-z0-9`. Names with the same normal
/// form clash in the generated code.
pub(crate) fn normalized(name: &str) -> SmolStr {
    if !name.is_ascii() {
        return name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    }
    // Most names are short and need no allocation.
    let mut short = [0; 23];
    if name.len() <= short.len() {
        let kept = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
        let length = short.iter_mut().zip(kept).map(|(slot, byte)| *slot = byte).count();
        return SmolStr::new(std::str::from_utf8(&short[..length]).unwrap_or_default());
    }
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

/// The names in one block, as written or normalized, each with the index of the entry that has it.
///
/// Most blocks are so small that comparing is faster than hashing, but a block of thousands must not take quadratic
/// time.
#[derive(Debug, Default)]
pub(crate) struct NameIndex {
    names: Vec<SmolStr>,
    by_name: FxHashMap<SmolStr, Vec<usize>>,
}

impl NameIndex {
    /// The largest number of names that are compared one by one.
    const MAX_UNHASHED_NAMES: usize = 24;

    pub(crate) fn push(&mut self, name: SmolStr) {
        self.names.push(name);
        if self.names.len() == Self::MAX_UNHASHED_NAMES + 1 {
            for (index, name) in self.names.iter().enumerate() {
                self.by_name.entry(name.clone()).or_default().push(index);
            }
        } else if self.names.len() > Self::MAX_UNHASHED_NAMES {
            self.by_name.entry(self.names[self.names.len() - 1].clone()).or_default().push(self.names.len() - 1);
        }
    }

    pub(crate) fn get(&self, index: usize) -> &str {
        &self.names[index]
    }

    /// The indexes of the entries with this name, in ascending order.
    pub(crate) fn with_name(&self, wanted: &str) -> impl Iterator<Item = usize> {
        let (small, large) = match self.names.len() > Self::MAX_UNHASHED_NAMES {
            true => (&[][..], self.by_name.get(wanted).map_or(&[][..], Vec::as_slice)),
            false => (self.names.as_slice(), &[][..]),
        };
        let small = small.iter().enumerate().filter(move |(_, name)| *name == wanted);
        small.map(|(index, _)| index).chain(large.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, kebab: &str, uncapital: &str) {
        assert_eq!(kebab_case(name), kebab);
        assert_eq!(snake_case(name), kebab.replace('-', "_"));
        assert_eq!(uncapitalized(name), uncapital);
    }

    #[test]
    fn splits_names_into_words() {
        check("Order", "order", "order");
        check("HTTPServer", "http-server", "httpServer");
        check("ABC2Schema", "abc2-schema", "abc2Schema");
        check("placedAt", "placed-at", "placedAt");
        check("PPAB", "ppab", "ppab");
        check("PPAb", "pp-ab", "ppAb");
        check("MyHTTPAppParentID", "my-http-app-parent-id", "myHTTPAppParentID");
    }

    #[test]
    fn normalized_names_have_only_letters_and_digits() {
        assert_eq!(normalized("current_User$2"), "currentuser2");
        assert_eq!(normalized("Éa"), "a");
    }

    #[test]
    fn finds_equal_names_in_blocks_of_any_size() {
        for size in [3, 24, 25, 100] {
            let mut normals = NameIndex::default();
            (0..size).for_each(|index| normals.push(SmolStr::new(format!("n{}", index % (size - 1)))));
            assert_eq!(normals.with_name("n0").collect::<Vec<_>>(), [0, size - 1]);
            assert_eq!(normals.with_name("n1").collect::<Vec<_>>(), [1]);
            assert_eq!(normals.with_name("x").count(), 0);
        }
    }
}
