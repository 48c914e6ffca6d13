//! The server has the same text as the editor, or knows that it does not.

use serde_json::{Value, json};

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

fn range(start: (i64, i64), end: (i64, i64)) -> Value {
    let position = |(line, character)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

/// Checks the encoding that the server chooses, by an edit after a `😀` of `smiley` units.
#[track_caller]
fn check_encoding(offered: Value, chosen: &str, smiley: i64) {
    let capabilities = json!({
        "general": { "positionEncodings": offered }, "textDocument": { "diagnostic": {} }
    });
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": capabilities }));
    assert_eq!(answer["capabilities"]["positionEncoding"], chosen);
    client.open(URI, 1, "/*😀*/ A: junk {\n}\n");
    let word = 8 + smiley;
    client.change(URI, 2, json!([{ "range": range((0, word), (0, word + 4)), "text": "nonsense" }]));
    let items = client.pulled(URI);
    let item = items.as_array().expect("a list").iter().find(|item| item["code"] == "unknown-block-kind");
    assert_eq!(item.expect("the block")["range"], range((0, word), (0, word + 8)));
}

#[test]
fn positions_use_the_negotiated_encoding() {
    check_encoding(json!(["utf-8", "utf-16"]), "utf-8", 4);
    check_encoding(json!(["utf-16"]), "utf-16", 2);
    check_encoding(json!(["utf-32", "utf-8"]), "utf-32", 1);
    check_encoding(json!(["utf-7", "utf-32"]), "utf-32", 1);
    check_encoding(json!(["utf-7"]), "utf-16", 2);
    check_encoding(json!("utf-8"), "utf-16", 2);
    check_encoding(Value::Null, "utf-16", 2);
}

/// Checks that after the change, the only unknown block is in this line.
#[track_caller]
fn check_change(changes: Value, line: u64) {
    let mut client = Client::pulling();
    client.open(URI, 1, &nonsense_in_line(5));
    client.change(URI, 7, changes);
    assert_eq!(nonsense_lines(&client.pulled(URI)), [line]);
    client.shut_down();
}

#[test]
fn applies_changes_one_after_another() {
    check_change(json!([{ "range": range((0, 0), (0, 0)), "text": "\n" }]), 6);
    check_change(json!([{ "range": range((0, 0), (2, 0)), "text": "" }]), 3);
    check_change(json!([{ "text": nonsense_in_line(1) }]), 1);
    check_change(json!([{ "text": nonsense_in_line(1) }, { "range": range((0, 0), (0, 0)), "text": "\r\n\r\r" }]), 3);
    check_change(json!([]), 5);
}

#[test]
fn clamps_positions_past_the_end() {
    check_change(json!([{ "range": range((0, 99), (0, 99)), "text": "\n" }]), 6);
    check_change(json!([{ "range": range((999, 9), (2_147_483_647, 0)), "text": "\n" }]), 5);
}

#[test]
fn an_invalid_change_drops_the_document_until_its_whole_text_arrives() {
    let senseless = [
        json!([{ "range": range((3, 0), (2, 0)), "text": "x" }]),
        json!([{ "range": range((-1, 0), (2, 0)), "text": "x" }]),
        json!([{ "range": range((0, 0), (4_294_967_296, 0)), "text": "x" }]),
        json!([{ "range": "all", "text": "x" }]),
        json!([{ "text": 5 }]),
        json!("text"),
    ];
    for changes in senseless {
        let mut client = Client::pulling();
        client.open(URI, 1, &nonsense_in_line(5));
        client.change(URI, 2, changes.clone());
        let message = client.receive("window/showMessage")["message"].take();
        assert!(message.as_str().expect("a text").contains(URI), "{message}");
        client.change(URI, 3, json!([{ "range": range((0, 0), (0, 0)), "text": "\n" }]));
        let params = json!({ "textDocument": { "uri": URI } });
        assert_eq!(client.ask_in_vain("textDocument/diagnostic", params), -32803, "{changes}");
        client.change(URI, 4, json!([{ "text": nonsense_in_line(2) }]));
        assert_eq!(nonsense_lines(&client.pulled(URI)), [2]);
        let rest = client.shut_down();
        assert!(!rest.iter().any(|message| message["method"] == "window/showMessage"), "reported once: {rest:?}");
    }
}

#[test]
fn versions_may_have_gaps_but_never_go_back() {
    let mut client = Client::pulling();
    client.open(URI, 5, "");
    client.change(URI, 2_000_000_000, json!([{ "text": nonsense_in_line(1) }]));
    assert_eq!(nonsense_lines(&client.pulled(URI)), [1]);
    client.change(URI, 7, json!([{ "text": nonsense_in_line(2) }]));
    client.receive("window/showMessage");
    client.open(URI, 1, &nonsense_in_line(3));
    assert_eq!(nonsense_lines(&client.pulled(URI)), [3]);
    client.shut_down();
}

#[test]
fn a_dropped_document_shows_no_diagnostics() {
    let mut client = Client::pushing();
    client.open(URI, 1, &nonsense_in_line(5));
    assert_eq!(client.published(URI)["version"], 1);
    client.change(URI, 0, json!([{ "text": "" }]));
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    client.change(URI, 3, json!([{ "text": nonsense_in_line(1) }]));
    let published = client.published(URI);
    assert_eq!(published["version"], 3);
    assert_eq!(nonsense_lines(&published["diagnostics"]), [1]);
}

#[test]
fn documents_may_have_any_address() {
    let mut client = Client::pulling();
    for uri in
        ["", "not a uri", "untitled:ü", "file:", "file://", "file:///%", "vscode-vfs://x/y?z#1", "file:///a/../b"]
    {
        client.open(uri, 1, &nonsense_in_line(4));
        assert_eq!(nonsense_lines(&client.pulled(uri)), [4], "{uri:?}");
        client.close(uri);
    }
    client.shut_down();
}

#[test]
#[cfg(unix)]
fn a_file_has_one_text_for_all_spellings_of_its_uri() {
    let mut client = Client::pulling();
    client.open("file:///a%20b/c%2Etemple", 1, &nonsense_in_line(4));
    assert_eq!(nonsense_lines(&client.pulled("file:///a b/c.temple")), [4]);
    client.shut_down();
}

#[test]
fn ignores_changes_of_documents_that_are_not_open() {
    let mut client = Client::pulling();
    client.change(URI, 2, json!([{ "text": nonsense_in_line(1) }]));
    client.close(URI);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.pulled(URI), json!([]));
    client.open(URI, 1, &nonsense_in_line(1));
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.pulled(URI)), [2]);
    client.close(URI);
    client.close(URI);
    assert_eq!(client.pulled(URI), json!([]));
    client.shut_down();
}
