//! While the text has errors, generated files come from the last text without errors.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::preview::{COMPOSE, SHOP, address, content, file, previewed, shop, virtual_documents};

/// A system whose service has a column, and the file with that column.
pub(crate) const CUSTOMER: &str = "Shop: project {\n  #provider(dockerCompose);\n}\nCustomer: service {\n  name: string(20);\n  phone: string(20);\n  age: int;\n}\n";
pub(crate) const SQL: &str = "customer-db/init.sql";

/// [`CUSTOMER`] with a typo in the type of the column.
pub(crate) fn typo() -> String {
    CUSTOMER.replace("phone: string", "phone: strng")
}

/// Starts a server and opens a text.
pub(crate) fn opened(text: &str) -> Client {
    let mut client = Client::with(json!({}));
    client.open(URI, 1, text);
    client
}

/// Replaces the open text by another one.
pub(crate) fn rewrite(client: &mut Client, version: i64, text: &str) {
    client.change(URI, version, json!([{ "text": text }]));
}

/// Asks for a preview with further parameters.
fn preview_with(client: &mut Client, mut params: Value) -> Value {
    params["textDocument"] = json!({ "uri": URI });
    client.ask("temple/previewManifests", params)
}

/// Asks for a plan, by default of a folder that does not exist.
pub(crate) fn plan_with(client: &mut Client, mut params: Value) -> Value {
    params["textDocument"] = json!({ "uri": URI });
    if params.get("folder").is_none() {
        params["folder"] = json!("file:///nowhere/at/all");
    }
    client.ask("temple/planManifests", params)
}

/// Returns the source of the files of a preview or plan.
fn origin(answer: &Value) -> (&str, Option<i64>, bool) {
    let source = answer["source"].as_str().expect("a source");
    let complete = answer["complete"].as_bool().expect("a truth value");
    assert_eq!(answer["errors"].as_array().map(Vec::is_empty), Some(complete), "{answer}");
    (source, answer["version"].as_i64(), complete)
}

/// Checks that preview, plan and virtual document come from the same text. Returns the preview.
#[track_caller]
fn check(client: &mut Client, expected: (&str, Option<i64>, bool), has_phone: bool) -> Value {
    let preview = previewed(client, URI);
    assert_eq!(origin(&preview), expected);
    let sql = file(&preview, SQL)["text"].as_str().expect("a text");
    assert_eq!(sql.contains("phone VARCHAR(20)"), has_phone, "{sql}");
    let plan = plan_with(client, json!({}));
    assert_eq!(origin(&plan), expected);
    let paths = |answer: &Value| {
        let files = answer["files"].as_array().expect("files").iter();
        files.map(|file| file["path"].as_str().expect("a path").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&plan), paths(&preview));
    let id = preview["id"].as_str().expect("an id");
    assert!(plan["id"].as_str().is_some_and(|plan| plan.starts_with(&format!("{id}/"))), "{plan}");
    let alone = client.ask("workspace/textDocumentContent", json!({ "uri": address(&preview, SQL) }));
    let (source, version, complete) = expected;
    assert_eq!(alone, json!({ "text": sql, "complete": complete, "source": source, "version": version }));
    preview
}

#[test]
fn generates_from_the_last_valid_text_after_a_typo() {
    let mut client = opened(CUSTOMER);
    check(&mut client, ("current", Some(1), true), true);
    rewrite(&mut client, 2, &typo());
    let preview = check(&mut client, ("lastValid", Some(1), false), true);
    let error = &preview["errors"][0];
    assert_eq!(error["code"], "unknown-type");
    let start = json!({ "line": 5, "character": 9 });
    assert_eq!(error["range"], json!({ "start": start, "end": { "line": 5, "character": 14 } }));
    rewrite(&mut client, 3, CUSTOMER);
    check(&mut client, ("current", Some(3), true), true);
    client.shut_down();
}

