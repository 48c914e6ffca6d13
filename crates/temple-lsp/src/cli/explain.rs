//! `temple-lsp explain`: tells what a diagnostic code means.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use include_dir::{Dir, include_dir};
use temple_ide::Code;
use termimad::crossterm::style::Color;
use termimad::{Alignment, CompoundStyle, MadSkin};

use super::{TROUBLE, output};

/// The pages of the codes.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../docs/diagnostics");
/// Text wider than this is hard to read.
const WIDEST: usize = 100;

/// Prints the page of the code called `name`, or the list of all codes. The exit code is 2 where there is no such code.
pub(crate) fn run(name: Option<&str>) -> ExitCode {
    let Some(name) = name else {
        let list = list();
        return output::print(|out| out.write_all(list.as_bytes()));
    };
    match Code::from_name(name) {
        Some(code) => {
            let page = page(code).map_or_else(|| summary(code), str::to_owned);
            let colored = output::colored(&io::stdout());
            let page = if colored || io::stdout().is_terminal() { for_terminal(&page, colored) } else { page };
            output::print(|out| out.write_all(page.as_bytes()))
        }
        None => {
            output::complain(&unknown(name));
            ExitCode::from(TROUBLE)
        }
    }
}

/// The page about a code, in Markdown.
fn page(code: Code) -> Option<&'static str> {
    PAGES.get_file(format!("{code}.md"))?.contents_utf8()
}

/// What can be said about a code without its page.
fn summary(code: Code) -> String {
    format!("# {code}\n\nSeverity: {}. {}.\n\n<{}>\n", code.severity().as_str(), code.title(), code.url())
}

fn for_terminal(markdown: &str, colored: bool) -> String {
    let mut skin = if colored { MadSkin::default() } else { MadSkin::no_style() };
    if colored {
        // The default colours assume a dark terminal.
        let code = CompoundStyle::with_fg(Color::DarkCyan);
        (skin.inline_code, skin.code_block) = (code, code.into());
    }
    skin.code_block.left_margin = 4;
    for header in &mut skin.headers {
        header.align = Alignment::Left;
    }
    let width = output::width().unwrap_or(WIDEST).min(WIDEST);
    skin.text(markdown, Some(width)).to_string()
}

/// All codes with severity and title, a line each.
fn list() -> String {
    let width = |text: fn(Code) -> &'static str| Code::ALL.iter().map(|code| text(*code).len()).max().unwrap_or(0);
    let (name, severity) = (width(Code::as_str), width(|code| code.severity().as_str()));
    Code::ALL.iter().fold(String::new(), |mut list, code| {
        // Writing to a string does not fail.
        let _ = writeln!(list, "{:name$}  {:severity$}  {}", code.as_str(), code.severity().as_str(), code.title());
        list
    })
}

/// Says that there is no such code, and which there are that look like it.
fn unknown(name: &str) -> String {
    let near = nearest(name);
    let near: Vec<_> = near.iter().map(|code| format!("`{code}`")).collect();
    match near.as_slice() {
        [] => format!("there is no diagnostic code `{name}`; `temple-lsp explain` lists all codes"),
        near => format!(
            "there is no diagnostic code `{name}`; did you mean {}? `temple-lsp explain` lists all codes",
            near.join(" or ")
        ),
    }
}

/// The codes whose names are so near to `name` that it may be a slip for them, nearest first, three at most.
fn nearest(name: &str) -> Vec<Code> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let likeness = |code: &Code| strsim::jaro_winkler(&name, code.as_str());
    let mut near: Vec<_> = Code::ALL.iter().copied().filter(|code| likeness(code) > 0.85).collect();
    near.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
    near.truncate(3);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_lead_to_the_code() {
        for slip in ["unkown-type", "Unknown_Type", "unknown type", "unknowntype"] {
            assert_eq!(nearest(slip).first(), Some(&Code::UnknownType), "{slip}");
        }
        assert_eq!(nearest("zzz"), []);
    }

    #[test]
    fn every_code_is_listed() {
        assert_eq!(list().lines().count(), Code::ALL.len());
    }
}
