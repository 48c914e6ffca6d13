//! The JSON forms that the command line and the server share: ranges and previews.

use std::collections::HashMap;

use serde::{Serialize, Serializer};
use temple_ide::manifest::{File, Origin, Span, Target};
use temple_ide::{Analysis, Diagnostic, Note, Preview, TextRange};

use crate::fingerprint::Fingerprint;
use crate::plan::{Plan, Planned};
use crate::text::{Encoding, Position, Text};
use crate::translation::Translation;

/// A range of a Templefile.
#[derive(Debug, Clone, Copy, Hash, Serialize)]
pub(crate) struct JsonRange {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// Converts byte ranges to lines and characters.
#[derive(Debug)]
pub(crate) struct RangeConverter {
    text: Text,
    encoding: Encoding,
    translation: Option<Translation>,
}

impl RangeConverter {
    /// Converts ranges of `text`.
    pub(crate) fn new(text: Text, encoding: Encoding) -> RangeConverter {
        RangeConverter { text, encoding, translation: None }
    }

    /// Converts ranges of `text`, and origins of files that were generated from an older text, which `translation` maps
    /// to `text`.
    pub(crate) fn translated(text: Text, encoding: Encoding, translation: Option<Translation>) -> RangeConverter {
        RangeConverter { text, encoding, translation }
    }

    /// Converts ranges of the text of an analysis, in UTF-16 code units.
    pub(crate) fn of(analysis: &Analysis) -> RangeConverter {
        RangeConverter::new(Text::from(&**analysis.text()), Encoding::Utf16)
    }

    /// Converts a range of the text.
    pub(crate) fn range(&self, range: TextRange) -> JsonRange {
        let position = |offset| self.text.position(offset, self.encoding);
        JsonRange { start: position(range.start()), end: position(range.end()) }
    }

    /// Converts a range of the text that the files were generated from. Returns `None` if the current text no longer
    /// has it.
    pub(crate) fn origin(&self, range: TextRange) -> Option<JsonRange> {
        let range = self.translation.as_ref().map_or(Some(range), |translation| translation.range(range))?;
        Some(self.range(range))
    }
}

/// An error of a Templefile.
#[derive(Debug, Serialize)]
pub(crate) struct JsonError {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) range: JsonRange,
}

impl JsonError {
    /// Converts an error.
    pub(crate) fn new(error: &Diagnostic, converter: &RangeConverter) -> JsonError {
        let range = converter.range(error.range);
        JsonError { code: error.code.as_str(), message: error.message.clone(), range }
    }
}

/// A fully rendered preview.
#[derive(Debug, Serialize)]
pub(crate) struct JsonPreview {
    /// The target; `null` if there is none.
    target: Option<&'static str>,
    /// True if the current text of the Templefile has no errors.
    complete: bool,
    files: Vec<JsonFile>,
    notes: Vec<JsonNote>,
}

/// A generated file.
#[derive(Debug, Serialize)]
pub(crate) struct JsonFile {
    path: String,
    language: &'static str,
    /// The URI under which the server provides the single file; absent on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    /// A hash of the text, the origins and the reasons; absent on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    /// The text; absent if the client already has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The origins of the lines; absent if the client already has them.
    #[serde(flatten)]
    lines: Option<JsonLines>,
}

/// The origins of the lines of a generated file.
#[derive(Debug, Hash, Serialize)]
struct JsonLines {
    /// The lines that come from a range in the Templefile; a line may come from several.
    origins: Vec<JsonOrigin>,
    /// The lines without an origin in the Templefile, each with the reason for it.
    reasons: Vec<JsonReason>,
}

#[derive(Debug, Hash, Serialize)]
struct JsonOrigin {
    /// The first and the last line, from 0.
    lines: [u32; 2],
    source: JsonRange,
}

#[derive(Debug, Hash, Serialize)]
struct JsonReason {
    lines: [u32; 2],
    reason: String,
}

/// A note on a preview.
#[derive(Debug, Serialize)]
pub(crate) struct JsonNote {
    code: &'static str,
    #[serde(serialize_with = "severity")]
    severity: temple_ide::Severity,
    message: String,
    /// The generated file that it refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// The line in that file, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The range in the Templefile.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<JsonRange>,
}

impl JsonPreview {
    /// Converts some files of a preview, with its notes. `complete` is true if the current text has no errors.
    pub(crate) fn new(
        preview: &Preview<'_>,
        complete: bool,
        files: Vec<JsonFile>,
        notes: Vec<Note>,
        converter: &RangeConverter,
    ) -> JsonPreview {
        JsonPreview {
            target: preview.target().map(Target::as_str),
            complete,
            files,
            notes: notes.into_iter().map(|note| JsonNote::new(note, converter)).collect(),
        }
    }
}

/// The effect of generating into a folder.
#[derive(Debug, Serialize)]
pub(crate) struct JsonPlan {
    /// The target; `null` if there is none.
    target: Option<&'static str>,
    complete: bool,
    files: Vec<Planned>,
    notes: Vec<JsonNote>,
}

impl JsonPlan {
    /// Converts a plan; `shown` selects the notes to include.
    pub(crate) fn new(plan: Plan, converter: &RangeConverter, shown: impl Fn(&Note) -> bool) -> JsonPlan {
        JsonPlan {
            target: plan.target.map(Target::as_str),
            complete: plan.complete,
            files: plan.files,
            notes: plan.notes.into_iter().filter(shown).map(|note| JsonNote::new(note, converter)).collect(),
        }
    }
}

impl JsonFile {
    /// Converts a file with its text and origins; `uri` is the URI under which it is available alone.
    pub(crate) fn new(
        file: &File<'_>,
        text: String,
        spans: &[Span],
        converter: &RangeConverter,
        uri: Option<String>,
    ) -> JsonFile {
        let (mut origins, mut reasons) = (Vec::new(), Vec::new());
        // Many spans have the same origin.
        let mut known = HashMap::new();
        let blocks = &file.plan().blocks;
        let convert = |range| converter.origin(blocks.absolute(range)?);
        let mut source = |range| *known.entry(range).or_insert_with(|| convert(range));
        for &Span { first, last, origin } in spans {
            let lines = [first, last];
            match origin {
                Origin::Source(range) => origins.extend(source(range).map(|source| JsonOrigin { lines, source })),
                Origin::Reason(reason) => reasons.push(JsonReason { lines, reason: reason.to_string() }),
            }
        }
        let (path, language) = (file.path().to_owned(), file.language().as_str());
        let lines = Some(JsonLines { origins, reasons });
        JsonFile { path, language, uri, etag: None, text: Some(text), lines }
    }

    /// Sets the etag of the file, and removes the parts that the client already has according to the etag that it sent.
    /// `text` is the fingerprint of the text.
    pub(crate) fn unless_known(mut self, text: Fingerprint, known: Option<&str>) -> JsonFile {
        let (text, lines) = (text.to_string(), Fingerprint::of(&self.lines).to_string());
        if let Some((known_text, known_lines)) = known.and_then(|etag| etag.split_once('-'))
            && known_text == text
        {
            self.text = None;
            self.lines = self.lines.filter(|_| known_lines != lines);
        }
        self.etag = Some(format!("{text}-{lines}"));
        self
    }
}

impl JsonNote {
    fn new(note: Note, converter: &RangeConverter) -> JsonNote {
        let (path, line) = note.location.unzip();
        let range = note.range.and_then(|range| converter.origin(range));
        JsonNote { code: note.code, severity: note.severity, message: note.message, path, line, range }
    }
}

fn severity<S: Serializer>(severity: &temple_ide::Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.as_str())
}