#[test]
fn generates_from_the_current_text_on_request() {
    let mut client = opened(CUSTOMER);
    let current = json!({ "source": "current" });
    assert_eq!(preview_with(&mut client, current.clone()), previewed(&mut client, URI));
    rewrite(&mut client, 2, &typo());
    let preview = preview_with(&mut client, current.clone());
    assert_eq!(origin(&preview), ("current", Some(2), false));
    assert!(!file(&preview, SQL)["text"].as_str().expect("a text").contains("phone"));
    assert_eq!(origin(&plan_with(&mut client, current)), ("current", Some(2), false));
    assert_eq!(preview_with(&mut client, json!({ "source": null })), previewed(&mut client, URI));
    let wrong = json!({ "textDocument": { "uri": URI }, "source": "newest" });
    assert_eq!(client.ask_in_vain("temple/previewManifests", wrong), -32602);
    client.shut_down();
}

#[test]
fn a_document_opened_with_errors_has_no_last_valid_text_until_it_is_valid() {
    let mut client = opened(&typo());
    check(&mut client, ("current", Some(1), false), false);
    rewrite(&mut client, 2, &format!("{}\n", typo()));
    check(&mut client, ("current", Some(2), false), false);
    rewrite(&mut client, 3, CUSTOMER);
    rewrite(&mut client, 4, &typo());
    check(&mut client, ("lastValid", Some(3), false), true);
    client.shut_down();
}

#[test]
fn depends_on_the_order_of_texts_not_their_timing() {
    let mut client = Client::with(json!({}));
    let document = json!({ "uri": URI, "languageId": "temple", "version": 1, "text": CUSTOMER });
    let open = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } });
    let change = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": { "uri": URI, "version": 2 }, "contentChanges": [{ "text": typo() }]
    } });
    let framed = [open, change].map(|message| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    });
    client.raw(framed.concat().as_bytes());
    check(&mut client, ("lastValid", Some(1), false), true);
    client.shut_down();
}

#[test]
fn finds_the_last_valid_text_in_a_burst() {
    let mut client = opened(&CUSTOMER.replace("phone", "fax"));
    rewrite(&mut client, 2, CUSTOMER);
    for version in 3..=300 {
        let position = json!({ "line": 5, "character": 2 });
        let start = json!({ "line": 5, "character": 1 });
        let (range, text) = match version % 2 {
            1 => (json!({ "start": position, "end": position }), "#"),
            _ => (json!({ "start": start, "end": start }), "%"),
        };
        client.change(URI, version, json!([{ "range": range, "text": text }]));
    }
    check(&mut client, ("lastValid", Some(2), false), true);
    client.shut_down();
}

#[test]
fn a_reopened_document_starts_without_history() {
    let mut client = opened(CUSTOMER);
    rewrite(&mut client, 2, &typo());
    check(&mut client, ("lastValid", Some(1), false), true);
    client.close(URI);
    client.open(URI, 7, &typo());
    check(&mut client, ("current", Some(7), false), false);
    client.shut_down();
}

#[test]
fn a_file_that_is_not_open_has_no_last_valid_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.temple");
    let uri = format!("file://{}", path.display());
    let mut client = Client::with(json!({}));
    fs::write(&path, CUSTOMER).expect("our own folder");
    assert_eq!(origin(&previewed(&mut client, &uri)), ("current", None, true));
    fs::write(&path, typo()).expect("our own folder");
    let preview = previewed(&mut client, &uri);
    assert_eq!(origin(&preview), ("current", None, false));
    assert!(preview.get("version").is_some_and(Value::is_null));
    client.shut_down();
}

