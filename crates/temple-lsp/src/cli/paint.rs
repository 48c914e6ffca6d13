//! Colours for printed text.

use std::fmt::{self, Display};
use std::io;

use super::output;

/// The role of a text, which determines its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Ordinary text.
    Plain,
    /// Less important text.
    Dim,
    /// A heading.
    Heading,
    /// The name of a folder.
    Folder,
    /// Something added.
    Added,
    /// Something changed.
    Changed,
    /// Something removed or wrong.
    Removed,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Dim => "\x1b[2m",
            Style::Heading => "\x1b[1m",
            Style::Folder => "\x1b[1;34m",
            Style::Added => "\x1b[32m",
            Style::Changed => "\x1b[33m",
            Style::Removed => "\x1b[31m",
        }
    }
}

/// Colours text, or leaves it plain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    colored: bool,
}

impl Paint {
    /// Creates a painter with or without colours.
    pub(crate) fn new(colored: bool) -> Paint {
        Paint { colored }
    }

    /// Creates a painter for standard output, which uses colours if allowed.
    pub(crate) fn for_stdout() -> Paint {
        Paint::new(output::colored(&io::stdout()))
    }

    /// Returns the text in the colour of `style`.
    pub(crate) fn of<'a>(self, style: Style, text: &'a str) -> impl Display + use<'a> {
        fmt::from_fn(move |f| match self.colored && style != Style::Plain && !text.is_empty() {
            true => write!(f, "{}{text}\x1b[0m", style.code()),
            false => f.write_str(text),
        })
    }
}
