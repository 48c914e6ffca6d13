//! `$/cancelRequest` takes effect at once, and every request has one answer.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::client::{Client, URI};

#[test]
fn a_request_that_runs_is_answered_when_it_is_cancelled() {
    let mut client = Client::pulling();
    // More than the number of threads.
    let asked: Vec<_> = (0..10).map(|_| client.request("temple/test/sleep", json!(1000))).collect();
    for id in &asked {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in asked {
        assert_eq!(client.answer(id)["error"]["code"], -32800);
    }
}

#[test]
fn a_thousand_cancelled_requests_have_a_thousand_answers() {
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
fn what_is_not_asked_cannot_be_cancelled() {
    let mut client = Client::pulling();
    for id in [json!(1_000_000), json!("nothing"), Value::Null, json!({}), json!(-1), json!(1.5)] {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    client.notify("$/cancelRequest", Value::Null);
    assert_eq!(client.pulled(URI), json!([]));
    assert!(client.shut_down().is_empty());
}

#[test]
fn an_id_that_is_in_use_is_refused() {
    let mut client = Client::pulling();
    for _ in 0..2 {
        client.send(&json!({ "id": "twin", "method": "temple/test/sleep", "params": 300 }));
    }
    let codes = [(); 2].map(|()| client.wait_for(|message| message["id"] == "twin")["error"]["code"].clone());
    assert_eq!(codes, [json!(-32600), Value::Null]);
    client.shut_down();
}
