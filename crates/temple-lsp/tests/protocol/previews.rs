//! A client is notified when generated files that it has seen change, and only then.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::preview::{COMPOSE, SHOP, address, content, file, previewed, shop, virtual_documents};

const CHANGED: &str = "temple/manifestsChanged";
const REFRESH: &str = "workspace/textDocumentContent/refresh";

/// Replaces the open text by another one.
fn rewrite(client: &mut Client, version: i64, text: &str) {
    client.change(URI, version, json!([{ "text": text }]));
}

/// Ends the server. Returns the parameters of its messages with this method.
fn rest(client: Client, method: &str) -> Vec<Value> {
    let rest = client.shut_down().into_iter().filter(|message| message["method"] == method);
    rest.map(|mut message| message["params"].take()).collect()
}

#[test]
fn notifies_of_a_changed_preview_with_its_version() {
    let mut client = shop(json!({}));
    previewed(&mut client, URI);
    rewrite(&mut client, 2, &SHOP.replace("Book", "Film"));
    assert_eq!(client.receive(CHANGED), json!({ "uri": URI, "version": 2 }));
    rewrite(&mut client, 3, SHOP);
    assert_eq!(client.receive(CHANGED), json!({ "uri": URI, "version": 3 }));
    assert_eq!(rest(client, CHANGED), [Value::Null; 0]);
}

#[test]
fn does_not_notify_if_no_generated_file_changes() {
    let mut client = shop(virtual_documents());
    let address = address(&previewed(&mut client, URI), COMPOSE);
    content(&mut client, &address);
    rewrite(&mut client, 2, &format!("// A comment.\n\n{SHOP}"));
    rewrite(&mut client, 3, &format!("{SHOP}\n"));
    rewrite(&mut client, 4, &SHOP.replace("Book", "Film"));
    assert_eq!(client.receive(CHANGED)["version"], 4);
    assert_eq!(client.receive(REFRESH)["uri"], address);
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != CHANGED && message["method"] != REFRESH), "{rest:?}");
}

#[test]
fn does_not_notify_a_client_without_previews() {
    let mut client = shop(virtual_documents());
    let command = json!({ "command": "temple.previewManifests" });
    client.ask("workspace/executeCommand", command);
    rewrite(&mut client, 2, &SHOP.replace("Book", "Film"));
    client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != CHANGED && message["method"] != REFRESH), "{rest:?}");
}

#[test]
fn notifies_once_after_a_burst() {
    let mut client = shop(json!({}));
    previewed(&mut client, URI);
    for version in 2..=400 {
        rewrite(&mut client, version, &SHOP.replace("Book", &format!("Book{version}")));
    }
    let (mut last, mut count) = (1, 0);
    while last < 400 {
        let version = client.receive(CHANGED)["version"].as_i64().expect("a version");
        assert!(version > last, "{version} after {last}");
        (last, count) = (version, count + 1);
    }
    assert!(count < 200, "{count} notifications for 399 changes");
    assert_eq!(rest(client, CHANGED), [Value::Null; 0]);
}

#[test]
fn notifies_only_after_edits_pause() {
    let mut client = Client::with_quiet(Duration::from_secs(3600));
    client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.open(URI, 1, SHOP);
    previewed(&mut client, URI);
    for version in 2..=21 {
        rewrite(&mut client, version, &SHOP.replace("Book", &format!("Book{version}")));
        // The answer shows that the server has nothing else to do before the next edit.
        client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    }
    assert_eq!(rest(client, CHANGED), [json!({ "uri": URI, "version": 21 })]);
}

#[test]
fn refreshes_virtual_documents_when_errors_come_or_go() {
    let mut client = shop(virtual_documents());
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let asked = |client: &mut Client| client.ask("workspace/textDocumentContent", json!({ "uri": address }));
    let whole = asked(&mut client);
    rewrite(&mut client, 2, &format!("{SHOP}}}\n"));
    assert_eq!(client.receive(REFRESH)["uri"], address);
    let text = &whole["text"];
    assert_eq!(asked(&mut client), json!({ "text": text, "complete": false, "source": "lastValid", "version": 1 }));
    rewrite(&mut client, 3, SHOP);
    assert_eq!(client.receive(REFRESH)["uri"], address);
    assert_eq!(asked(&mut client), json!({ "text": text, "complete": true, "source": "current", "version": 3 }));
    assert_eq!(rest(client, REFRESH), [Value::Null; 0]);
}

