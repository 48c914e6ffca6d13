//! Renaming: prepared, done, and refused.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::editor::{ENCODINGS, Editor, merged};

const TEXT: &str = "P: project {}\n/* 😀é */ Ab: service {}\n/* 😀é */ B: service { #uses[Ab]; /* 😀 */ x: A$0b; }\n";

fn versioned() -> Value {
    json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } })
}

#[track_caller]
fn renamed(editor: &mut Editor, name: &str) -> Value {
    let params = merged(editor.here(), &json!({ "newName": name }));
    editor.client.ask("textDocument/rename", params)
}

/// Returns the error message of a refused rename.
#[track_caller]
fn refusal(editor: &mut Editor, method: &str, name: &str) -> String {
    const REQUEST_FAILED: i64 = -32803;
    let params = merged(editor.here(), &json!({ "newName": name }));
    let id = editor.client.request(method, params);
    let answer = editor.client.answer(id);
    assert_eq!(answer["error"]["code"], REQUEST_FAILED, "{answer}");
    answer["error"]["message"].as_str().expect("a message").to_owned()
}

#[test]
fn edits_every_occurrence() {
    for encoding in ENCODINGS {
        for capabilities in [json!({}), versioned()] {
            let is_versioned = capabilities == versioned();
            let mut editor = Editor::in_encoding(encoding, capabilities, TEXT);
            let edit = renamed(&mut editor, "Other");
            assert_eq!(edit.get("documentChanges").is_some(), is_versioned);
            assert_eq!(editor.after_workspace_edit(&edit), editor.text.replace("Ab", "Other"));
            editor.client.shut_down();
        }
    }
}

#[test]
fn prepare_returns_the_word() {
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, json!({}), TEXT);
        let prepared = editor.ask("textDocument/prepareRename");
        assert_eq!(prepared["placeholder"], "Ab");
        assert_eq!(editor.slice(&prepared["range"]), "Ab");
        assert!(editor.offset(&prepared["range"]["end"]) > editor.cursor);
        editor.client.shut_down();
    }
}

#[test]
fn explains_why_something_cannot_be_renamed() {
    let mut editor = Editor::new(json!({}), "P: project {}\nA: service { a: in$0t; }\nB: service {}");
    let message = refusal(&mut editor, "textDocument/prepareRename", "");
    assert!(message.contains("`int`"), "{message}");
    assert_eq!(refusal(&mut editor, "textDocument/rename", "integer"), message);
    editor.cursor = editor.text.find("A:").expect("a part");
    for (name, part) in [("B", "B"), ("two words", "two words"), ("", "name")] {
        let message = refusal(&mut editor, "textDocument/rename", name);
        assert!(message.contains(part), "{message}");
    }
    editor.cursor = editor.text.len();
    refusal(&mut editor, "textDocument/prepareRename", "");
    editor.client.shut_down();
}

#[test]
fn does_not_announce_prepare_to_clients_without_it() {
    let provider = |capabilities: Value| {
        let mut client = Client::fresh();
        client.ask("initialize", json!({ "capabilities": capabilities }))["capabilities"]["renameProvider"].take()
    };
    assert_eq!(provider(json!({})), true);
    let asking = json!({ "textDocument": { "rename": { "prepareSupport": true } } });
    assert_eq!(provider(asking), json!({ "prepareProvider": true }));
}

#[test]
fn sees_an_edit_sent_just_before() {
    let mut editor = Editor::new(versioned(), TEXT);
    editor.cursor = 0;
    editor.type_in("// 😀\n");
    editor.cursor = editor.text.find("Ab:").expect("a part");
    let edit = renamed(&mut editor, "Other");
    assert_eq!(editor.after_workspace_edit(&edit), editor.text.replace("Ab", "Other"));
    let params = json!({ "textDocument": { "uri": "untitled:other" }, "position": { "line": 0, "character": 0 }, "newName": "X" });
    assert_eq!(editor.client.ask_in_vain("textDocument/rename", params), -32602);
    editor.client.change(URI, 9, json!([{ "text": "" }]));
    editor.client.shut_down();
}

#[test]
fn refuses_to_rename_in_an_unfinished_merge() {
    let text = "P: project {}\nA$0b: service {\n<<<<<<< HEAD\n  a: int;\n=======\n  b: int;\n>>>>>>> topic\n}\n";
    let mut editor = Editor::new(json!({}), text);
    for method in ["textDocument/prepareRename", "textDocument/rename"] {
        let message = refusal(&mut editor, method, "Other");
        assert_eq!(message, "Resolve the merge conflict in this file before renaming.");
    }
    editor.client.shut_down();
}