#[test]
fn accepts_a_provider_while_the_text_has_errors() {
    let mut client = opened(CUSTOMER);
    rewrite(&mut client, 2, &typo());
    let chosen = json!({ "target": "kubernetes" });
    let preview = preview_with(&mut client, chosen.clone());
    assert_eq!((origin(&preview), &preview["target"]), (("lastValid", Some(1), false), &json!("kubernetes")));
    assert!(file(&preview, SQL)["text"].as_str().expect("a text").contains("phone VARCHAR(20)"));
    assert_eq!(plan_with(&mut client, chosen)["target"], "kubernetes");
    let settings = json!({ "settings": { "temple": { "preview": { "target": "kubernetes" } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(previewed(&mut client, URI)["target"], "kubernetes");
    client.shut_down();
}

/// Returns the text at the range of an origin.
fn text_at<'t>(text: &'t str, range: &Value) -> &'t str {
    let offset = |position: &Value| {
        let number = |name: &str| usize::try_from(position[name].as_u64().expect("a number")).expect("a small number");
        text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>() + number("character")
    };
    &text[offset(&range["start"])..offset(&range["end"])]
}

/// Checks the origins of the line of the phone after the text has changed: in the preview and in `temple/reveal`.
#[track_caller]
fn check_origins(now: &str, expected: &[&str]) {
    let mut client = opened(CUSTOMER);
    rewrite(&mut client, 2, now);
    let preview = previewed(&mut client, URI);
    assert_eq!(origin(&preview), ("lastValid", Some(1), false));
    let sql = file(&preview, SQL);
    let line = sql["text"].as_str().expect("a text").lines().position(|line| line.contains("phone VARCHAR"));
    let line = u64::try_from(line.expect("the column")).expect("a small number");
    let origins = sql["origins"].as_array().expect("origins").iter();
    let here = origins.filter(|it| it["lines"][0].as_u64() <= Some(line) && it["lines"][1].as_u64() >= Some(line));
    assert_eq!(here.map(|it| text_at(now, &it["source"])).collect::<Vec<_>>(), expected);
    let revealed = client.ask("temple/reveal", json!({ "uri": sql["uri"], "line": line }));
    let revealed = revealed.as_array().expect("a list").iter();
    let (ranges, reasons): (Vec<_>, Vec<_>) = revealed.partition::<Vec<_>, _>(|it| it.get("range").is_some());
    // A line without an origin has a reason.
    assert_eq!(reasons.len(), usize::from(expected.is_empty()), "{reasons:?}");
    let ranges: Vec<_> = ranges.into_iter().map(|it| it["range"].clone()).collect();
    assert_eq!(ranges.iter().map(|it| text_at(now, it)).collect::<Vec<_>>(), expected);
    // And in the other direction.
    for range in ranges {
        let params = json!({ "textDocument": { "uri": URI }, "range": range });
        let found = client.ask("temple/reveal", params);
        let holds = |it: &Value| {
            it["path"] == SQL && it["lines"][0].as_u64() <= Some(line) && it["lines"][1].as_u64() >= Some(line)
        };
        assert!(found.as_array().expect("a list").iter().any(holds), "{found}");
    }
    client.shut_down();
}

#[test]
fn translates_origins_to_the_current_text() {
    let whole = ["phone: string(20);", "phone", "string(20)"];
    let edited = ["phone: strng(20);", "phone", "strng(20)"];
    check_origins(&typo(), &edited);
    check_origins(&format!("// 😀\n\n{}", typo()), &edited);
    check_origins(&CUSTOMER.replace("age: int", "age: nit"), &whole);
    check_origins(&format!("}}{CUSTOMER}"), &whole);
    check_origins(&CUSTOMER.replace("phone: string(20)", "phone: "), &["phone: ;", "phone"]);
}

#[test]
fn deleted_text_has_no_origin() {
    check_origins(&CUSTOMER.replace("  phone: string(20);\n", "").replace("age: int", "age: nit"), &[]);
    check_origins("Shop: project {\n", &[]);
    let mut client = opened(CUSTOMER);
    rewrite(&mut client, 2, &format!("%%%\n{CUSTOMER}"));
    let params = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 1 } });
    assert_eq!(client.ask("temple/reveal", params), json!([]));
    client.shut_down();
}

#[test]
fn translates_notes_to_the_current_text() {
    let text = CUSTOMER.replace("Customer", "User2");
    let mut client = opened(&text);
    let notes = |preview: &Value, text: &str| {
        let notes = preview["notes"].as_array().expect("notes").iter().filter(|note| note.get("range").is_some());
        notes.map(|note| (note["code"].clone(), text_at(text, &note["range"]).to_owned())).collect::<Vec<_>>()
    };
    let before = notes(&previewed(&mut client, URI), &text);
    assert!(before.iter().any(|(_, name)| name == "User2"), "{before:?}");
    let now = format!("// new\n{}", text.replace("age: int", "age: nit"));
    rewrite(&mut client, 2, &now);
    assert_eq!(notes(&previewed(&mut client, URI), &now), before);
    client.shut_down();
}

