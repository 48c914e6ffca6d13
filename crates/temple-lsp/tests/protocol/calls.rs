//! The call hierarchy.

use serde_json::{Value, json};

use crate::client::URI;
use crate::editor::{ENCODINGS, Editor};

const TEXT: &str = "/* 😀é */ A: service {}\n/* 😀é */ B: service { #uses[A]; x: A$0; }\nC: service { y: B; }\n";

/// Returns the names on the other side, each with its number of occurrences.
#[track_caller]
fn calls(editor: &mut Editor, direction: &str, item: &Value) -> Vec<(String, usize)> {
    let other = if direction == "incoming" { "from" } else { "to" };
    let calls = editor.client.ask(&format!("callHierarchy/{direction}Calls"), json!({ "item": item }));
    let calls = calls.as_array().expect("a list").iter();
    let calls = calls.map(|call| {
        let ranges = call["fromRanges"].as_array().expect("ranges");
        let called = if direction == "incoming" { &item["name"] } else { &call[other]["name"] };
        assert!(ranges.iter().all(|range| *called == *editor.slice(range)), "{call}");
        (call[other]["name"].as_str().expect("a name").to_owned(), ranges.len())
    });
    calls.collect()
}

#[test]
fn uses_and_references_are_calls() {
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, json!({}), TEXT);
        let items = editor.ask("textDocument/prepareCallHierarchy");
        assert_eq!(items.as_array().map(Vec::len), Some(1));
        let item = &items[0];
        assert_eq!((&item["name"], &item["uri"], &item["detail"]), (&json!("A"), &json!(URI), &json!("service")));
        assert_eq!(editor.slice(&item["range"]), "A: service {}");
        assert_eq!(editor.slice(&item["selectionRange"]), "A");
        assert_eq!(calls(&mut editor, "incoming", item), [("B".to_owned(), 2)]);
        assert_eq!(calls(&mut editor, "outgoing", item), []);
        editor.cursor = editor.text.find("#uses").expect("a part");
        let item = editor.ask("textDocument/prepareCallHierarchy")[0].take();
        assert_eq!(calls(&mut editor, "incoming", &item), [("C".to_owned(), 1)]);
        assert_eq!(calls(&mut editor, "outgoing", &item), [("A".to_owned(), 2)]);
        editor.client.shut_down();
    }
}

#[test]
fn finds_no_calls_outside_services() {
    let mut editor = Editor::new(json!({}), "P: pro$0ject {}\nA: service {}");
    assert_eq!(editor.ask("textDocument/prepareCallHierarchy"), Value::Null);
    editor.client.shut_down();
}

#[test]
fn items_are_valid_as_long_as_their_service() {
    let mut editor = Editor::new(json!({}), TEXT);
    let item = editor.ask("textDocument/prepareCallHierarchy")[0].take();
    editor.cursor = 0;
    editor.type_in("\n\n");
    assert_eq!(calls(&mut editor, "incoming", &item), [("B".to_owned(), 2)], "the ranges are those of now");
    editor.client.change(URI, 9, json!([{ "text": "P: project {}" }]));
    for direction in ["incoming", "outgoing"] {
        let params = json!({ "item": item });
        assert_eq!(editor.client.ask(&format!("callHierarchy/{direction}Calls"), params), Value::Null);
    }
    editor.client.close(URI);
    assert_eq!(editor.client.ask_in_vain("callHierarchy/incomingCalls", json!({ "item": item })), -32602);
    editor.client.shut_down();
}
