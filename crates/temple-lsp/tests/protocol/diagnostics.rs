//! Diagnostics are either pushed or pulled, and contain only what the client can show.

use serde_json::{Value, json};

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

fn is_publication(message: &Value) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
}

#[test]
fn does_not_push_to_a_pulling_client() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": { "textDocument": { "diagnostic": {} } } }));
    let expected = json!({ "identifier": "temple", "interFileDependencies": false, "workspaceDiagnostics": true });
    assert_eq!(answer["capabilities"]["diagnosticProvider"], expected);
    client.open(URI, 1, &nonsense_in_line(2));
    client.change(URI, 2, json!([{ "text": nonsense_in_line(3) }]));
    assert_eq!(nonsense_lines(&client.pulled(URI)), [3]);
    client.close(URI);
    assert!(!client.shut_down().iter().any(is_publication));
}

#[test]
fn pushes_to_a_client_that_does_not_pull() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["capabilities"].get("diagnosticProvider"), None);
    client.open(URI, 7, &nonsense_in_line(2));
    let published = client.published(URI);
    assert_eq!(published["version"], 7);
    assert_eq!(nonsense_lines(&published["diagnostics"]), [2]);
    client.close(URI);
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    assert!(!client.shut_down().iter().any(is_publication));
}

#[test]
fn pushes_diagnostics_only_when_they_change() {
    let mut client = Client::pushing();
    client.open(URI, 1, &nonsense_in_line(2));
    client.published(URI);
    // The diagnostics stay the same, and no edit touches them; later edits change them.
    let end = json!({ "line": 4, "character": 0 });
    client.change(URI, 2, json!([{ "range": { "start": end, "end": end }, "text": "\n// Nothing.\n" }]));
    // Reports are made in the order in which they are asked for.
    client.open("untitled:after", 1, "");
    client.published("untitled:after");
    client.change(URI, 3, json!([{ "text": nonsense_in_line(4) }]));
    assert_eq!(client.published(URI)["version"], 3);
    // Diagnostics are published again when the document is opened again.
    client.open(URI, 1, &nonsense_in_line(4));
    assert_eq!(client.published(URI)["version"], 1);
    assert!(!client.shut_down().iter().any(is_publication));
}

#[test]
fn reports_on_a_document_without_problems() {
    let mut client = Client::pushing();
    client.open(URI, 1, "/* */ P: project { #provider(kubernetes); }\n");
    let published = client.published(URI);
    assert_eq!(nonsense_lines(&published["diagnostics"]), [0_u64; 0]);
    assert_eq!(published["version"], 1);
}

#[test]
fn a_repeated_pull_returns_unchanged() {
    let mut client = Client::pulling();
    client.open(URI, 1, &nonsense_in_line(2));
    let pull = |client: &mut Client, previous: &Value| {
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
        client.ask("textDocument/diagnostic", params)
    };
    let first = pull(&mut client, &Value::Null);
    assert_eq!(first["kind"], "full");
    let again = pull(&mut client, &first["resultId"]);
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    client.change(URI, 2, json!([{ "text": nonsense_in_line(3) }]));
    let changed = pull(&mut client, &first["resultId"]);
    assert_eq!(changed["kind"], "full");
    assert_ne!(changed["resultId"], first["resultId"]);
    assert_eq!(nonsense_lines(&changed["items"]), [3]);
    client.shut_down();
}

#[test]
fn a_diagnostic_has_code_page_and_source() {
    let mut client = Client::pulling();
    client.open(URI, 1, &nonsense_in_line(2));
    let items = client.pulled(URI);
    let item = items.as_array().expect("a list").iter().find(|item| item["code"] == "unknown-block-kind");
    let item = item.expect("the block");
    assert_eq!(item["source"], "temple");
    assert_eq!(item["severity"], 1);
    assert!(item["message"].as_str().is_some_and(|message| !message.is_empty()));
    let page = item["codeDescription"]["href"].as_str().expect("an address");
    assert!(page.ends_with("/docs/diagnostics/unknown-block-kind.md"), "{page}");
    client.shut_down();
}

/// A text with a misspelled type, a duplicate attribute, and a duplicate annotation.
const TROUBLE: &str = "P: project {}\nA: service {\n  a: strin;\n  b: int;\n  b: int;\n  c: int @unique @unique;\n}\n";

/// Returns the diagnostic with this code in [`TROUBLE`], as a client with these capabilities receives it; null if it
/// receives none.
#[track_caller]
fn trouble(diagnostic: Value, options: Value, code: &str) -> Value {
    let capabilities = json!({ "textDocument": { "diagnostic": {}, "publishDiagnostics": diagnostic } });
    let mut client = Client::initialized(json!({ "capabilities": capabilities, "initializationOptions": options }));
    client.open(URI, 1, TROUBLE);
    let items = client.pulled(URI);
    let item = items.as_array().expect("a list").iter().find(|item| item["code"] == code);
    item.cloned().unwrap_or_default()
}

#[test]
fn sends_related_information_to_clients_that_show_it() {
    let related = trouble(json!({ "relatedInformation": true }), json!({}), "duplicate-attribute");
    assert_eq!(related["relatedInformation"][0]["location"]["uri"], URI);
    assert_eq!(trouble(json!({}), json!({}), "duplicate-attribute").get("relatedInformation"), None);
}

#[test]
fn sends_tags_to_clients_that_know_them() {
    let tags = |known: Value| trouble(json!({ "tagSupport": known }), json!({}), "repeated-annotation")["tags"].take();
    assert_eq!(tags(json!({ "valueSet": [1, 2] })), json!([1]));
    assert_eq!(tags(json!({ "valueSet": [2] })), Value::Null);
    assert_eq!(tags(json!(true)), Value::Null);
}

#[test]
fn diagnostics_carry_their_fixes() {
    let fix = trouble(json!({}), json!({}), "unknown-type")["data"]["fixes"][0].take();
    assert!(fix["title"].is_string(), "{fix}");
    let position = |character| json!({ "line": 2, "character": character });
    let edit = json!({ "range": { "start": position(5), "end": position(10) }, "newText": "string" });
    assert_eq!(fix["edits"], json!([edit]));
}

#[test]
fn disables_a_hint() {
    let options = json!({ "diagnostics": { "disable": ["repeated-annotation"] } });
    assert_ne!(trouble(json!({}), json!({}), "repeated-annotation"), Value::Null);
    assert_eq!(trouble(json!({}), options, "repeated-annotation"), Value::Null);
}
