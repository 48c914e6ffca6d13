//! The range to delete in order to remove an entry.

use temple_model::{TextRange, TextSize};

/// Returns the range whose removal removes an entry with its layout: the whole line with its comment, or, for an entry
/// in braces, the entry with one comma.
pub fn removal(text: &str, entry: TextRange, is_inline: bool) -> TextRange {
    let (start, end) = (usize::from(entry.start()), usize::from(entry.end()));
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return entry };
    let range = if is_inline { in_braces(before, after) } else { line(before, after) };
    let (more_before, more_after) = range;
    TextRange::new(size(start - more_before), size(end + more_after))
}

/// Returns the numbers of bytes before and after an entry in braces that go with it.
fn in_braces(before: &str, after: &str) -> (usize, usize) {
    let rest = after.trim_start();
    if let Some(following) = rest.strip_prefix(',') {
        return (0, after.len() - following.trim_start_matches([' ', '\t']).len());
    }
    match before.trim_end().strip_suffix(',') {
        Some(previous) => (before.len() - previous.len(), 0),
        None => (0, 0),
    }
}

/// Returns the numbers of bytes before and after an entry on its line.
fn line(before: &str, after: &str) -> (usize, usize) {
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let end = after.find('\n').map_or(after.len(), |at| at + 1);
    (indent, end)
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).unwrap_or_default()
}
