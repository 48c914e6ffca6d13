//! Colours of what is printed for people.

use std::fmt::{self, Display};
use std::io;

use super::output;

/// What a piece of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Like any other text.
    Plain,
    /// What may be overlooked.
    Dim,
    /// What heads other things.
    Heading,
    /// The name of a folder.
    Folder,
    /// What comes.
    Added,
    /// What becomes different.
    Changed,
    /// What goes, or is wrong.
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

/// Colours text, or leaves it as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    colored: bool,
}

impl Paint {
    /// With or without colours.
    pub(crate) fn new(colored: bool) -> Paint {
        Paint { colored }
    }

    /// For standard output: coloured where that may be.
    pub(crate) fn for_stdout() -> Paint {
        Paint::new(output::colored(&io::stdout()))
    }

    /// The text in its colour.
    pub(crate) fn of<'a>(self, style: Style, text: &'a str) -> impl Display + use<'a> {
        fmt::from_fn(move |f| match self.colored && style != Style::Plain && !text.is_empty() {
            true => write!(f, "{}{text}\x1b[0m", style.code()),
            false => f.write_str(text),
        })
    }
}
