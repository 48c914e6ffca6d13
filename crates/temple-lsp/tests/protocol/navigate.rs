//! Definitions, references and highlights.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::editor::{ENCODINGS, Editor, merged};

const DEFINITIONS: [&str; 3] = ["textDocument/definition", "textDocument/declaration", "textDocument/typeDefinition"];

const TEXT: &str = "/* 😀é */ A: service {}\n/* 😀é */ B: service { #uses[A]; /* 😀 */ x: A$0; }\n";

#[test]
fn finds_the_declaration_of_a_reference() {
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, json!({}), TEXT);
        for method in DEFINITIONS {
            let found = editor.ask(method);
            assert_eq!(found["uri"], URI);
            assert_eq!(found["range"], editor.range("A"), "{encoding}");
        }
        editor.client.shut_down();
    }
}

#[test]
fn sends_location_links_to_clients_that_support_them() {
    for (method, name) in DEFINITIONS.into_iter().zip(["definition", "declaration", "typeDefinition"]) {
        let mut editor = Editor::new(json!({ "textDocument": { name: { "linkSupport": true } } }), TEXT);
        let word = json!({ "start": editor.position(editor.cursor - 1), "end": editor.position(editor.cursor) });
        let link = json!({
            "originSelectionRange": word, "targetUri": URI,
            "targetRange": editor.range("A: service {}"), "targetSelectionRange": editor.range("A")
        });
        assert_eq!(editor.ask(method), json!([link]));
        for other in DEFINITIONS.into_iter().filter(|other| *other != method) {
            assert!(editor.ask(other).is_object(), "{other}");
        }
        editor.client.shut_down();
    }
}

#[test]
fn finds_no_declaration_of_language_words() {
    let mut editor = Editor::new(json!({}), "A: service { a: in$0t; }");
    for method in DEFINITIONS {
        assert_eq!(editor.ask(method), Value::Null);
    }
    editor.client.shut_down();
}

/// Returns the offsets of the references, in the order of the text.
#[track_caller]
fn references(editor: &mut Editor, with_declaration: bool) -> Vec<usize> {
    let params = merged(editor.here(), &json!({ "context": { "includeDeclaration": with_declaration } }));
    let found = editor.client.ask("textDocument/references", params);
    let found = found.as_array().expect("a list").iter();
    found
        .map(|location| {
            assert_eq!(location["uri"], URI);
            assert_eq!(editor.slice(&location["range"]), "A");
            editor.offset(&location["range"]["start"])
        })
        .collect()
}

#[test]
fn finds_every_reference() {
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, json!({}), TEXT);
        let at = |part: &str| editor.text.find(part).expect("a part");
        let (declaration, uses, reference) = (at("A: "), at("[A]") + 1, editor.cursor - 1);
        assert_eq!(references(&mut editor, true), [declaration, uses, reference]);
        assert_eq!(references(&mut editor, false), [uses, reference]);
        editor.client.shut_down();
    }
}

#[test]
fn highlights_distinguish_read_and_write() {
    let [text, read, write]: [u32; 3] = [1, 2, 3];
    let kinds = |marked: &str| {
        let mut editor = Editor::new(json!({}), marked);
        let found = editor.ask("textDocument/documentHighlight");
        let found = found.as_array().expect("a list").iter();
        found.map(|it| (editor.slice(&it["range"]).to_owned(), it["kind"].clone())).collect::<Vec<_>>()
    };
    let a = |kind: u32| ("A".to_owned(), json!(kind));
    assert_eq!(kinds(TEXT), [a(write), a(read), a(read)]);
    let int = || ("int".to_owned(), json!(text));
    assert_eq!(kinds("A: service { a: in$0t; b: int; }"), [int(), int()]);
    assert_eq!(kinds("A: service { /* a$0 */ }"), []);
}

#[test]
fn sees_an_edit_sent_just_before() {
    let mut editor = Editor::new(json!({}), "A: service {}\nAb: service {}\nB: service { a: A$0; }\n");
    editor.type_in("b");
    assert_eq!(editor.ask("textDocument/definition")["range"], editor.range("Ab"));
    editor.client.shut_down();
}

#[test]
fn handles_positions_outside_and_closed_documents() {
    let mut client = Client::with(json!({}));
    let methods = DEFINITIONS.into_iter().chain(["textDocument/documentHighlight", "textDocument/references"]);
    for method in methods {
        let params = |uri| {
            let context = json!({ "includeDeclaration": true });
            json!({ "textDocument": { "uri": uri }, "position": { "line": 9, "character": 9 }, "context": context })
        };
        client.open(URI, 1, "A: service {} //");
        assert!(matches!(client.ask(method, params(URI)), Value::Null | Value::Array(_)), "{method}");
        assert_eq!(client.ask_in_vain(method, params("untitled:other")), -32602, "{method}");
    }
    client.shut_down();
}
