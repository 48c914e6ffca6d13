//! Diagnostics for programs: one JSON object a line for each file.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use temple_ide::{Analysis, Diagnostic};

use super::Renderer;
use crate::text::{Encoding, Text};

/// The format `json`. It holds every diagnostic, hints too.
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

/// The diagnostics of a file, made one by one as they are written.
struct JsonDiagnostics<'a>(&'a Analysis);

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    range: JsonRange,
    path: Vec<String>,
}

#[derive(Serialize)]
struct JsonRange {
    start: JsonPosition,
    end: JsonPosition,
}

/// A place in a file: the line from 0, and the UTF-16 code units before it in the line.
#[derive(Serialize)]
struct JsonPosition {
    line: u32,
    character: u32,
}

impl Serialize for JsonDiagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let JsonDiagnostics(analysis) = self;
        let diagnostics = analysis.diagnostics();
        // Most files have none, and then nobody asks for positions.
        let text = if diagnostics.is_empty() { Text::default() } else { Text::from(&**analysis.text()) };
        serializer.collect_seq(diagnostics.iter().map(|diagnostic| json(diagnostic, &text, analysis)))
    }
}

fn json<'a>(diagnostic: &'a Diagnostic, text: &Text, analysis: &Analysis) -> JsonDiagnostic<'a> {
    let position = |offset| {
        let position = text.position(offset, Encoding::Utf16);
        JsonPosition { line: position.line, character: position.character }
    };
    JsonDiagnostic {
        code: diagnostic.code.as_str(),
        severity: diagnostic.code.severity().as_str(),
        message: &diagnostic.message,
        range: JsonRange { start: position(diagnostic.range.start()), end: position(diagnostic.range.end()) },
        path: analysis.path_of(diagnostic.range),
    }
}
