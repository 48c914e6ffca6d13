//! `$/cancelRequest` takes effect at once, and every request has one answer.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::client::{Client, URI};

#[test]
fn answers_cancelled_requests_at_once() {
    let mut client = Client::pulling();
    client.open(URI, 1, "Shop: project {}");
    // More than there are threads, of which each is kept by one that has begun.
    let first = client.hold("0");
    let names: Vec<String> = (1..64).map(|number| number.to_string()).collect();
    let mut held: Vec<_> = names.iter().map(|name| client.request("temple/test/hold", json!(name))).collect();
    held.push(first);
    let position = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 7 } });
    let hover = client.request("textDocument/hover", position);
    for id in &held {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in held {
        assert_eq!(client.answer(id)["error"]["code"], -32800, "while none could end");
    }
    // Requests that had started still occupy their threads; the others will never start.
    let names: Vec<_> = names.iter().map(String::as_str).chain(["0"]).collect();
    client.release(&names);
    assert!(!client.answer(hover)["result"].is_null());
    client.shut_down();
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
