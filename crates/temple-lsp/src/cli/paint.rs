//! Colours for printed text.

use std::fmt::{self, Display};
use std::io;

use anstyle::AnsiColor;

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
    const fn look(self) -> anstyle::Style {
        let plain = anstyle::Style::new();
        match self {
            Style::Plain => plain,
            Style::Dim => plain.dimmed(),
            Style::Heading => plain.bold(),
            Style::Folder => AnsiColor::Blue.on_default().bold(),
            Style::Added => AnsiColor::Green.on_default(),
            Style::Changed => AnsiColor::Yellow.on_default(),
            Style::Removed => AnsiColor::Red.on_default(),
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
        let look = if self.colored && !text.is_empty() { style.look() } else { anstyle::Style::new() };
        fmt::from_fn(move |f| write!(f, "{look}{text}{look:#}"))
    }
}
