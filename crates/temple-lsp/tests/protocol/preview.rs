//! Generated files, all at once and one by one.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, URI};

/// A system for Docker Compose with one service.
pub(crate) const SHOP: &str = "Shop: project {\n  #provider(dockerCompose);\n}\nBook: service {\n  a: int;\n}\n";

/// The file that each preview of [`SHOP`] contains.
pub(crate) const COMPOSE: &str = "docker-compose.yml";

/// Returns the capabilities that virtual documents require.
pub(crate) fn virtual_documents() -> Value {
    json!({ "window": { "showDocument": { "support": true } }, "workspace": { "textDocumentContent": {} } })
}

/// Starts a server with these client capabilities and opens [`SHOP`].
pub(crate) fn shop(capabilities: Value) -> Client {
    let mut client = Client::with(capabilities);
    client.open(URI, 1, SHOP);
    client
}

/// Asks for a preview of a document.
pub(crate) fn previewed(client: &mut Client, uri: &str) -> Value {
    client.ask("temple/previewManifests", json!({ "textDocument": { "uri": uri } }))
}

/// Returns the file at that path in a preview.
#[track_caller]
pub(crate) fn file<'p>(preview: &'p Value, path: &str) -> &'p Value {
    let files = preview["files"].as_array().expect("files");
    let paths = || files.iter().map(|file| &file["path"]).collect::<Vec<_>>();
    files.iter().find(|file| file["path"] == path).unwrap_or_else(|| panic!("no {path} among {:?}", paths()))
}

/// Returns the URI of the generated file at that path.
#[track_caller]
pub(crate) fn address(preview: &Value, path: &str) -> String {
    file(preview, path)["uri"].as_str().expect("an address").to_owned()
}

/// Asks for a virtual document.
#[track_caller]
pub(crate) fn content(client: &mut Client, uri: &str) -> String {
    let content = client.ask("workspace/textDocumentContent", json!({ "uri": uri }));
    content["text"].as_str().expect("a text").to_owned()
}

/// Returns the text at the range of an origin.
fn text_at(source: &str, range: &Value) -> String {
    let offset = |position: &Value| {
        let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("a small number");
        let lines = source.split_inclusive('\n').take(number(&position["line"]));
        lines.map(str::len).sum::<usize>() + number(&position["character"])
    };
    source[offset(&range["start"])..offset(&range["end"])].to_owned()
}

