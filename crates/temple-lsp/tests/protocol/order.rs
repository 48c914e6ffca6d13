//! Requests see every edit that was sent before them, and none that was sent after.

use serde_json::{Value, json};

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

fn a_line_more() -> Value {
    let start = json!({ "line": 0, "character": 0 });
    json!([{ "range": { "start": start, "end": start }, "text": "\n" }])
}

#[test]
fn no_answer_comes_from_an_older_or_newer_text() {
    let mut client = Client::pulling();
    client.open(URI, 0, &nonsense_in_line(0));
    let asked: Vec<_> = (1..=500)
        .map(|version| {
            client.change(URI, version, a_line_more());
            client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }))
        })
        .collect();
    for (id, line) in asked.into_iter().zip(1..) {
        assert_eq!(nonsense_lines(&client.answer(id)["result"]["items"]), [line]);
    }
    client.shut_down();
}

#[test]
fn of_a_burst_the_last_version_is_published_and_none_twice_or_late() {
    let mut client = Client::pushing();
    client.open(URI, 0, &nonsense_in_line(0));
    for version in 1..=500 {
        client.change(URI, version, a_line_more());
    }
    let mut last = -1;
    while last < 500 {
        let published = client.published(URI);
        let version = published["version"].as_i64().expect("a version");
        assert!(version > last, "{version} after {last}");
        assert_eq!(nonsense_lines(&published["diagnostics"]), [u64::try_from(version).expect("no sign")]);
        last = version;
    }
    assert!(client.shut_down().is_empty());
}

#[test]
fn a_long_request_holds_nobody_up() {
    let mut client = Client::pulling();
    let slow = client.request("temple/test/sleep", json!(1000));
    let quick = client.request("temple/test/sleep", json!(0));
    let first = client.wait_for(|message| message.get("id").is_some());
    assert_eq!(first["id"], quick);
    assert_eq!(client.answer(slow)["result"], 1000);
    client.shut_down();
}

#[test]
fn a_client_that_reads_late_is_waited_for() {
    let mut client = Client::pulling();
    client.open(URI, 0, &nonsense_in_line(0));
    let ids: Vec<_> = (0..5000).map(|number| format!("late {number}")).collect();
    let bodies = ids.iter().map(|id| {
        json!({ "id": id, "method": "textDocument/diagnostic", "params": { "textDocument": { "uri": URI } } })
            .to_string()
    });
    let messages: String = bodies.map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len())).collect();
    // More than any pipe can hold, in both directions.
    let reading = client.reading();
    let silence = reading.lock();
    client.raw(messages.as_bytes());
    drop(silence);
    for id in ids {
        client.wait_for(|message| message["id"] == *id);
    }
    client.shut_down();
}
