//! `temple-lsp explain`: explains the code of a diagnostic or of a note on a generated file.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Args;
use include_dir::{Dir, include_dir};
use temple_ide::Code;
use temple_ide::manifest::Defect;
use termimad::crossterm::style::Color;
use termimad::{Alignment, CompoundStyle, MadSkin};

use super::exit::FAILURE;
use super::output;

/// Explain the code of a diagnostic or note, or list all codes
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code as printed by `check` or `preview`, such as unknown-type [default: list all codes]
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// The pages of the diagnostics.
static DIAGNOSTICS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../docs/diagnostics");
/// The pages of the notes.
static NOTES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../docs/notes");
/// The maximum width of the text in columns; wider text is hard to read.
const MAX_COLUMNS: usize = 100;

/// A code that can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Diagnostic(Code),
    Deploy(temple_deploy::Code),
    Note(Defect),
}

impl Topic {
    /// Iterates over all topics, diagnostics first.
    fn all() -> impl Iterator<Item = Topic> {
        let diagnostics = Code::ALL.iter().map(|code| Topic::Diagnostic(*code));
        let deploy = temple_deploy::Code::ALL.iter().map(|code| Topic::Deploy(*code));
        diagnostics.chain(deploy).chain(Defect::ALL.iter().map(|defect| Topic::Note(*defect)))
    }

    fn name(self) -> &'static str {
        match self {
            Topic::Diagnostic(code) => code.as_str(),
            Topic::Deploy(code) => code.as_str(),
            Topic::Note(defect) => defect.as_str(),
        }
    }

    /// Returns the severity, in a word.
    fn severity(self) -> &'static str {
        match self {
            Topic::Diagnostic(code) => code.severity().as_str(),
            Topic::Deploy(code) => code.severity().as_str(),
            Topic::Note(_) => "note",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Topic::Diagnostic(code) => code.title(),
            Topic::Deploy(code) => code.title(),
            Topic::Note(defect) => defect.title(),
        }
    }

    fn url(self) -> String {
        match self {
            Topic::Diagnostic(code) => code.url(),
            Topic::Deploy(code) => code.url(),
            Topic::Note(defect) => defect.url(),
        }
    }

    /// Returns the page, in Markdown.
    fn page(self) -> Option<&'static str> {
        let pages = match self {
            Topic::Diagnostic(_) | Topic::Deploy(_) => &DIAGNOSTICS,
            Topic::Note(_) => &NOTES,
        };
        pages.get_file(format!("{}.md", self.name()))?.contents_utf8()
    }

    /// Returns a summary to print if there is no page.
    fn summary(self) -> String {
        format!("# {}\n\nSeverity: {}. {}.\n\n<{}>\n", self.name(), self.severity(), self.title(), self.url())
    }
}

/// Prints the page of the code, or the list of all codes. The exit code is 2 if there is no such code.
pub(crate) fn run(arguments: &ExplainArguments) -> ExitCode {
    let Some(name) = arguments.code.as_deref() else {
        let list = list();
        return output::print(|out| out.write_all(list.as_bytes()));
    };
    match Topic::all().find(|topic| topic.name() == name) {
        Some(topic) => {
            let page = topic.page().map_or_else(|| topic.summary(), str::to_owned);
            let colored = output::colored(&io::stdout());
            let page = if colored || io::stdout().is_terminal() { for_terminal(&page, colored) } else { page };
            output::print(|out| out.write_all(page.as_bytes()))
        }
        None => {
            output::print_error(&unknown(name));
            ExitCode::from(FAILURE)
        }
    }
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
    let width = output::width().unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
    skin.text(markdown, Some(width)).to_string()
}

/// Returns all codes with severity and title, one per line.
fn list() -> String {
    let width = |text: fn(Topic) -> &'static str| Topic::all().map(|topic| text(topic).len()).max().unwrap_or(0);
    let (name, severity) = (width(Topic::name), width(Topic::severity));
    Topic::all().fold(String::new(), |mut list, topic| {
        // Writing to a string does not fail.
        let _ = writeln!(list, "{:name$}  {:severity$}  {}", topic.name(), topic.severity(), topic.title());
        list
    })
}

/// Returns the message for an unknown code, with similar codes.
fn unknown(name: &str) -> String {
    let near = nearest(name);
    let near: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
    match near.as_slice() {
        [] => format!("unknown code `{name}`; run `temple-lsp explain` to list all codes"),
        near => format!(
            "unknown code `{name}`; did you mean {}? Run `temple-lsp explain` to list all codes",
            near.join(" or ")
        ),
    }
}

/// Returns up to three names that `name` may be a misspelling of, most similar first.
fn nearest(name: &str) -> Vec<&'static str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let likeness = |topic: &&'static str| strsim::jaro_winkler(&name, topic);
    let mut near: Vec<_> = Topic::all().map(Topic::name).filter(|name| likeness(name) > 0.85).collect();
    near.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
    near.truncate(3);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_the_code_for_a_typo() {
        for slip in ["unkown-type", "Unknown_Type", "unknown type", "unknowntype"] {
            assert_eq!(nearest(slip).first(), Some(&"unknown-type"), "{slip}");
        }
        assert_eq!(nearest("untaged-image"), ["untagged-image"]);
        assert_eq!(nearest("zzz"), [""; 0]);
    }

    #[test]
    fn every_code_has_a_page_and_a_name_of_its_own() {
        let mut names: Vec<_> = Topic::all().map(Topic::name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Topic::all().count());
        assert_eq!(Topic::all().find(|topic| topic.page().is_none()), None);
    }

    #[test]
    fn lists_every_code() {
        let codes = [Code::ALL.len(), temple_deploy::Code::ALL.len(), Defect::ALL.len()];
        assert_eq!(list().lines().count(), codes.iter().sum::<usize>());
    }
}
