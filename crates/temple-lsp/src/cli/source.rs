//! The Templefile that a command reads, and the options for its generated files.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use temple_ide::manifest::{Defect, Target};
use temple_ide::{Analysis, Note, Preview, Severity};

use super::exit::{ERRORS_FOUND, FAILURE};
use super::files::{Input, ReadError};
use super::output;
use super::render::TextRenderer;

/// The arguments of every command that shows generated files.
#[derive(Debug, Args)]
pub(crate) struct SourceArguments {
    /// The Templefile, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Generate for this provider instead of the one in the Templefile
    #[arg(long, value_name = "PROVIDER", ignore_case = true, value_parser = target())]
    pub(crate) target: Option<Target>,
    /// Hide notes with this code, such as no-provider; can be repeated
    #[arg(long, value_name = "CODE", value_parser = note_code(), hide_possible_values = true)]
    pub(crate) disable: Vec<String>,
}

impl SourceArguments {
    /// Returns the input that the path names.
    pub(crate) fn input(&self) -> Input {
        Input::new(&self.file)
    }

    /// Returns true if the note is not disabled.
    pub(crate) fn shows(&self, note: &Note) -> bool {
        self.disable.iter().all(|code| code != note.code)
    }
}

/// Returns a parser of targets by any of their names.
pub(crate) fn target() -> impl TypedValueParser<Value = Target> {
    let values = Target::ALL.iter().map(|target| {
        let spec = target.spec();
        PossibleValue::new(spec.name).aliases(spec.aliases).help(spec.summary.trim_end_matches('.'))
    });
    PossibleValuesParser::new(values).try_map(|text| Target::from_spelling(&text).ok_or("unknown provider"))
}

/// Returns a parser of the note codes that can be disabled.
fn note_code() -> PossibleValuesParser {
    let defects = Defect::ALL.iter().map(|defect| defect.as_str());
    PossibleValuesParser::new(Preview::REPORTED_CODES.iter().map(|code| code.as_str()).chain(defects))
}

/// Reads and analyses a file.
pub(crate) fn analyze(input: &Input) -> Result<Analysis, ReadError> {
    input.read().map(Analysis::new)
}

/// Prints an error about an input, and returns the exit code for it.
pub(crate) fn print_error(message: &impl ToString) -> ExitCode {
    output::print_error(&message.to_string());
    ExitCode::from(FAILURE)
}

/// Prints the errors of a text to standard error, if there are any. Returns `otherwise`, unless that is success and
/// there are errors.
pub(crate) fn report_errors(input: &Input, analysis: &Analysis, otherwise: ExitCode) -> ExitCode {
    if analysis.is_valid() {
        return otherwise;
    }
    let mut errors = io::BufWriter::new(io::stderr().lock());
    // If standard error is closed, the errors cannot be shown anywhere.
    let _ = TextRenderer::for_stderr(Severity::Error)
        .render(&input.name(), analysis.text(), analysis.diagnostics(), &mut errors)
        .and_then(|()| errors.flush());
    if otherwise == ExitCode::SUCCESS { ExitCode::from(ERRORS_FOUND) } else { otherwise }
}
