//! Diagnostics for programs: one JSON object per line for each file.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use temple_ide::{Analysis, Diagnostic};

use super::renderer::Renderer;
use crate::json::{JsonRange, RangeConverter};
use crate::text::{Encoding, Text};

/// The format `json`. It contains every diagnostic, including hints.
pub(crate) struct JsonRenderer;

impl Renderer for JsonRenderer {
    fn file(&self, name: &str, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &JsonFile { file: name, diagnostics: JsonDiagnostics(analysis) })?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct JsonFile<'a> {
    file: &'a str,
    diagnostics: JsonDiagnostics<'a>,
}

/// The diagnostics of a file, serialised one by one.
struct JsonDiagnostics<'a>(&'a Analysis);

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
        let JsonDiagnostics(analysis) = self;
        let diagnostics = analysis.diagnostics();
        // Most files have no diagnostics, so no positions are needed.
        let text = if diagnostics.is_empty() { Text::default() } else { Text::from(&**analysis.text()) };
        let converter = RangeConverter::new(text, Encoding::Utf16);
        serializer.collect_seq(diagnostics.iter().map(|diagnostic| json(diagnostic, &converter, analysis)))
    }
}

fn json<'a>(diagnostic: &'a Diagnostic, converter: &RangeConverter, analysis: &Analysis) -> JsonDiagnostic<'a> {
    JsonDiagnostic {
        code: diagnostic.code.as_str(),
        severity: diagnostic.code.severity().as_str(),
        message: &diagnostic.message,
        range: converter.range(diagnostic.range),
        path: analysis.path_of(diagnostic.range),
    }
}
