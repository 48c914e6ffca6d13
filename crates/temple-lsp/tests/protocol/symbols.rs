//! `textDocument/documentSymbol` and `workspace/symbol`.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::features::{ENCODINGS, document, range, shop};

fn names(symbols: &Value) -> Vec<&str> {
    symbols.as_array().expect("symbols").iter().map(|symbol| symbol["name"].as_str().expect("a name")).collect()
}

#[test]
fn outline_is_a_tree_if_the_client_supports_it() {
    for encoding in ENCODINGS {
        let tree = json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
        let mut client = shop(encoding, tree);
        let symbols = client.ask("textDocument/documentSymbol", document());
        assert_eq!(names(&symbols), ["Shop", "Cart"]);
        let cart = &symbols[1];
        assert_eq!(cart["selectionRange"], range("Cart", encoding), "{encoding}");
        assert_eq!((&cart["detail"], &cart["kind"]), (&json!("service"), &json!(5)));
        assert_eq!(names(&cart["children"]), ["lines", "total", "Line"]);
        assert_eq!(cart["children"][1]["detail"], "int(5, min: 1)");
        assert_eq!(names(&cart["children"][2]["children"]), ["a"]);
        client.shut_down();
    }
}

#[test]
fn outline_is_flat_for_other_clients() {
    let mut client = shop("utf-16", json!({}));
    let symbols = client.ask("textDocument/documentSymbol", document());
    assert_eq!(names(&symbols), ["Shop", "#provider", "Cart", "lines", "total", "Line", "a"]);
    assert_eq!(symbols[6]["containerName"], "Line");
    assert_eq!(symbols[2].get("containerName"), None);
    assert_eq!(symbols[2]["location"]["uri"], URI);
    client.shut_down();
}

#[test]
fn uses_only_kinds_that_the_client_knows() {
    let kinds = |capability: Value| {
        let mut client = shop("utf-16", json!({ "textDocument": { "documentSymbol": capability } }));
        let symbols = client.ask("textDocument/documentSymbol", document());
        client.shut_down();
        symbols.as_array().expect("symbols").iter().map(|it| it["kind"].as_u64().expect("a kind")).collect::<Vec<_>>()
    };
    assert_eq!(kinds(json!({})), [3, 7, 5, 8, 8, 5, 8], "structs came later");
    let all: Vec<u32> = (1..=26).collect();
    assert_eq!(kinds(json!({ "symbolKind": { "valueSet": all } })), [3, 7, 5, 8, 8, 23, 8]);
    assert_eq!(kinds(json!({ "symbolKind": { "valueSet": [2, 5, 7] } })), [2, 7, 5, 7, 7, 5, 7]);
}

fn found(client: &mut Client, query: &str) -> Value {
    client.ask("workspace/symbol", json!({ "query": query }))
}

#[test]
fn finds_names_in_open_documents() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        client.open("untitled:other", 1, "Chart: service { cart: int; }");
        let symbols = found(&mut client, "cart");
        assert_eq!(names(&symbols), ["cart", "Cart", "Chart"], "{encoding}");
        assert_eq!(symbols[1]["location"], json!({ "uri": URI, "range": range("Cart", encoding) }));
        assert_eq!(symbols[0]["containerName"], "Chart");
        assert_eq!(names(&found(&mut client, "line.")), ["a"]);
        assert_eq!(names(&found(&mut client, "Cart.to")), ["total"]);
        assert_eq!(names(&found(&mut client, "nothing")), [""; 0]);
        assert_eq!(names(&found(&mut client, "")).len(), 8);
        client.close("untitled:other");
        assert_eq!(names(&found(&mut client, "cart")), ["Cart"]);
        client.shut_down();
    }
}

/// Starts a client that has searched a folder with a file of this text. Returns it with the URI of the file.
fn in_folder(folder: &tempfile::TempDir, text: &str) -> (Client, String) {
    let file = folder.path().join("a.temple");
    fs::write(&file, text).expect("our own folder");
    let uri = format!("file://{}", folder.path().display());
    let folders = json!([{ "uri": uri, "name": "test" }]);
    let mut client = Client::initialized(json!({ "capabilities": {}, "workspaceFolders": folders }));
    // The file has a diagnostic, which is published once the file is read.
    let uri = format!("file://{}", file.display());
    client.published(&uri);
    (client, uri)
}

#[test]
fn finds_names_in_files_that_are_not_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut client, file) = in_folder(&folder, "Order: service { x: unknown; }");
    let symbols = found(&mut client, "ord");
    assert_eq!(names(&symbols), ["Order"]);
    let start = json!({ "line": 0, "character": 0 });
    let location = json!({ "uri": file, "range": { "start": start, "end": { "line": 0, "character": 5 } } });
    assert_eq!(symbols[0]["location"], location);

    client.open(&file, 1, "Ordinal: service { x: unknown; }");
    assert_eq!(names(&found(&mut client, "ord")), ["Ordinal"], "what is open counts instead of its file");
    client.close(&file);
    assert_eq!(names(&found(&mut client, "ord")), ["Order"]);
    fs::remove_file(folder.path().join("a.temple")).expect("our own folder");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": file, "type": 3 }] }));
    assert_eq!(names(&found(&mut client, "ord")), [""; 0]);
    client.shut_down();
}

#[test]
fn searches_only_open_documents_if_the_scan_is_disabled() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut client, file) = in_folder(&folder, "Order: service { x: unknown; }");
    let settings = json!({ "settings": { "temple": { "workspace": { "scan": false } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(client.published(&file)["diagnostics"], json!([]));
    client.open(URI, 1, "Ordinal: service {}");
    assert_eq!(names(&found(&mut client, "ord")), ["Ordinal"]);
    client.shut_down();
}
