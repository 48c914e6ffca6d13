//! The forms of a name (`docs/language.md`, Names in generated files).

/// Where the words of a name in camel case start, but for the first, in bytes: before an upper-case letter that
/// follows a lower-case letter or digit, or that ends a run of upper-case ones.
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

/// The name as it stands in paths, containers and files: `HTTPServer` becomes `http-server`.
pub fn kebab_case(name: &str) -> String {
    separated(name, '-')
}

/// The name as it stands in tables and columns: `HTTPServer` becomes `http_server`.
pub fn snake_case(name: &str) -> String {
    separated(name, '_')
}

/// The name with its first letter in upper case.
pub(crate) fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The name with its first word in lower case.
pub(crate) fn uncapitalized(name: &str) -> String {
    let (first, rest) = name.split_at(word_starts(name).next().unwrap_or(name.len()));
    first.to_lowercase() + rest
}

/// What names are compared by where the generated code cannot tell them apart: lower-cased, with everything but
/// `a-z0-9` dropped.
pub(crate) fn normalized(name: &str) -> String {
    if name.is_ascii() {
        return name
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
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
    fn words_are_told_apart() {
        check("Order", "order", "order");
        check("HTTPServer", "http-server", "httpServer");
        check("ABC2Schema", "abc2-schema", "abc2Schema");
        check("placedAt", "placed-at", "placedAt");
        check("PPAB", "ppab", "ppab");
        check("PPAb", "pp-ab", "ppAb");
        check("MyHTTPAppParentID", "my-http-app-parent-id", "myHTTPAppParentID");
    }

    #[test]
    fn comparison_drops_all_but_letters_and_digits() {
        assert_eq!(normalized("current_User$2"), "currentuser2");
        assert_eq!(normalized("Éa"), "a");
    }
}
