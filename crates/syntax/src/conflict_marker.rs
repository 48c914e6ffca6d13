//! The lines that a merge tool writes around and between the sides of a conflict.

/// The signs of markers, in the order in which a conflict has them.
pub(crate) const SIGNS: [u8; 4] = *b"<|=>";

/// How many signs a marker has.
const WIDTH: usize = 7;

/// The length in bytes of the marker that a line starts with, without the line end. Absent where it starts with none:
/// a marker is exactly seven signs, then white space or the end of the line.
pub(crate) fn marker_length(line: &str) -> Option<usize> {
    let sign = line.bytes().next().filter(|sign| SIGNS.contains(sign))?;
    let is_marker = line.bytes().take_while(|&byte| byte == sign).count() == WIDTH
        && line.as_bytes().get(WIDTH).is_none_or(u8::is_ascii_whitespace);
    let line = line.split('\n').next().unwrap_or_default();
    is_marker.then(|| line.strip_suffix('\r').unwrap_or(line).len())
}
