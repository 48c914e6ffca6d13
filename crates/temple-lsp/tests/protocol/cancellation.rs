//! `$/cancelRequest` takes effect at once, and every request has one answer.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::preview::{SHOP, shop};

/// The names by which [`hold_all_threads`] holds requests.
fn names() -> Vec<String> {
    (0..64).map(|number| number.to_string()).collect()
}

/// Sends more requests than the server has threads, each of which keeps its thread until it is released. Returns their
/// IDs.
fn hold_all_threads(client: &mut Client) -> Vec<i64> {
    let [first, others @ ..] = &names()[..] else { panic!("there are names") };
    let first = client.hold(first);
    let others = others.iter().map(|name| client.request("temple/test/hold", json!(name)));
    std::iter::once(first).chain(others.collect::<Vec<_>>()).collect()
}

/// Releases the requests that [`hold_all_threads`] holds.
fn release_all(client: &mut Client) {
    client.release(&names().iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn answers_cancelled_requests_at_once() {
    let mut client = Client::pulling();
    client.open(URI, 1, "Shop: project {}");
    let held = hold_all_threads(&mut client);
    let position = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 7 } });
    let hover = client.request("textDocument/hover", position);
    for id in &held {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in held {
        assert_eq!(client.answer(id)["error"]["code"], -32800, "while none could end");
    }
    // Requests that had started still occupy their threads; the others will never start.
    release_all(&mut client);
    assert!(!client.answer(hover)["result"].is_null());
    client.shut_down();
}

/// A client that has received a preview is notified of changes, so one whose request was cancelled is not.
#[test]
fn a_cancelled_request_has_no_effect() {
    let mut client = shop(json!({}));
    let held = hold_all_threads(&mut client);
    let preview = client.request("temple/previewManifests", json!({ "textDocument": { "uri": URI } }));
    client.notify("$/cancelRequest", json!({ "id": preview }));
    assert_eq!(client.answer(preview)["error"]["code"], -32800);
    release_all(&mut client);
    held.into_iter().for_each(|id| _ = client.answer(id));
    client.change(URI, 2, json!([{ "text": SHOP.replace("Book", "Film") }]));
    client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != "temple/manifestsChanged"), "{rest:?}");
}

#[test]
fn answers_a_thousand_cancelled_requests() {
    let mut client = Client::pulling();
    let mut answers = HashMap::new();
    for _ in 0..1000 {
        let id = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
        client.notify("$/cancelRequest", json!({ "id": id }));
        answers.insert(id, 0);
    }
    for message in client.shut_down() {
        let Some(count) = message["id"].as_i64().and_then(|id| answers.get_mut(&id)) else { continue };
        *count += 1;
        assert!(message.get("result").is_some() || message["error"]["code"] == -32800, "{message}");
    }
    assert!(answers.values().all(|&count| count == 1));
}

#[test]
fn ignores_cancellation_of_unknown_requests() {
    let mut client = Client::pulling();
    for id in [json!(1_000_000), json!("nothing"), Value::Null, json!({}), json!(-1), json!(1.5)] {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    client.notify("$/cancelRequest", Value::Null);
    assert_eq!(client.pulled(URI), json!([]));
    assert!(client.shut_down().is_empty());
}

#[test]
fn refuses_an_id_that_is_in_use() {
    let mut client = Client::pulling();
    for _ in 0..2 {
        client.send(&json!({ "id": "twin", "method": "temple/test/hold", "params": "twin" }));
    }
    assert_eq!(client.wait_for(|message| message["id"] == "twin")["error"]["code"], -32600);
    client.release(&["twin"]);
    assert!(client.wait_for(|message| message["id"] == "twin").get("error").is_none());
    client.shut_down();
}
