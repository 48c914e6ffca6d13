//! Line ends in white space, and the smallest edits that turn one run of white space into another.

use std::ops::Range;

use temple_model::Edit;
use temple_syntax::{TextRange, TextSize};

/// Counts the line ends in a text.
pub(super) fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |(at, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(|&it| is_end(it)).count()
}

/// Returns the most frequent line end of the text. Among equally frequent ones, prefers that of Unix, then that of
/// Windows.
pub(super) fn usual_line_end(text: &str) -> &'static str {
    // The end of the file is rewritten, possibly with another line end than the rest, so it does not count.
    let body = text.trim_end();
    let text = if body.contains(['\n', '\r']) { body } else { text };
    let (mut unix, mut windows, mut mac) = (0_usize, 0_usize, 0_usize);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\n' => unix += 1,
            b'\r' if bytes.next_if_eq(&b'\n').is_some() => windows += 1,
            b'\r' => mac += 1,
            _ => {}
        }
    }
    match () {
        () if unix >= windows.max(mac) => "\n",
        () if windows >= mac => "\r\n",
        () => "\r",
    }
}

/// Returns the index at which the indentation of the last line starts, after the last line end. Returns `None` if there
/// is no line end.
pub(super) fn indentation_start(space: &str) -> Option<usize> {
    space.rfind(['\n', '\r']).map(|at| at + 1)
}

/// Replaces the white space at `range` by `new`. The line ends and the indentation get separate minimal edits, so that
/// cursors and folds nearby are preserved.
pub(super) fn replace(text: &str, range: TextRange, new: &str, edits: &mut Vec<Edit>) {
    let old = &text[Range::<usize>::from(range)];
    let (old_split, new_split) = match (indentation_start(old), indentation_start(new)) {
        (Some(old), Some(new)) => (old, new),
        _ => (0, 0),
    };
    for (old, new, start) in [
        (&old[..old_split], &new[..new_split], range.start()),
        (&old[old_split..], &new[new_split..], range.start() + TextSize::of(&old[..old_split])),
    ] {
        edits.extend(smallest(old, new, start));
    }
}

/// Returns the minimal edit that turns `old`, which starts at `start`, into `new`.
fn smallest(old: &str, new: &str, start: TextSize) -> Option<Edit> {
    // Comparing two empty strings is by far the most frequent case, so it gets a shortcut.
    if (old.is_empty() && new.is_empty()) || old == new {
        return None;
    }
    let same = |(one, other): &(u8, u8)| one == other;
    let mut before = old.bytes().zip(new.bytes()).take_while(same).count();
    // No edit starts or ends inside a line end of two characters.
    let splits = |text: &str, at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    before -= usize::from(splits(old, before) || splits(new, before));
    let rest = old[before..].bytes().rev().zip(new[before..].bytes().rev());
    let mut after = rest.take_while(same).count();
    after -= usize::from(splits(old, old.len() - after) || splits(new, new.len() - after));
    let range = TextRange::new(TextSize::of(&old[..before]), TextSize::of(&old[..old.len() - after]));
    Some(Edit { range: range + start, text: new[before..new.len() - after].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the range and the new text of each edit.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &[(Range<usize>, &str)]) {
        let mut edits = Vec::new();
        replace(old, TextRange::up_to(TextSize::of(old)), new, &mut edits);
        let edits: Vec<_> = edits.iter().map(|edit| (Range::<usize>::from(edit.range), edit.text.as_str())).collect();
        assert_eq!(edits, expected);
    }

    #[test]
    fn replaces_the_smallest_range() {
        check(" ", " ", &[]);
        check("", " ", &[(0..0, " ")]);
        check("\n    ", "\n  ", &[(3..5, "")]);
        check("  \n\n\n\t", "\n\n  ", &[(0..3, ""), (5..6, "  ")]);
        check("\n ", " ", &[(0..1, "")]);
    }

    #[test]
    fn does_not_split_crlf() {
        check("\r\n", "\n", &[(0..2, "\n")]);
        check("\r", "\r\n", &[(0..1, "\r\n")]);
        check("\r\n\r\n\r\n", "\r\n\r\n", &[(4..6, "")]);
        check("\r\r\n", "\r\n", &[(0..1, "")]);
    }

    #[test]
    fn usual_line_end_is_the_most_frequent_one() {
        for (text, expected) in [("", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\rb", "\r"), ("\r\n\n", "\n")] {
            assert_eq!(usual_line_end(text), expected, "{text:?}");
        }
        assert_eq!(line_ends("\r\n\n\r\r\n"), 4);
    }
}
