//! `temple-lsp fmt`: formats Templefiles in place, or shows the changes.

mod replace;

use std::io::{self, Write};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueHint};
use temple_ide::model::catalogue::is_templefile;
use temple_ide::{Analysis, Code, Diagnostic, FormatOptions, Indent, Severity, apply_edits};

use super::exit::{ERRORS_FOUND, FAILURE};
use super::files::{self, Input, ReadError, shown_name};
use super::render::TextRenderer;
use super::{diff, ordered, output};
use crate::diff::Diff;

/// Format Templefiles in place, or show what formatting would change
///
/// Parts with syntax errors are left unchanged. Exits with 0 on success, 1 if a file has syntax errors or, with --check,
/// is not formatted, and 2 if something could not be read or written.
#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Files, folders to search for *.temple and *.templefile files, or - to format standard input to standard output
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Write nothing; print the changes that formatting would make, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// The indentation: a number of spaces from 1 to 16, or tab
    #[arg(long, value_name = "STEP", default_value = "2", value_parser = indent)]
    indent: Indent,
    /// Also search hidden folders and files excluded by .gitignore and .ignore
    #[arg(long)]
    no_ignore: bool,
}

/// Parses a step of indentation from the command line.
fn indent(value: &str) -> Result<Indent, String> {
    let spaces = || value.parse().ok().filter(|spaces| (1..=Indent::MAX_SPACES).contains(spaces));
    match value {
        "tab" | "tabs" => Ok(Indent::Tab),
        _ => {
            spaces().map(Indent::Spaces).ok_or_else(|| format!("use a number from 1 to {}, or tab", Indent::MAX_SPACES))
        }
    }
}

/// The result of formatting one input.
#[derive(Default)]
struct Outcome {
    /// The text for standard output: the name of a changed file, a diff, or the formatted text.
    out: Vec<u8>,
    /// The syntax errors, for standard error.
    errors: Vec<u8>,
    /// True if the text is not formatted.
    differs: bool,
}

/// Formats the inputs that the arguments name. The exit code is documented in `docs/manual/command-line.md`.
pub(crate) fn run(arguments: &FmtArguments) -> ExitCode {
    if !arguments.check && arguments.paths.len() > 1 && arguments.paths.iter().any(|path| path == Path::new("-")) {
        output::print_error("standard input (-) cannot be formatted together with other paths");
        return ExitCode::from(FAILURE);
    }
    let found = files::find(&arguments.paths, is_templefile, arguments.no_ignore);
    for folder in &found.empty {
        output::warn(&format!("{}: no *.temple or *.templefile files in this folder", folder.display()));
    }
    let (mut has_read_error, mut denied) = (false, false);
    let mut out = output::stdout();
    let printed = ordered::for_each(
        found.inputs,
        |input| input.and_then(|input| format(&input, arguments)),
        |outcome| {
            match outcome {
                Ok(outcome) => {
                    denied |= !outcome.errors.is_empty() || (arguments.check && outcome.differs);
                    out.write_all(&outcome.out)?;
                    out.flush()?;
                    // If standard error is closed, the message cannot be shown anywhere.
                    let _ = io::stderr().write_all(&outcome.errors);
                }
                Err(read_error) => {
                    has_read_error = true;
                    out.flush()?;
                    output::print_error(&read_error.to_string());
                }
            }
            Ok::<(), io::Error>(())
        },
    );
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => output::failed(&error),
        _ if has_read_error => ExitCode::from(FAILURE),
        _ if denied => ExitCode::from(ERRORS_FOUND),
        _ => ExitCode::SUCCESS,
    }
}

/// Formats one input, writes it back if it is a file and changed, and returns the output. A panic affects only this
/// input.
fn format(input: &Input, arguments: &FmtArguments) -> Result<Outcome, ReadError> {
    let read_error = |message: String| ReadError { name: input.name(), message };
    let options = FormatOptions { indent: arguments.indent, ..FormatOptions::default() };
    let text = input.read()?;
    let (before, after) = catch_unwind(|| {
        let before = Analysis::new(text);
        let formatted = apply_edits(before.text(), &before.format(&options));
        let after = before.after_edit(formatted);
        (before, after)
    })
    .map_err(|_| read_error(defect("crashed")))?;
    if !letters(before.text()).eq(letters(after.text())) {
        return Err(read_error(defect("would change more than whitespace")));
    }
    let differs = before.text() != after.text();
    let name = input.name();
    let mut outcome = Outcome { differs, ..Outcome::default() };
    match input {
        _ if arguments.check && differs => {
            let diff = Diff::between(before.text(), after.text());
            // Writing to memory does not fail.
            let _ = diff::write(shown_name(&name), &diff, &mut outcome.out);
        }
        _ if arguments.check => {}
        Input::Stdin => outcome.out.extend_from_slice(after.text().as_bytes()),
        Input::File(path) if differs => {
            replace::file(path, after.text().as_bytes()).map_err(read_error)?;
            outcome.out = format!("{name}\n").into_bytes();
        }
        Input::File(_) => {}
    }
    // The text that the file has now.
    let remaining = if arguments.check { &before } else { &after };
    outcome.errors = syntax_errors(&name, remaining);
    if remaining.has_conflict() {
        let reason = format!("{name}: not formatted because of an unresolved merge conflict");
        // Writing to memory does not fail.
        let _ = writeln!(outcome.errors, "warning: {}", annotate_snippets::normalize_untrusted_str(&reason));
    }
    Ok(outcome)
}

/// Returns the syntax errors of a text, as `check` prints them.
fn syntax_errors(name: &str, analysis: &Analysis) -> Vec<u8> {
    let is_of_syntax = |code| matches!(code, Code::SyntaxError | Code::MergeConflict | Code::NumberOverflow);
    let errors = analysis.diagnostics().iter().filter(|it| is_of_syntax(it.code));
    let errors: Vec<Diagnostic> = errors.cloned().collect();
    let mut rendered = Vec::new();
    // Writing to memory does not fail.
    let _ = TextRenderer::for_stderr(Severity::Error).render(name, analysis.text(), &errors, &mut rendered);
    rendered
}

/// Iterates over the bytes that are not white space in the language.
fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'..=b'\r'))
}

fn defect(what: &str) -> String {
    let report = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    format!("formatting {what}, so the file was not changed. This is a bug in temple-lsp; please report it at {report}")
}
