//! `temple-lsp graph`: draws the system that a Templefile describes.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use temple_ide::manifest::Target;
use temple_ide::{Analysis, GraphFormat, Severity};

use super::exit::{ERRORS_FOUND, FAILURE};
use super::files::Input;
use super::output;
use super::render::TextRenderer;

/// Draw a diagram of the system: gateway, services, structs, databases, metrics and their connections
///
/// If the file has errors, draws its valid part, prints the errors to standard error, and exits with 1.
#[derive(Debug, Args)]
pub(crate) struct GraphArguments {
    /// The Templefile, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The output format: Mermaid or Graphviz source, or an SVG image
    #[arg(long, default_value = GraphFormat::Mermaid.as_str(), value_parser = format())]
    format: GraphFormat,
    /// Draw the system for this provider instead of the one in the Templefile
    #[arg(long, value_name = "PROVIDER", value_parser = target())]
    target: Option<Target>,
}

/// Returns a parser of graph formats by name.
fn format() -> impl TypedValueParser<Value = GraphFormat> {
    PossibleValuesParser::new(GraphFormat::ALL.map(GraphFormat::as_str))
        .try_map(|name| GraphFormat::ALL.into_iter().find(|format| format.as_str() == name).ok_or("unknown format"))
}

/// Returns a parser of targets by name.
fn target() -> impl TypedValueParser<Value = Target> {
    let names = Target::ALL.iter().map(|target| PossibleValue::new(target.as_str()));
    PossibleValuesParser::new(names).try_map(|name| Target::from_spelling(&name).ok_or("unknown provider"))
}

/// Prints the graph of the valid part of a file to standard output, and its errors to standard error. The exit code is
/// 1 if there are errors, and 2 if the file cannot be read.
pub(crate) fn run(arguments: &GraphArguments) -> ExitCode {
    let input = Input::new(&arguments.file);
    let text = match input.read() {
        Ok(text) => text,
        Err(read_error) => {
            output::print_error(&read_error.to_string());
            return ExitCode::from(FAILURE);
        }
    };
    let analysis = Analysis::new(text);
    let graph = analysis.graph(arguments.target).render(arguments.format);
    let printed = output::print(|out| out.write_all(graph.as_bytes()));
    let broken = analysis.diagnostics().iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    if printed != ExitCode::SUCCESS || !broken {
        return printed;
    }
    let mut errors = io::BufWriter::new(io::stderr().lock());
    // If standard error is closed, the errors cannot be shown anywhere.
    let _ = TextRenderer::for_stderr(Severity::Error)
        .render(&input.name(), analysis.text(), analysis.diagnostics(), &mut errors)
        .and_then(|()| errors.flush());
    ExitCode::from(ERRORS_FOUND)
}
