//! The marker lines that a merge tool writes before, between and after the sides of a conflict.

/// The signs of markers, in the order in which they occur in a conflict.
pub(crate) const SIGNS: [u8; 4] = *b"<|=>";

/// The number of signs in a marker.
const WIDTH: usize = 7;

/// Returns the length in bytes of the marker at the start of a line, without the line ending. A marker is exactly
/// seven signs followed by white space or the end of the line; `None` for any other line.
pub(crate) fn marker_length(line: &str) -> Option<usize> {
    let sign = line.bytes().next().filter(|sign| SIGNS.contains(sign))?;
    let is_marker = line.bytes().take_while(|&byte| byte == sign).count() == WIDTH
        && line.as_bytes().get(WIDTH).is_none_or(u8::is_ascii_whitespace);
    is_marker.then(|| line.find(LINE_ENDS).unwrap_or(line.len()))
}

/// The characters that end a line. A lone carriage return ends one in editors, although a line comment goes on after it.
const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// Returns true if a line starts after this text. A byte order mark is not part of the first line.
pub(crate) fn ends_line(before: &str) -> bool {
    without_mark(before).is_empty() || before.ends_with(LINE_ENDS)
}

/// Splits a text into its lines, each with its start in bytes and its line ending.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = without_mark(text);
    std::iter::from_fn(move || {
        let start = text.len() - rest.len();
        let end = rest.find(LINE_ENDS).map(|end| end + if rest[end..].starts_with("\r\n") { 2 } else { 1 });
        let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!line.is_empty()).then_some((start, line))
    })
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
