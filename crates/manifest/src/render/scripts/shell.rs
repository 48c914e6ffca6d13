//! Shell scripts are written from pieces of text, with the names of the services in between. Those hold nothing that a
//! shell reads in a way of its own: blocks are named with letters and digits.

use crate::writer::Writer;

/// Writes text of several lines.
pub(super) fn lines(out: &mut Writer, text: &str) {
    text.lines().for_each(|line| out.line(line));
}
