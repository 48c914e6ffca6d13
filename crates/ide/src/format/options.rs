//! How a text is to be formatted, as far as that is a matter of choice.

use temple_model::Layout;
use temple_syntax::TextSize;

use crate::Analysis;

/// What a formatter may be told. The default is that of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormatOptions {
    /// What one step of indentation is.
    pub indent: Indent,
    /// Whether white space at the end of a line comment goes. Elsewhere it goes in any case.
    pub trim_trailing_whitespace: bool,
    /// Whether a text that is not empty gets a line end at its end.
    pub insert_final_newline: bool,
    /// Whether empty lines at the end of the text go.
    pub trim_final_newlines: bool,
}

/// One step of indentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indent {
    /// So many spaces.
    Spaces(u8),
    /// A tab.
    Tab,
}

impl Default for FormatOptions {
    /// Two spaces a step, and exactly one line end at the end of the text.
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
    /// The most spaces that one step may have.
    pub const MAX_SPACES: u8 = 16;

    /// The indentation that an editor asks for by a width and whether spaces make it up. A width beyond
    /// [`Indent::MAX_SPACES`] counts as that.
    pub fn new(width: u32, spaces: bool) -> Indent {
        let width = u8::try_from(width).unwrap_or(u8::MAX).min(Indent::MAX_SPACES);
        if spaces { Indent::Spaces(width) } else { Indent::Tab }
    }

    /// The indentation that a file has so far; `self` where it has none, or one of both spaces and tabs.
    pub(super) fn of_file(self, analysis: &Analysis) -> Indent {
        let layout = Layout::of(analysis.parse().file());
        match layout.own_step() {
            Some("\t") => Indent::Tab,
            Some(step) if step.bytes().all(|byte| byte == b' ') => Indent::new(u32::from(TextSize::of(step)), true),
            _ => self,
        }
    }

    /// So many steps.
    pub(super) fn steps(self, count: usize) -> String {
        match self {
            Indent::Spaces(width) => " ".repeat(count * usize::from(width)),
            Indent::Tab => "\t".repeat(count),
        }
    }
}