#[test]
fn answers_never_come_from_an_older_or_newer_text() {
    let mut client = shop(virtual_documents());
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let asked: Vec<_> = (2..=201)
        .map(|version| {
            rewrite(&mut client, version, &SHOP.replace("Book", &format!("Book{version}")));
            let preview = client.request("temple/previewManifests", json!({ "textDocument": { "uri": URI } }));
            (version, preview, client.request("workspace/textDocumentContent", json!({ "uri": address })))
        })
        .collect();
    for (version, preview, content) in asked {
        let preview = client.answer(preview)["result"].take();
        let text = file(&preview, COMPOSE)["text"].clone();
        let line = format!("build: ./book{version}\n");
        assert!(text.as_str().is_some_and(|text| text.contains(&line)), "{line:?} is not in {text}");
        assert_eq!(client.answer(content)["result"]["text"], text);
    }
    client.shut_down();
}

#[test]
fn notifies_after_an_outdated_answer() {
    let mut client = shop(json!({}));
    client.request("temple/previewManifests", json!({ "textDocument": { "uri": URI } }));
    rewrite(&mut client, 2, &SHOP.replace("Book", "Film"));
    assert_eq!(client.receive(CHANGED)["version"], 2);
    client.shut_down();
}

#[test]
fn notifies_for_each_requested_provider() {
    let mut client = shop(json!({}));
    client.ask("temple/previewManifests", json!({ "textDocument": { "uri": URI }, "target": "dockerCompose" }));
    // For Docker Compose, nothing changes.
    rewrite(&mut client, 2, &SHOP.replace("dockerCompose", "dc"));
    previewed(&mut client, URI);
    let settings = json!({ "settings": { "temple": { "preview": { "target": "kubernetes" } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(client.receive(CHANGED)["version"], 2);
    assert_eq!(rest(client, CHANGED), [Value::Null; 0]);
}

#[test]
fn refreshes_only_changed_virtual_documents() {
    let mut client = shop(virtual_documents());
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let chosen = address.replacen("auto", "kubernetes", 1);
    assert!(content(&mut client, &address).contains("book"));
    assert!(content(&mut client, &chosen).contains("is not a file generated from"));
    rewrite(&mut client, 2, &SHOP.replace("Book", "Film"));
    assert_eq!(client.receive(REFRESH)["uri"], address);
    assert!(content(&mut client, &address).contains("film"));
    assert_eq!(rest(client, REFRESH), [Value::Null; 0]);
}

#[test]
fn sends_no_refresh_to_clients_without_virtual_documents() {
    let mut client = shop(json!({}));
    let address = address(&previewed(&mut client, URI), COMPOSE);
    content(&mut client, &address);
    rewrite(&mut client, 2, &SHOP.replace("Book", "Film"));
    client.receive(CHANGED);
    assert_eq!(rest(client, REFRESH), [Value::Null; 0]);
}

#[test]
fn virtual_documents_outlive_the_templefile() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.temple");
    let uri = format!("file://{}", path.display());
    let mut client = Client::with(virtual_documents());
    client.open(&uri, 1, SHOP);
    let address = address(&previewed(&mut client, &uri), COMPOSE);
    let check = |client: &mut Client, expected: &str| {
        assert_eq!(client.receive(REFRESH)["uri"], address);
        let found = content(client, &address);
        assert!(found.contains(expected), "{found}");
    };
    content(&mut client, &address_of(&uri));
    client.close(&uri);
    check(&mut client, "cannot be read");
    fs::write(&path, SHOP.replace("Book", "Film")).expect("our own folder");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    check(&mut client, "film:");
    client.open(&uri, 1, SHOP);
    check(&mut client, "book:");
    client.change(&uri, 2, json!([{ "range": { "start": { "line": 9, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "" }]));
    check(&mut client, "out of sync");
    client.change(&uri, 3, json!([{ "text": SHOP }]));
    check(&mut client, "book:");
    assert_eq!(rest(client, REFRESH), [Value::Null; 0]);
}

/// Returns the URI of the compose file that is generated from a Templefile.
fn address_of(uri: &str) -> String {
    let escaped = |char: char| match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => char.to_string(),
        other => format!("~{:02X}", u32::from(other)),
    };
    format!("temple-manifest://auto/{}/{COMPOSE}", uri.chars().map(escaped).collect::<String>())
}

#[test]
fn a_preview_ends_when_its_document_is_closed() {
    let mut client = shop(json!({}));
    previewed(&mut client, URI);
    client.close(URI);
    client.open(URI, 1, &SHOP.replace("Book", "Film"));
    rewrite(&mut client, 2, SHOP);
    client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(rest(client, CHANGED), [Value::Null; 0]);
}
