//! `textDocument/codeLens` and `codeLens/resolve`; `commands.rs` has those that preview.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::features::{ENCODINGS, document, range, shop};

fn lenses(client: &mut Client) -> Vec<Value> {
    let Value::Array(lenses) = client.ask("textDocument/codeLens", document()) else { panic!("a list") };
    lenses
}

/// Returns the unresolved lens at a name.
fn unresolved(client: &mut Client, name: &str) -> Value {
    let here = range(name, "utf-16");
    let mut lenses = lenses(client).into_iter();
    lenses.find(|lens| lens["range"]["start"] == here["start"] && lens.get("command").is_none()).expect("a lens")
}

#[test]
fn places_lenses_on_names() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        let endpoints = "create, read, update, delete · /api/cart";
        let lenses = lenses(&mut client);
        let lens = lenses.iter().find(|lens| lens["command"]["title"] == endpoints).expect("a lens");
        assert_eq!(lens["range"], range("Cart", encoding), "{encoding}");
        client.shut_down();
    }
}

#[test]
fn counts_references_when_the_lens_is_resolved() {
    let mut client = shop("utf-16", json!({}));
    let lens = unresolved(&mut client, "Line: struct");
    let command = client.ask("codeLens/resolve", lens)["command"].take();
    assert_eq!(command, json!({ "title": "1 reference", "command": "" }), "there is nothing to run");
    client.shut_down();
}

#[test]
fn sends_references_to_clients_that_can_show_them() {
    let commands = json!({ "temple": { "commands": ["temple.showReferences"] } });
    let mut client = shop("utf-16", json!({ "experimental": commands }));
    let lens = unresolved(&mut client, "Line: struct");
    let command = client.ask("codeLens/resolve", lens.clone())["command"].take();
    assert_eq!(command["command"], "temple.showReferences");
    let location = json!({ "uri": URI, "range": range("Line", "utf-16") });
    assert_eq!(command["arguments"], json!([URI, lens["range"]["start"], [location]]));
    client.shut_down();
}

#[test]
fn sends_complete_items_to_clients_that_cannot_resolve() {
    let mut client =
        shop("utf-16", json!({ "textDocument": { "codeLens": { "resolveSupport": { "properties": [] } } } }));
    assert!(lenses(&mut client).iter().any(|lens| lens["command"]["title"] == "0 references"));
    client.shut_down();
    let resolving = json!({ "textDocument": { "codeLens": { "resolveSupport": { "properties": ["command"] } } } });
    let mut client = shop("utf-16", resolving);
    unresolved(&mut client, "Cart");
    client.shut_down();
}

#[test]
fn refuses_to_resolve_a_lens_of_another_version() {
    let mut client = shop("utf-16", json!({}));
    let lens = unresolved(&mut client, "Cart");
    client.change(URI, 2, json!([{ "text": "" }]));
    assert_eq!(client.ask_in_vain("codeLens/resolve", lens.clone()), -32801);
    // Nor if there is again something at its position.
    client.change(URI, 3, json!([{ "text": "Other: service {}\n".repeat(40) }]));
    assert_eq!(client.ask_in_vain("codeLens/resolve", lens.clone()), -32801);
    client.close(URI);
    assert_eq!(client.ask_in_vain("codeLens/resolve", lens), -32602);
    client.shut_down();
}

#[test]
fn switches_off_each_kind() {
    let mut client = shop("utf-16", json!({ "workspace": { "codeLens": { "refreshSupport": true } } }));
    for (left, settings) in [
        (4, json!({ "references": false })),
        (4, json!({ "endpoints": false })),
        (4, json!({ "preview": false })),
        (0, json!({ "references": false, "endpoints": false, "preview": false })),
    ] {
        client
            .notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": { "codeLens": settings } } }));
        client.receive("workspace/codeLens/refresh");
        assert_eq!(lenses(&mut client).len(), left, "{settings}");
    }
    client.shut_down();
}
