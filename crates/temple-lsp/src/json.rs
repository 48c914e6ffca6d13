//! What the command line and the server both say in JSON: places, previews.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use serde::{Serialize, Serializer};
use temple_ide::manifest::{File, Origin, Span};
use temple_ide::model::Provider;
use temple_ide::{Analysis, Note, Preview, TextRange};

use crate::plan::{Plan, Planned};
use crate::text::{Encoding, Position, Text};

/// A part of a Templefile.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct JsonRange {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// Turns byte ranges into lines and characters.
#[derive(Debug)]
pub(crate) struct Places {
    text: Text,
    encoding: Encoding,
}

impl Places {
    /// Those of a text.
    pub(crate) fn new(text: Text, encoding: Encoding) -> Places {
        Places { text, encoding }
    }

    /// Those of the text of an analysis, in UTF-16 code units.
    pub(crate) fn of(analysis: &Analysis) -> Places {
        Places::new(Text::from(&**analysis.text()), Encoding::Utf16)
    }

    pub(crate) fn range(&self, range: TextRange) -> JsonRange {
        let position = |offset| self.text.position(offset, self.encoding);
        JsonRange { start: position(range.start()), end: position(range.end()) }
    }
}

/// A preview, rendered whole.
#[derive(Debug, Serialize)]
pub(crate) struct JsonPreview {
    /// The provider, `null` where there is none.
    target: Option<&'static str>,
    complete: bool,
    files: Vec<JsonFile>,
    notes: Vec<JsonNote>,
}

/// A generated file.
#[derive(Debug, Serialize)]
pub(crate) struct JsonFile {
    path: String,
    language: &'static str,
    /// How the server is asked for the file alone; absent on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    text: String,
    /// The lines that come from a place in the Templefile; a line may come from several.
    origins: Vec<JsonOrigin>,
    /// The lines that come from none, each with the reason why it is there.
    reasons: Vec<JsonReason>,
}

#[derive(Debug, Serialize)]
struct JsonOrigin {
    /// The first line and the last one, from 0.
    lines: [u32; 2],
    source: JsonRange,
}

#[derive(Debug, Serialize)]
struct JsonReason {
    lines: [u32; 2],
    reason: String,
}

/// Something to know of a preview.
#[derive(Debug, Serialize)]
pub(crate) struct JsonNote {
    code: &'static str,
    #[serde(serialize_with = "severity")]
    severity: temple_ide::Severity,
    message: String,
    /// The generated file that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// The line in that file, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The place in the Templefile.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<JsonRange>,
}

/// How many files one thread renders at least, since passing on fewer takes longer than writing them.
const AT_ONCE: usize = 16;

impl JsonPreview {
    /// Renders every file, several at a time. `uri` tells how each can be asked for alone, by its path; `shown` which
    /// notes are wanted.
    pub(crate) fn new(
        preview: &Preview<'_>,
        places: &Places,
        uri: impl Fn(&str) -> Option<String> + Sync,
        shown: impl Fn(&Note) -> bool,
    ) -> JsonPreview {
        let files = preview.files().into_par_iter().with_min_len(AT_ONCE).map(|file| {
            let rendered = file.render();
            let notes = preview.notes_of(&file, &rendered);
            (JsonFile::new(&file, rendered.text, &rendered.spans, places, uri(file.path())), notes)
        });
        let (files, notes_of_files): (Vec<JsonFile>, Vec<Vec<Note>>) = files.unzip();
        let notes = preview.notes().into_iter().chain(notes_of_files.into_iter().flatten());
        JsonPreview::of(preview, files, notes.filter(shown).collect(), places)
    }

    /// Some files of a preview, and what is noted of it.
    pub(crate) fn of(preview: &Preview<'_>, files: Vec<JsonFile>, notes: Vec<Note>, places: &Places) -> JsonPreview {
        JsonPreview {
            target: preview.deployment().target.map(Provider::as_str),
            complete: preview.is_complete(),
            files,
            notes: notes.into_iter().map(|note| JsonNote::new(note, places)).collect(),
        }
    }
}

/// What generating would do to a folder.
#[derive(Debug, Serialize)]
pub(crate) struct JsonPlan {
    /// The provider, `null` where there is none.
    target: Option<&'static str>,
    complete: bool,
    files: Vec<Planned>,
    notes: Vec<JsonNote>,
}

impl JsonPlan {
    /// The plan as it is told; `shown` tells which notes are wanted.
    pub(crate) fn new(plan: Plan, places: &Places, shown: impl Fn(&Note) -> bool) -> JsonPlan {
        JsonPlan {
            target: plan.target.map(Provider::as_str),
            complete: plan.complete,
            files: plan.files,
            notes: plan.notes.into_iter().filter(shown).map(|note| JsonNote::new(note, places)).collect(),
        }
    }
}

impl Hash for JsonPreview {
    /// What a reader sees: places in the Templefile are left out, which move whenever something before them changes.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.target, self.complete).hash(state);
        self.files.iter().for_each(|file| (&*file.path, &*file.text).hash(state));
        self.notes.iter().for_each(|note| (note.code, &*note.message, &note.path, note.line).hash(state));
    }
}

/// Hashes a preview as [`JsonPreview`] does, without turning any place into lines.
pub(crate) fn hash_preview<H: Hasher>(preview: &Preview<'_>, shown: impl Fn(&Note) -> bool, state: &mut H) {
    (preview.deployment().target.map(Provider::as_str), preview.is_complete()).hash(state);
    let mut notes = preview.notes();
    for file in preview.files() {
        let rendered = file.render();
        (file.path(), &*rendered.text).hash(state);
        notes.extend(preview.notes_of(&file, &rendered));
    }
    for note in notes.into_iter().filter(shown) {
        let (path, line) = note.place.unzip();
        (note.code, &*note.message, path, line).hash(state);
    }
}

impl JsonFile {
    /// A file with its text and where that comes from; `uri` is how it can be asked for alone.
    pub(crate) fn new(file: &File<'_>, text: String, spans: &[Span], places: &Places, uri: Option<String>) -> JsonFile {
        let (mut origins, mut reasons) = (Vec::new(), Vec::new());
        // Many spans come from few places.
        let mut known = HashMap::new();
        let mut source = |range| *known.entry(range).or_insert_with(|| places.range(range));
        for &Span { first, last, origin } in spans {
            let lines = [first, last];
            match origin {
                Origin::Source(range) => origins.push(JsonOrigin { lines, source: source(range) }),
                Origin::Reason(reason) => reasons.push(JsonReason { lines, reason: reason.to_string() }),
            }
        }
        let language = file.language().as_str();
        JsonFile { path: file.path().to_owned(), language, uri, text, origins, reasons }
    }
}

impl JsonNote {
    fn new(note: Note, places: &Places) -> JsonNote {
        let (path, line) = note.place.unzip();
        let range = note.range.map(|range| places.range(range));
        JsonNote { code: note.code, severity: note.severity, message: note.message, path, line, range }
    }
}

fn severity<S: Serializer>(severity: &temple_ide::Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.as_str())
}
