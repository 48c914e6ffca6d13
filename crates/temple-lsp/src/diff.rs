//! The differing lines of two texts, as a unified diff.

use std::time::Duration;

use serde::{Serialize, Serializer};
use similar::{ChangeTag, TextDiff};

/// After this time, a diff is not necessarily the shortest. For two long texts without common lines, that could take
/// minutes.
const MAX_DIFF_TIME: Duration = Duration::from_millis(500);

/// The number of unchanged lines around a change.
const CONTEXT_LINES: usize = 3;

/// The differing lines of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diff {
    /// The hunks of a unified diff, without the header that names the files. Each line ends with `\n`, even if the
    /// texts have other line ends.
    pub(crate) text: String,
    /// The number of added lines.
    pub(crate) added: usize,
    /// The number of removed lines.
    pub(crate) removed: usize,
}

impl Diff {
    /// Returns the changes from `old` to `new`.
    pub(crate) fn between(old: &str, new: &str) -> Diff {
        let diff = TextDiff::configure().timeout(MAX_DIFF_TIME).diff_lines(old, new);
        let (mut text, mut added, mut removed) = (String::new(), 0, 0);
        for hunk in diff.unified_diff().context_radius(CONTEXT_LINES).iter_hunks() {
            text.extend([hunk.header().to_string().trim_end(), "\n"]);
            for change in hunk.iter_changes() {
                let (sign, count) = match change.tag() {
                    ChangeTag::Delete => ("-", Some(&mut removed)),
                    ChangeTag::Insert => ("+", Some(&mut added)),
                    ChangeTag::Equal => (" ", None),
                };
                count.into_iter().for_each(|count| *count += 1);
                let line = change.value();
                text.extend([sign, line.strip_suffix('\n').unwrap_or(line), "\n"]);
                if change.missing_newline() {
                    text.push_str("\\ No newline at end of file\n");
                }
            }
        }
        Diff { text, added, removed }
    }
}

impl Serialize for Diff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, text: &str, (added, removed): (usize, usize)) {
        assert_eq!(Diff::between(old, new), Diff { text: text.to_owned(), added, removed });
    }

    #[test]
    fn shows_differing_lines_with_context() {
        check("", "", "", (0, 0));
        check("a\nb\n", "a\nc\nd\n", "@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n", (2, 1));
        check("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nx\n", "@@ -2,4 +2,4 @@\n 2\n 3\n 4\n-5\n+x\n", (1, 1));
    }

    #[test]
    fn every_line_ends_with_a_line_feed() {
        check("a", "b\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n", (1, 1));
        check("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n", (1, 1));
    }
}
