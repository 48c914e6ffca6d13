//! Diagnostics for programs: one JSON object per line for each file.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use temple_ide::Analysis;
use temple_ide::model::Diagnostic;

use super::checked::{Checked, DeployReport, Rule};
use super::renderer::Renderer;
use crate::json::{JsonRange, RangeConverter};
use crate::text::{Encoding, Text};

/// The format `json`. It contains every diagnostic, including hints.
pub(crate) struct JsonRenderer;

impl Renderer for JsonRenderer {
    fn file(&self, name: &str, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &JsonFile { file: name, diagnostics: JsonDiagnostics(checked) })?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct JsonFile<'a> {
    file: &'a str,
    diagnostics: JsonDiagnostics<'a>,
}

/// The diagnostics of a file, serialised one by one.
struct JsonDiagnostics<'a>(&'a Checked);

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    range: JsonRange,
    path: Vec<String>,
}

impl Serialize for JsonDiagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Checked::Templefile(analysis) => templefile(analysis, serializer),
            Checked::Deploy(report) => deploy(report, serializer),
        }
    }
}

fn templefile<S: Serializer>(analysis: &Analysis, serializer: S) -> Result<S::Ok, S::Error> {
    let diagnostics = analysis.diagnostics();
    let converter = converter(analysis.text(), diagnostics);
    let json = |diagnostic| json(diagnostic, &converter, analysis.path_of(diagnostic.range));
    serializer.collect_seq(diagnostics.iter().map(json))
}

fn deploy<S: Serializer>(report: &DeployReport, serializer: S) -> Result<S::Ok, S::Error> {
    let converter = converter(&report.text, &report.diagnostics);
    // A deploy file has no blocks.
    serializer.collect_seq(report.diagnostics.iter().map(|diagnostic| json(diagnostic, &converter, Vec::new())))
}

/// Returns the converter for the ranges of diagnostics. Most files have none, so no positions are needed.
fn converter<C>(source: &str, diagnostics: &[Diagnostic<C>]) -> RangeConverter {
    let text = if diagnostics.is_empty() { Text::default() } else { Text::from(source) };
    RangeConverter::new(text, Encoding::Utf16)
}

fn json<'a, C: Rule>(
    diagnostic: &'a Diagnostic<C>,
    converter: &RangeConverter,
    path: Vec<String>,
) -> JsonDiagnostic<'a> {
    JsonDiagnostic {
        code: diagnostic.code.name(),
        severity: diagnostic.code.severity().as_str(),
        message: &diagnostic.message,
        range: converter.range(diagnostic.range),
        path,
    }
}
