//! Formatting: of a document, of ranges, and while typing.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::editor::{ENCODINGS, Editor, merged};

const UGLY: &str = "/* 😀é */ P :project{ }  \n/* 😀é */ A: service{\n    a:int ;\n    /* 😀é */ b:int ;$0\n}\n";

/// Returns the parameters of a request, with two spaces per step unless `more` overrides that.
fn params(more: &Value) -> Value {
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    merged(json!({ "textDocument": { "uri": URI }, "options": options }), more)
}

/// Returns the text after the edits of a request.
#[track_caller]
fn formatted(editor: &mut Editor, method: &str, more: &Value) -> String {
    let edits = editor.client.ask(&format!("textDocument/{method}"), params(more));
    editor.after(edits.as_array().expect("edits"))
}

#[test]
fn formats_a_document() {
    let expected = "/* 😀é */ P: project {}\n/* 😀é */ A: service {\n  a: int;\n  /* 😀é */ b: int;\n}\n";
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, json!({}), UGLY);
        assert_eq!(formatted(&mut editor, "formatting", &json!({})), expected, "{encoding}");
        editor.client.shut_down();
    }
    let mut editor = Editor::new(json!({}), &format!("{expected}$0"));
    assert_eq!(editor.client.ask("textDocument/formatting", params(&json!({}))), json!([]));
    editor.client.shut_down();
}

#[test]
fn uses_the_options_of_the_editor() {
    let check = |options: Value, text: &str, expected: &str| {
        let mut editor = Editor::new(json!({}), text);
        assert_eq!(formatted(&mut editor, "formatting", &json!({ "options": options })), expected, "{options}");
    };
    let text = "$0A: service {\na: int;\n}";
    check(json!({}), text, "A: service {\n  a: int;\n}\n");
    check(json!({ "tabSize": 4 }), text, "A: service {\n    a: int;\n}\n");
    check(json!({ "insertSpaces": false, "theirOwn": [1] }), text, "A: service {\n\ta: int;\n}\n");
    check(json!({ "insertFinalNewline": false }), text, "A: service {\n  a: int;\n}");
}

#[test]
fn formats_only_the_requested_lines() {
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, json!({}), UGLY);
        let range = editor.range("/* 😀é */ b:int ;");
        let expected = editor.text.replace("    /* 😀é */ b:int ;", "  /* 😀é */ b: int;");
        assert_eq!(formatted(&mut editor, "rangeFormatting", &json!({ "range": range })), expected, "{encoding}");
        // Duplicate and unsorted ranges.
        let ranges = [range.clone(), editor.range("a:int"), range];
        let expected = expected.replace("    a:int ;", "  a: int;");
        assert_eq!(formatted(&mut editor, "rangesFormatting", &json!({ "ranges": ranges })), expected, "{encoding}");
        editor.client.shut_down();
    }
}

#[test]
fn formats_a_line_when_it_ends() {
    let typed = |marked: &str, key: &str| {
        let mut editor = Editor::new(json!({}), marked);
        editor.type_in(key);
        let more = json!({ "position": editor.position(editor.cursor), "ch": key });
        formatted(&mut editor, "onTypeFormatting", &more)
    };
    assert_eq!(
        typed("/* 😀 */ A: service {\n  a:int$0\n  b:int;\n}\n", ";"),
        "/* 😀 */ A: service {\n  a: int;\n  b:int;\n}\n"
    );
    assert_eq!(typed("A: service {\n a:int;\n$0\n", "}"), "A: service {\n  a: int;\n}\n");
    assert_eq!(typed("A: service {$0\n}\n", "\n"), "A: service {\n  \n}\n");
    assert_eq!(typed("A: service { a:int $0 }", ")"), "A: service { a:int ) }");
}

#[test]
fn announces_only_what_the_client_supports() {
    let capabilities = |known: Value| {
        let mut client = Client::fresh();
        client.ask("initialize", json!({ "capabilities": known }))["capabilities"].take()
    };
    let ranges = json!({ "textDocument": { "rangeFormatting": { "rangesSupport": true } } });
    assert_eq!(capabilities(ranges)["documentRangeFormattingProvider"], json!({ "rangesSupport": true }));
    let plain = capabilities(json!({}));
    assert_eq!(plain["documentRangeFormattingProvider"], true);
    assert_eq!(plain["documentFormattingProvider"], true);
    let triggers = json!({ "firstTriggerCharacter": "}", "moreTriggerCharacter": [";", "\n"] });
    assert_eq!(plain["documentOnTypeFormattingProvider"], triggers);
}

#[test]
fn clamps_positions_and_refuses_backward_ranges() {
    let mut editor = Editor::new(json!({}), UGLY);
    let far = json!({ "line": 99, "character": 99 });
    let range = json!({ "start": far, "end": far });
    assert_eq!(formatted(&mut editor, "rangeFormatting", &json!({ "range": range })), editor.text);
    assert_eq!(formatted(&mut editor, "onTypeFormatting", &json!({ "position": far, "ch": "" })), editor.text);
    let backward = json!({ "range": { "start": far, "end": { "line": 0, "character": 0 } } });
    assert_eq!(editor.client.ask_in_vain("textDocument/rangeFormatting", params(&backward)), -32602);
    let other = params(&json!({ "textDocument": { "uri": "untitled:other" } }));
    assert_eq!(editor.client.ask_in_vain("textDocument/formatting", other), -32602);
    editor.client.shut_down();
}

#[test]
fn does_not_format_an_unfinished_merge() {
    let text = "P :project{}\nS: service {\n<<<<<<< HEAD\n  a :int;\n=======\n  a: bool ;\n>>>>>>> topic\n}$0\n";
    let mut editor = Editor::new(json!({}), text);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 8, "character": 0 } });
    let client = &mut editor.client;
    assert_eq!(client.ask("textDocument/formatting", params(&json!({}))), json!([]));
    assert_eq!(client.ask("textDocument/rangeFormatting", params(&json!({ "range": range }))), json!([]));
    assert_eq!(client.ask("textDocument/rangesFormatting", params(&json!({ "ranges": [range] }))), json!([]));
    for (ch, line, character) in [("}", 7, 1), (";", 3, 9), (";", 5, 11), ("\n", 3, 0), ("\n", 8, 0)] {
        let at = json!({ "ch": ch, "position": { "line": line, "character": character } });
        assert_eq!(client.ask("textDocument/onTypeFormatting", params(&at)), json!([]), "{ch:?} in line {line}");
    }
    editor.client.shut_down();
}
