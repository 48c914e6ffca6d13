//! Shell scripts are written as text with the names of services in between. The names need no quoting, since names of
//! blocks contain only letters and digits.

use crate::text::Writer;

/// Writes text of several lines.
pub(crate) fn lines(out: &mut Writer, text: &str) {
    text.lines().for_each(|line| out.line(line));
}
