//! `temple-lsp check`: reports every problem in Templefiles and their deploy files.

use std::io::{self, IsTerminal, Write};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueHint};
use temple_deploy::is_deploy_file;
use temple_ide::model::catalogue::is_templefile;

use super::exit::{ERRORS_FOUND, FAILURE};
use super::files::{self, Input, ReadError};
use super::format::{Format, MinSeverity};
use super::render::{self, Checked, Renderer, Summary};
use super::subject::{Subject, subjects};
use super::{ordered, output};

/// Report every problem in Templefiles and their deploy files
///
/// Exits with 0 if there are no errors, 1 if there are errors, and 2 if something could not be read.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Files, folders to search for *.temple, *.templefile and *.deploy.toml files, or - for standard input
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The deploy file of all Templefiles, instead of the *.deploy.toml file beside each
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    deploy: Option<PathBuf>,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also exit with 1 if there are warnings
    #[arg(long)]
    deny_warnings: bool,
    /// The lowest severity to print in the text and github formats; json and sarif contain everything
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = MinSeverity::Information)]
    min_severity: MinSeverity,
    /// Also search hidden folders and files excluded by .gitignore and .ignore
    #[arg(long)]
    no_ignore: bool,
}

/// The number of diagnostics up to which a file is rendered before its turn. The output of such files is kept in
/// memory.
const MAX_BUFFERED_DIAGNOSTICS: usize = 1_000;

/// The result of checking one input.
enum Outcome {
    /// The rendered diagnostics.
    Rendered(Summary, Vec<u8>),
    /// The input has too many diagnostics to keep their rendering in memory.
    Waiting(Summary, Input, Checked),
    /// The input could not be read.
    ReadError(ReadError),
}

/// Checks the inputs that the arguments name. Prints the diagnostics to standard output, in order, while the check is
/// running, and inputs that could not be read to standard error. The exit code is documented in
/// `docs/manual/command-line.md`.
pub(crate) fn run(arguments: &CheckArguments) -> ExitCode {
    let found = files::find(&arguments.paths, is_wanted, arguments.no_ignore);
    for folder in &found.empty {
        output::warn(&format!("{}: no *.temple or *.templefile files in this folder", folder.display()));
    }
    let renderer = render::new(arguments.format, arguments.min_severity.into());
    let mut summary = Summary::default();
    let subjects = subjects(found.inputs, arguments.deploy.as_deref());
    let printed = print(subjects, renderer.as_ref(), &mut summary);
    let denied = summary.errors() > 0 || (arguments.deny_warnings && summary.warnings() > 0);
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => output::failed(&error),
        _ if !summary.read_errors.is_empty() => ExitCode::from(FAILURE),
        _ if denied => ExitCode::from(ERRORS_FOUND),
        _ => ExitCode::SUCCESS,
    }
}

/// Returns true if `check` finds the file in a folder.
fn is_wanted(path: &Path) -> bool {
    is_templefile(path) || is_deploy_file(path)
}

/// Checks and prints all files, and adds the printed diagnostics to `summary`.
fn print(subjects: Vec<Result<Subject, ReadError>>, renderer: &dyn Renderer, summary: &mut Summary) -> io::Result<()> {
    let mut out = output::stdout();
    let live = io::stdout().is_terminal();
    let mut separate = false;
    renderer.start(&mut out)?;
    ordered::for_each(
        subjects,
        |subject| check(subject, renderer),
        |outcome| {
            match outcome {
                Outcome::Rendered(file, rendered) => {
                    if separate && !rendered.is_empty() {
                        out.write_all(renderer.separator())?;
                    }
                    separate |= !rendered.is_empty();
                    out.write_all(&rendered)?;
                    summary.add(file);
                }
                Outcome::Waiting(file, input, checked) => {
                    if separate {
                        out.write_all(renderer.separator())?;
                    }
                    separate = true;
                    renderer.file(&input.name(), &checked, &mut out)?;
                    summary.add(file);
                }
                Outcome::ReadError(read_error) => {
                    out.flush()?;
                    output::print_error(&read_error.to_string());
                    summary.read_errors.push(read_error);
                }
            }
            if live { out.flush() } else { Ok(()) }
        },
    )?;
    renderer.finish(summary, &mut out)?;
    out.flush()
}

/// Reads, checks and, unless it has too many diagnostics, renders one file. A panic affects only this file.
fn check(subject: Result<Subject, ReadError>, renderer: &dyn Renderer) -> Outcome {
    let checked = subject.and_then(|subject| {
        let checked = catch_unwind(|| subject.check()).map_err(|_| crashed(subject.input()))??;
        Ok((subject.input().clone(), checked))
    });
    let (input, checked) = match checked {
        Ok(checked) => checked,
        Err(read_error) => return Outcome::ReadError(read_error),
    };
    let summary = Summary::of(&checked);
    if checked.len() > MAX_BUFFERED_DIAGNOSTICS {
        return Outcome::Waiting(summary, input, checked);
    }
    let mut rendered = Vec::new();
    match renderer.file(&input.name(), &checked, &mut rendered) {
        Ok(()) => Outcome::Rendered(summary, rendered),
        Err(error) => Outcome::ReadError(ReadError { name: input.name(), message: error.to_string() }),
    }
}

fn crashed(input: &Input) -> ReadError {
    let report = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    ReadError {
        name: input.name(),
        message: format!("the check crashed. This is a bug in temple-lsp; please report it at {report}"),
    }
}
