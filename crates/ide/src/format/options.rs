//! Formatting options.

use temple_model::Layout;
use temple_syntax::TextSize;

use crate::Analysis;

/// Formatting options. The default is that of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormatOptions {
    /// One step of indentation.
    pub indent: Indent,
    /// Set if white space at the end of line comments is removed. Elsewhere it is always removed.
    pub trim_trailing_whitespace: bool,
    /// Set if a text that is not empty gets a final line end.
    pub insert_final_newline: bool,
    /// Set if empty lines at the end of the text are removed.
    pub trim_final_newlines: bool,
}

/// One step of indentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indent {
    /// This number of spaces.
    Spaces(u8),
    /// A tab.
    Tab,
}

impl Default for FormatOptions {
    /// Two spaces per step, and exactly one line end at the end of the text.
    fn default() -> FormatOptions {
        FormatOptions {
            indent: Indent::Spaces(2),
            trim_trailing_whitespace: true,
            insert_final_newline: true,
            trim_final_newlines: true,
        }
    }
}

impl Indent {
    /// The maximum number of spaces per step.
    pub const MAX_SPACES: u8 = 16;

    /// Returns the indentation for the tab size of an editor and its choice between spaces and tabs. A width above
    /// [`Indent::MAX_SPACES`] is reduced to that.
    pub fn new(width: u32, spaces: bool) -> Indent {
        let width = u8::try_from(width).unwrap_or(u8::MAX).min(Indent::MAX_SPACES);
        if spaces { Indent::Spaces(width) } else { Indent::Tab }
    }

    /// Returns the indentation that the file uses, or `self` if it uses none, or a mix of spaces and tabs.
    pub(super) fn of_file(self, analysis: &Analysis) -> Indent {
        let layout = Layout::of(analysis.parse().file());
        match layout.own_step() {
            Some("\t") => Indent::Tab,
            Some(step) if step.bytes().all(|byte| byte == b' ') => Indent::new(u32::from(TextSize::of(step)), true),
            _ => self,
        }
    }

    /// Returns the indentation of `count` steps.
    pub(super) fn steps(self, count: usize) -> String {
        match self {
            Indent::Spaces(width) => " ".repeat(count * usize::from(width)),
            Indent::Tab => "\t".repeat(count),
        }
    }
}
