//! `temple-lsp plan`: shows the changes that generating into a folder would make.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::normalize_untrusted_str;
use clap::{Args, ValueHint};
use temple_ide::Analysis;

use super::exit::ERRORS_FOUND;
use super::format::FilesFormat;
use super::paint::{Paint, Style};
use super::source::{self, SourceArguments};
use super::tree::{self, Leaf};
use super::{notes, output, preview};
use crate::json::{JsonPlan, RangeConverter};
use crate::plan::{self, Plan, Planned, State, disk};
use crate::rendered::RenderedPreview;

/// Show what generating into a folder would change
///
/// Writes nothing. Files that are left behind belong to parts of the Templefile that no longer exist. Exits with 0 if
/// nothing would change, 1 if files would be added, changed or left behind or if the Templefile has errors, and 2 if
/// something could not be read.
#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    #[command(flatten)]
    source: SourceArguments,
    /// The output folder to compare with
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Compare all files byte by byte. By default, YAML and JSON are compared as data, and SQL and Dockerfiles without
    /// trailing whitespace
    #[arg(long)]
    exact: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t = FilesFormat::Tree)]
    format: FilesFormat,
}

/// Compares and prints. The exit code is 0 if generating would change nothing, 1 if it would or if the file has errors,
/// and 2 if something cannot be read.
pub(crate) fn run(arguments: &PlanArguments) -> ExitCode {
    let input = arguments.source.input();
    let analysis = match source::analyze(&input) {
        Ok(analysis) => analysis,
        Err(read_error) => return source::print_error(&read_error),
    };
    let preview = analysis.preview(arguments.source.target);
    let folder = match disk::read(&arguments.folder, &preview) {
        Ok(folder) => folder,
        Err(error) => return source::print_error(&format!("{}: {}", arguments.folder.display(), describe(&error))),
    };
    let mut plan = plan::compare(&RenderedPreview::new(&preview), &folder, arguments.exact);
    plan.notes.retain(|note| arguments.source.shows(note));
    let code = if plan.is_same() { ExitCode::SUCCESS } else { ExitCode::from(ERRORS_FOUND) };
    let title = format!("{} in {}", preview::title(&preview), arguments.folder.display());
    let printed = output::print(|out| match arguments.format {
        FilesFormat::Tree => print_tree(&plan, &title, arguments, &analysis, out),
        FilesFormat::Text => print_text(&plan, out),
        FilesFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &JsonPlan::new(plan, &RangeConverter::of(&analysis), |_| true))?;
            out.write_all(b"\n")
        }
    });
    source::report_errors(&input, &analysis, if printed == ExitCode::SUCCESS { code } else { printed })
}

fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotADirectory => "not a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// Printed once below the tree, instead of beside each file that seems to be left behind.
const LEFT_BEHIND_UNCERTAIN: &str = "The Templefile has errors, so files listed as left behind may still belong to it.";

fn print_tree(
    plan: &Plan,
    title: &str,
    arguments: &PlanArguments,
    analysis: &Analysis,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = Paint::for_stdout();
    let title = normalize_untrusted_str(title);
    writeln!(out, "{}  {}", paint.of(Style::Heading, &title), paint.of(Style::Dim, &summary(plan)))?;
    let is_uncertain = |file: &Planned| !plan.complete && file.state == State::LeftBehind;
    let leaf = |file: &Planned| if is_uncertain(file) { file.state.as_str().to_owned() } else { detail(file) };
    let leaves = plan.files.iter().map(|file| Leaf { path: &file.path, detail: leaf(file), style: style(file.state) });
    tree::draw(&leaves.collect::<Vec<_>>(), paint, out)?;
    if plan.files.iter().any(is_uncertain) {
        writeln!(out, "\n{}", paint.of(Style::Dim, LEFT_BEHIND_UNCERTAIN))?;
    }
    if plan.notes.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    notes::write(&plan.notes, &arguments.source.input().name(), &RangeConverter::of(analysis), paint, out)
}

/// `2 added, 1 changed, 12 unchanged`
fn summary(plan: &Plan) -> String {
    let counts = State::ALL.into_iter().map(|state| (plan.count(state), state.as_str()));
    let counts = counts.filter(|(count, _)| *count > 0).map(|(count, state)| format!("{count} {state}"));
    match counts.collect::<Vec<_>>() {
        counts if counts.is_empty() => "nothing to generate".to_owned(),
        counts => counts.join(", "),
    }
}

/// Returns the text beside a file in the tree.
fn detail(file: &Planned) -> String {
    let state = file.state.as_str();
    let lines = file.diff.as_ref().map(|diff| format!(" +{} −{}", diff.added, diff.removed)).unwrap_or_default();
    let remark = file.remark.as_ref().map(|remark| format!("; {remark}")).unwrap_or_default();
    normalize_untrusted_str(&format!("{state}{lines}{remark}"))
}

fn style(state: State) -> Style {
    match state {
        State::Added => Style::Added,
        State::Changed => Style::Changed,
        State::LeftBehind => Style::Removed,
        State::Kept | State::Unchanged => Style::Dim,
    }
}

/// Prints a line for each file that differs, followed by its diff in the format of `patch`.
fn print_text(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::for_stdout();
    for file in plan.files.iter().filter(|file| file.state != State::Unchanged) {
        writeln!(out, "{}: {}", file.path, paint.of(style(file.state), &detail(file)))?;
        let Some(diff) = &file.diff else { continue };
        super::diff::write(&file.path, diff, out)?;
    }
    writeln!(out, "{}", summary(plan))
}
