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
fn publishes_only_the_last_version_of_a_burst() {
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
fn no_answer_of_a_burst_comes_from_an_older_or_newer_text() {
    let mut client = Client::pulling();
    client.open(URI, 0, &nonsense_in_line(0));
    let pairs = (1..=500).flat_map(|version| {
        let document = json!({ "uri": URI, "version": version });
        let change = json!({ "textDocument": document, "contentChanges": a_line_more() });
        let pull = json!({ "textDocument": { "uri": URI } });
        [
            json!({ "method": "textDocument/didChange", "params": change }),
            json!({ "id": format!("after {version}"), "method": "textDocument/diagnostic", "params": pull }),
        ]
    });
    client.send_together(&pairs.collect::<Vec<_>>());
    for version in 1..=500 {
        let answer = client.wait_for(|message| message["id"] == format!("after {version}"));
        assert_eq!(nonsense_lines(&answer["result"]["items"]), [version]);
    }
    client.shut_down();
}

#[test]
fn a_long_request_delays_no_other() {
    let mut client = Client::pulling();
    client.open(URI, 1, "Shop: project {}");
    let slow = client.hold("slow");
    let position = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 7 } });
    assert!(!client.ask("textDocument/hover", position).is_null());
    client.release(&["slow"]);
    client.answer(slow);
    client.shut_down();
}

#[test]
fn handles_a_hundred_thousand_messages_in_order() {
    let mut client = Client::pulling();
    client.open(URI, 0, &nonsense_in_line(0));
    let messages = (1..=100_000).map(|number| {
        let document = json!({ "uri": URI, "version": number });
        match number % 1000 {
            0 => {
                let params = json!({ "textDocument": document, "contentChanges": a_line_more() });
                json!({ "method": "textDocument/didChange", "params": params })
            }
            1 => json!({ "id": number, "method": "textDocument/diagnostic", "params": { "textDocument": document } }),
            _ => json!({ "method": "textDocument/didSave", "params": { "textDocument": document } }),
        }
    });
    client.send_together(&messages.collect::<Vec<_>>());
    for line in 0..100 {
        assert_eq!(nonsense_lines(&client.answer(1000 * line + 1)["result"]["items"]), [line.unsigned_abs()]);
    }
    client.shut_down();
}

#[test]
fn a_client_that_never_answers_delays_nothing() {
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "configuration": true, "diagnostics": { "refreshSupport": true } },
    });
    let mut client = Client::fresh();
    client.obliging = false;
    client.initialize(json!({ "capabilities": capabilities }));
    client.open(URI, 1, &nonsense_in_line(1));
    for version in 2..100 {
        // The server asks for the settings each time.
        client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
        client.change(URI, version, a_line_more());
        assert_eq!(nonsense_lines(&client.pulled(URI)), [version.unsigned_abs()]);
    }
    let asked = client.shut_down().into_iter().filter(|message| message["method"] == "workspace/configuration");
    assert_eq!(asked.count(), 99);
}

#[test]
fn waits_for_a_client_that_reads_late() {
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
