//! An editor for tests: stores the text as a plain string, and applies the server's answers to it.

use serde_json::{Value, json};
use temple_ide::{Edit, TextRange, TextSize, apply_edits};

use crate::client::{Client, URI};

/// The encodings of positions.
pub(crate) const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// An editor with one document, and a cursor in it.
pub(crate) struct Editor {
    pub(crate) client: Client,
    pub(crate) text: String,
    /// The offset of the cursor, in bytes.
    pub(crate) cursor: usize,
    version: i64,
    encoding: &'static str,
}

impl Editor {
    /// Opens a text, in which `$0` is the cursor.
    #[track_caller]
    pub(crate) fn new(capabilities: Value, marked: &str) -> Editor {
        Editor::in_encoding("utf-16", capabilities, marked)
    }

    /// Like [`Editor::new`], with positions in this encoding.
    #[track_caller]
    pub(crate) fn in_encoding(encoding: &'static str, mut capabilities: Value, marked: &str) -> Editor {
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        Editor::of(Client::with(capabilities), encoding, marked)
    }

    /// Like [`Editor::new`], for an existing client.
    #[track_caller]
    pub(crate) fn of(mut client: Client, encoding: &'static str, marked: &str) -> Editor {
        let cursor = marked.find("$0").expect("a cursor");
        let text = marked.replacen("$0", "", 1);
        client.open(URI, 1, &text);
        Editor { client, text, cursor, version: 1, encoding }
    }

    #[expect(clippy::disallowed_methods, reason = "the test counts by itself what the server has to say")]
    fn units(&self, text: &str) -> usize {
        match self.encoding {
            "utf-8" => text.len(),
            "utf-16" => text.encode_utf16().count(),
            _ => text.chars().count(),
        }
    }

    /// Converts a byte offset to a position.
    pub(crate) fn position(&self, offset: usize) -> Value {
        let before = &self.text[..offset];
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        json!({ "line": before.matches('\n').count(), "character": self.units(&before[line..]) })
    }

    /// Converts a position to a byte offset.
    #[track_caller]
    pub(crate) fn offset(&self, position: &Value) -> usize {
        let number = |name: &str| usize::try_from(position[name].as_u64().expect("a number")).expect("a small one");
        let mut starts = std::iter::once(0).chain(self.text.match_indices('\n').map(|(end, _)| end + 1));
        let line = starts.nth(number("line")).expect("a line of the text");
        let ends = self.text[line..].char_indices().map(|(at, _)| line + at).chain([self.text.len()]);
        let mut ends = ends.take_while(|&end| !self.text[line..end].contains('\n'));
        ends.find(|&end| self.units(&self.text[line..end]) == number("character")).expect("a position in the line")
    }

    /// Returns the text of a range.
    #[track_caller]
    pub(crate) fn slice(&self, range: &Value) -> &str {
        &self.text[self.offset(&range["start"])..self.offset(&range["end"])]
    }

    /// Returns the range of the first occurrence of a text.
    #[track_caller]
    pub(crate) fn range(&self, part: &str) -> Value {
        let start = self.text.find(part).expect("a part of the text");
        json!({ "start": self.position(start), "end": self.position(start + part.len()) })
    }

    /// Returns parameters with the document and the cursor.
    pub(crate) fn here(&self) -> Value {
        json!({ "textDocument": { "uri": URI }, "position": self.position(self.cursor) })
    }

    /// Sends a request about the cursor.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str) -> Value {
        let params = self.here();
        self.client.ask(method, params)
    }

    /// Returns the text after edits, which must not overlap.
    #[track_caller]
    pub(crate) fn after(&self, edits: &[Value]) -> String {
        let size = |position: &Value| TextSize::try_from(self.offset(position)).expect("a short text");
        let edit = |edit: &Value| {
            let range = TextRange::new(size(&edit["range"]["start"]), size(&edit["range"]["end"]));
            Edit { range, text: edit["newText"].as_str().expect("a text").to_owned() }
        };
        let mut edits: Vec<Edit> = edits.iter().map(edit).collect();
        edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
        apply_edits(&self.text, &edits)
    }

    /// Returns the text after a workspace edit, which must only refer to this version of this document.
    #[track_caller]
    pub(crate) fn after_workspace_edit(&self, edit: &Value) -> String {
        let edits = match edit.get("documentChanges") {
            Some(documents) => {
                assert_eq!(edit.get("changes"), None);
                assert_eq!(documents.as_array().map(Vec::len), Some(1));
                assert_eq!(documents[0]["textDocument"], json!({ "uri": URI, "version": self.version }));
                &documents[0]["edits"]
            }
            None => &edit["changes"][URI],
        };
        self.after(edits.as_array().expect("edits"))
    }

    /// Types at the cursor.
    pub(crate) fn type_in(&mut self, text: &str) {
        let position = self.position(self.cursor);
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
        self.version += 1;
        let change = json!([{ "range": { "start": position, "end": position }, "text": text }]);
        self.client.change(URI, self.version, change);
    }
}

/// Merges two sets of capabilities.
pub(crate) fn merged(mut one: Value, other: &Value) -> Value {
    match (&mut one, other) {
        (Value::Object(members), Value::Object(more)) => {
            for (name, value) in more {
                let member = members.entry(name.clone()).or_insert(Value::Null);
                *member = merged(member.take(), value);
            }
        }
        _ => return other.clone(),
    }
    one
}
