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
    let line = line.split('\n').next().unwrap_or_default();
    is_marker.then(|| line.strip_suffix('\r').unwrap_or(line).len())
}