#[test]
fn a_preview_has_every_file_with_its_text_and_origins() {
    let mut client = shop(json!({}));
    let preview = previewed(&mut client, URI);
    assert_eq!((&preview["target"], &preview["complete"]), (&json!("dockerCompose"), &json!(true)));
    let compose = file(&preview, COMPOSE);
    assert_eq!(compose["language"], "yaml");
    let text = compose["text"].as_str().expect("a text");
    let line = text.lines().position(|line| line == "  book:").expect("the service");
    let holds = |origin: &&Value| {
        origin["lines"][0].as_u64() <= Some(line as u64) && origin["lines"][1].as_u64() >= Some(line as u64)
    };
    let origins = compose["origins"].as_array().expect("origins").iter().filter(holds);
    assert_eq!(origins.map(|origin| text_at(SHOP, &origin["source"])).collect::<Vec<_>>(), ["Book"]);
    assert!(compose["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()));
    client.shut_down();
}

#[test]
fn returns_each_file_as_a_virtual_document() {
    for uri in [URI, "file:///a%20b/%C3%BC/shop.temple", "vscode-remote://wsl%2Bubuntu/x?y=%2F#z"] {
        let mut client = Client::pulling();
        client.open(uri, 1, SHOP);
        let preview = previewed(&mut client, uri);
        for file in preview["files"].as_array().expect("files") {
            let address = file["uri"].as_str().expect("an address");
            assert!(address.ends_with(&format!("/{}", file["path"].as_str().expect("a path"))), "{address}");
            assert_eq!(content(&mut client, address), file["text"]);
        }
        client.shut_down();
    }
}

#[test]
fn accepts_spellings_of_the_language_for_the_target() {
    let mut client = shop(json!({}));
    for method in ["temple/previewManifests", "temple/graph"] {
        let params = |target: &str| json!({ "textDocument": { "uri": URI }, "target": target });
        for spelling in ["kubernetes", "KUBERNETES", "K8S", "kube"] {
            assert_eq!(client.ask(method, params(spelling))["target"], "kubernetes", "{method} for {spelling}");
        }
        let id = client.request(method, params("nomad"));
        let error = client.answer(id)["error"].take();
        let message = "unknown provider `nomad`; the providers are `kubernetes`, `dockerCompose`";
        assert_eq!((&error["code"], &error["message"]), (&json!(-32602), &json!(message)), "{method}");
    }
    client.shut_down();
}

#[test]
fn provider_comes_from_request_then_settings_then_text() {
    let mut client = shop(json!({}));
    let target = |client: &mut Client, target: Value| {
        let params = json!({ "textDocument": { "uri": URI }, "target": target });
        client.ask("temple/previewManifests", params)["target"].take()
    };
    assert_eq!(target(&mut client, Value::Null), "dockerCompose");
    assert_eq!(target(&mut client, json!("kubernetes")), "kubernetes");
    let settings = json!({ "settings": { "temple": { "preview": { "target": "kubernetes" } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(target(&mut client, Value::Null), "kubernetes");
    assert_eq!(target(&mut client, json!("dockerCompose")), "dockerCompose");
    client.change(URI, 2, json!([{ "text": "Shop: project {}" }]));
    assert_eq!(target(&mut client, Value::Null), "kubernetes");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": {} } }));
    assert_eq!(target(&mut client, Value::Null), Value::Null);
    client.shut_down();
}

#[test]
fn previews_the_valid_part_of_a_broken_text() {
    let mut client = Client::pulling();
    client.open(URI, 1, &format!("{SHOP}Film: service {{ total: money; }}\nLine: service {{"));
    let preview = previewed(&mut client, URI);
    assert_eq!(preview["complete"], false);
    let compose = file(&preview, COMPOSE);
    assert!(compose["text"].as_str().is_some_and(|text| text.contains("\n  book:\n") && text.contains("\n  film:\n")));
    let missing = preview["notes"].as_array().expect("notes").iter().filter(|note| note["severity"] == "error");
    assert!(missing.map(|note| &note["code"]).any(|code| code == "unknown-type"), "{}", preview["notes"]);
    let alone = client.ask("workspace/textDocumentContent", json!({ "uri": address(&preview, COMPOSE) }));
    let expected = json!({ "text": compose["text"], "complete": false, "source": "current", "version": 1 });
    assert_eq!(alone, expected);
    client.shut_down();
}

#[test]
fn leaves_out_disabled_notes() {
    let codes = |disable: Value| {
        let options = json!({ "diagnostics": { "disable": disable } });
        let mut client = Client::initialized(json!({ "capabilities": {}, "initializationOptions": options }));
        client.open(URI, 1, SHOP);
        let preview = previewed(&mut client, URI);
        assert!(client.shut_down().iter().all(|message| message["method"] != "window/showMessage"));
        preview["notes"].as_array().expect("notes").iter().map(|note| note["code"].clone()).collect::<Vec<_>>()
    };
    let all = codes(json!([]));
    let noted = json!("migrations-without-shell");
    assert!(all.contains(&noted), "{all:?}");
    let rest = codes(json!([noted]));
    assert_eq!(rest, all.into_iter().filter(|code| *code != noted).collect::<Vec<_>>());
}

#[test]
fn reads_a_file_that_is_not_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a shop.temple");
    fs::write(&path, SHOP).expect("our own folder");
    let uri = format!("file://{}", path.display()).replace(' ', "%20");
    let mut client = Client::pulling();
    let on_disk = previewed(&mut client, &uri);
    client.open(&uri, 1, &SHOP.replace("Book", "Film"));
    let open = previewed(&mut client, &uri);
    assert_ne!(file(&on_disk, COMPOSE)["text"], file(&open, COMPOSE)["text"]);
    let address = address(&open, COMPOSE);
    assert!(content(&mut client, &address).contains("film"));
    client.close(&uri);
    assert_eq!(content(&mut client, &address), file(&on_disk, COMPOSE)["text"]);
    fs::remove_file(&path).expect("our own folder");
    let gone = content(&mut client, &address);
    assert!(gone.starts_with("# ") && gone.contains(&uri) && gone.lines().count() == 1, "{gone}");
    let params = json!({ "textDocument": { "uri": uri } });
    assert_eq!(client.ask_in_vain("temple/previewManifests", params), -32803);
    client.shut_down();
}

#[test]
fn explains_the_absence_of_a_removed_file() {
    let mut client = shop(json!({}));
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let check = |client: &mut Client, text: &str, expected: &str| {
        client.change(URI, 2, json!([{ "text": text }]));
        let found = content(client, &address);
        assert!(found.starts_with("# ") && found.contains(expected), "{found}");
    };
    check(&mut client, "Shop: project { #provider(kubernetes); }", "is not a file generated from");
    check(&mut client, "", "has errors");
    client.close(URI);
    assert!(content(&mut client, &address).contains("not open"));
    client.shut_down();
}

#[test]
fn registers_virtual_documents_as_the_client_supports() {
    let introduced = |capability: Value| {
        let mut client = Client::fresh();
        let capabilities = json!({ "workspace": { "textDocumentContent": capability } });
        let mut answer = client.ask("initialize", json!({ "capabilities": capabilities }));
        client.notify("initialized", json!({}));
        client.open(URI, 1, SHOP);
        previewed(&mut client, URI);
        let registered =
            client.shut_down().into_iter().find(|message| message["method"] == "client/registerCapability");
        let registered = registered.map(|mut message| message["params"]["registrations"][0].take());
        (answer["capabilities"]["workspace"]["textDocumentContent"].take(), registered)
    };
    let schemes = json!({ "schemes": ["temple-manifest"] });
    assert_eq!(introduced(Value::Null), (Value::Null, None));
    assert_eq!(introduced(json!({})), (schemes.clone(), None));
    let (at_once, later) = introduced(json!({ "dynamicRegistration": true }));
    assert_eq!(at_once, Value::Null);
    let later = later.expect("a registration");
    assert_eq!((&later["method"], &later["registerOptions"]), (&json!("workspace/textDocumentContent"), &schemes));
}

#[test]
fn explains_what_cannot_be_previewed() {
    let mut client = shop(json!({}));
    let unknown = json!({ "textDocument": { "uri": "untitled:unknown" } });
    assert_eq!(client.ask_in_vain("temple/previewManifests", unknown), -32602);
    for target in [json!("nomad"), json!(""), json!(7), json!(["kubernetes"])] {
        let params = json!({ "textDocument": { "uri": URI }, "target": target });
        assert_eq!(client.ask_in_vain("temple/previewManifests", params), -32602);
    }
    for uri in ["", "temple-manifest", "temple-manifest:", "temple-manifest://auto/x~", "file:///docker-compose.yml"] {
        assert_eq!(client.ask_in_vain("workspace/textDocumentContent", json!({ "uri": uri })), -32602, "{uri}");
    }
    for path in ["../../etc/passwd", "/etc/passwd", "docker-compose.yml/", "DOCKER-COMPOSE.YML", "%00"] {
        let uri = format!("temple-manifest://auto/untitled~3AUntitled-1/{path}");
        let found = client.ask("workspace/textDocumentContent", json!({ "uri": uri }));
        assert!(found["text"].as_str().is_some_and(|text| text.contains("is not a file generated from")), "{found}");
    }
    client.shut_down();
}