#[test]
fn notifies_of_a_changed_error_state() {
    const CHANGED: &str = "temple/manifestsChanged";
    let mut client = opened(CUSTOMER);
    previewed(&mut client, URI);
    for (version, text) in [(2, typo()), (3, CUSTOMER.replace("string", "strg")), (4, CUSTOMER.to_owned())] {
        rewrite(&mut client, version, &text);
        assert_eq!(client.receive(CHANGED), json!({ "uri": URI, "version": version }));
    }
    // Only the errors move.
    rewrite(&mut client, 5, &typo());
    client.receive(CHANGED);
    rewrite(&mut client, 6, &format!("\n{}", typo()));
    rewrite(&mut client, 7, CUSTOMER);
    assert_eq!(client.receive(CHANGED)["version"], 7);
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != CHANGED), "{rest:?}");
}

#[test]
fn notifies_for_each_requested_text() {
    let mut client = opened(&typo());
    rewrite(&mut client, 2, CUSTOMER);
    rewrite(&mut client, 3, &typo());
    preview_with(&mut client, json!({ "source": "current" }));
    // Another part of the text is valid, but the last valid text and the error are the same.
    rewrite(&mut client, 4, &typo().replace("age", "years"));
    assert_eq!(client.receive("temple/manifestsChanged")["version"], 4);
    client.shut_down();

    let mut client = opened(CUSTOMER);
    rewrite(&mut client, 2, &typo());
    previewed(&mut client, URI);
    rewrite(&mut client, 3, &typo().replace("age", "years"));
    rewrite(&mut client, 4, CUSTOMER);
    assert_eq!(client.receive("temple/manifestsChanged")["version"], 4);
    client.shut_down();
}

#[test]
fn notifies_after_a_plan_without_preview() {
    const CHANGED: &str = "temple/manifestsChanged";
    let mut client = opened(CUSTOMER);
    plan_with(&mut client, json!({}));
    for (version, text) in [(2, typo()), (3, CUSTOMER.replace("phone", "fax")), (4, CUSTOMER.to_owned())] {
        rewrite(&mut client, version, &text);
        assert_eq!(client.receive(CHANGED), json!({ "uri": URI, "version": version }));
    }
    client.shut_down();
    // The command asks once.
    let mut client = opened(CUSTOMER);
    let argument = json!({ "textDocument": { "uri": URI }, "folder": "file:///nowhere/at/all" });
    client.ask("workspace/executeCommand", json!({ "command": "temple.planManifests", "arguments": [argument] }));
    rewrite(&mut client, 2, &typo());
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != CHANGED), "{rest:?}");
}

#[test]
fn a_plan_does_not_hide_a_change_from_a_preview() {
    let mut client = opened(CUSTOMER);
    previewed(&mut client, URI);
    rewrite(&mut client, 2, &CUSTOMER.replace("phone", "fax"));
    // The plan is newer than the preview that the client has.
    plan_with(&mut client, json!({}));
    assert_eq!(client.receive("temple/manifestsChanged"), json!({ "uri": URI, "version": 2 }));
    client.shut_down();
}

#[test]
fn virtual_documents_follow_the_requested_text() {
    let mut client = Client::with(virtual_documents());
    client.open(URI, 1, CUSTOMER);
    let address = address(&previewed(&mut client, URI), SQL);
    rewrite(&mut client, 2, &typo());
    let has_phone = |content: &Value| content["text"].as_str().expect("a text").contains("phone");
    let last_valid = client.ask("workspace/textDocumentContent", json!({ "uri": address }));
    assert_eq!((&last_valid["source"], has_phone(&last_valid)), (&json!("lastValid"), true));
    let current = json!({ "uri": address, "source": "current" });
    let parts = client.ask("workspace/textDocumentContent", current.clone());
    assert_eq!((&parts["source"], &parts["version"], has_phone(&parts)), (&json!("current"), &json!(2), false));
    // Another part of the text is valid, but the last valid text and the error are the same.
    rewrite(&mut client, 3, &typo().replace("age", "years"));
    assert_eq!(client.receive("workspace/textDocumentContent/refresh")["uri"], address);
    assert!(client.ask("workspace/textDocumentContent", current)["text"].as_str().expect("a text").contains("years"));
    client.shut_down();
}

#[test]
fn virtual_documents_keep_their_text_through_errors() {
    let mut client = shop(virtual_documents());
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let before = content(&mut client, &address);
    rewrite(&mut client, 2, &SHOP[..SHOP.len() - 3]);
    assert_eq!(content(&mut client, &address), before);
    rewrite(&mut client, 3, "");
    assert_eq!(content(&mut client, &address), before);
    client.shut_down();
}

/// Returns the members of the files of a preview, by their paths.
fn members(preview: &Value) -> Vec<(String, Vec<String>)> {
    let files = preview["files"].as_array().expect("files").iter().map(|file| {
        let names = file.as_object().expect("an object").keys().filter(|name| !name.is_empty());
        (file["path"].as_str().expect("a path").to_owned(), names.cloned().collect())
    });
    files.collect()
}

/// Returns the etags of a preview, in the form in which a client sends them.
fn known(preview: &Value) -> Value {
    let files = preview["files"].as_array().expect("files").iter();
    let etags = files.map(|file| (file["path"].as_str().expect("a path").to_owned(), file["etag"].clone()));
    json!({ "known": etags.collect::<serde_json::Map<_, _>>() })
}

#[test]
fn sends_only_changed_files() {
    const ALL: [&str; 7] = ["etag", "language", "origins", "path", "reasons", "text", "uri"];
    let mut client = opened(CUSTOMER);
    let first = previewed(&mut client, URI);
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert!(members(&first).into_iter().all(|(_, names)| sorted(names) == ALL));

    let again = preview_with(&mut client, known(&first));
    let unchanged = ["etag", "language", "path", "uri"];
    assert!(members(&again).into_iter().all(|(_, names)| sorted(names) == unchanged), "{again}");
    assert_eq!(again["id"], first["id"]);

    // The origins move; the lines without an origin stay.
    rewrite(&mut client, 2, &format!("\n{CUSTOMER}"));
    let moved = preview_with(&mut client, known(&first));
    assert_ne!(moved["id"], first["id"]);
    for (file, before) in
        moved["files"].as_array().expect("files").iter().zip(first["files"].as_array().expect("files"))
    {
        assert_eq!(file.get("text"), None);
        assert_eq!(file["path"], before["path"]);
        let has_origins = before["origins"].as_array().is_some_and(|origins| !origins.is_empty());
        assert_eq!(file.get("origins").is_some(), has_origins, "{file}");
        assert_eq!(file["etag"] != before["etag"], has_origins);
    }
    let whole = previewed(&mut client, URI);
    assert_eq!(file(&moved, SQL)["origins"], file(&whole, SQL)["origins"]);

    // After a service is added, its files and those that mention it are sent completely.
    rewrite(&mut client, 3, &format!("\n{CUSTOMER}Film: service {{\n  a: int;\n}}\n"));
    let grown = preview_with(&mut client, known(&moved));
    let has_text = |path: &str| file(&grown, path).get("text").is_some();
    assert!(has_text(COMPOSE) && has_text("film-db/init.sql") && !has_text(SQL));

    // Invalid etags match nothing.
    for etag in ["", "-", "x", "x-y", "😀-"] {
        let params = json!({ "known": { SQL: etag, "gone": etag } });
        assert!(file(&preview_with(&mut client, params), SQL).get("text").is_some());
    }
    client.shut_down();
}

#[test]
fn etags_cover_files_of_the_last_valid_text() {
    let mut client = opened(CUSTOMER);
    let first = previewed(&mut client, URI);
    rewrite(&mut client, 2, &typo());
    let second = preview_with(&mut client, known(&first));
    let sql = file(&second, SQL);
    assert!(sql.get("text").is_none() && sql.get("origins").is_some(), "the origin is one letter shorter: {sql}");
    rewrite(&mut client, 3, CUSTOMER);
    let third = preview_with(&mut client, known(&first));
    assert!(third["files"].as_array().expect("files").iter().all(|file| file.get("origins").is_none()));
    client.shut_down();
}
