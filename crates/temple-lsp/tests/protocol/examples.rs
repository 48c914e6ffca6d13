//! The examples in `docs/protocol.md` form one session, which the server must have exactly as printed.

use serde_json::Value;
use tempfile::TempDir;

use crate::client::Client;

const PAGE: &str = include_str!("../../../../docs/protocol.md");

/// A placeholder: for anything in messages of the server, and for the last id of a preview or plan in messages of the
/// client.
const ANYTHING: &str = "…";

/// The sender of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Client,
    Server,
}

/// Returns the messages of the page, in order, with `home` instead of the folder in the examples.
fn conversation(home: &TempDir) -> Vec<(Speaker, Value)> {
    let home = home.path().to_str().expect("a plain path");
    let page = PAGE.replace("/projects", home).replace("~2Fprojects", &home.replace('/', "~2F"));
    let blocks = page.split("\n```json ").skip(1).map(|block| {
        let (speaker, rest) = block.split_once('\n').expect("a first line");
        let speaker = match speaker {
            "client" => Speaker::Client,
            "server" => Speaker::Server,
            other => panic!("`{other}` says nothing"),
        };
        let (message, _) = rest.split_once("\n```").expect("the end of the block");
        (speaker, serde_json::from_str(message).unwrap_or_else(|error| panic!("{error}: {message}")))
    });
    blocks.collect()
}

/// Returns true if a message matches the one on the page.
fn matches(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::String(expected), _) if expected == ANYTHING => true,
        (Value::String(expected), Value::String(found)) => texts_match(expected, found),
        (Value::Array(expected), Value::Array(found)) => lists_match(expected, found),
        (Value::Object(expected), Value::Object(found)) => {
            let open = expected.contains_key(ANYTHING);
            let known = |name: &String| name == ANYTHING || found.contains_key(name);
            expected.keys().all(known)
                && found.iter().all(|(name, value)| expected.get(name).map_or(open, |it| matches(it, value)))
        }
        _ => expected == found,
    }
}

fn texts_match(expected: &str, found: &str) -> bool {
    let Some((start, rest)) = expected.split_once(ANYTHING) else { return expected == found };
    found.strip_prefix(start).is_some_and(|found| {
        let mut offsets = found.char_indices().map(|(at, _)| at).chain([found.len()]);
        offsets.any(|at| texts_match(rest, &found[at..]))
    })
}

fn lists_match(expected: &[Value], found: &[Value]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((first, rest)) if first == ANYTHING => {
            (0..=found.len()).any(|skipped| lists_match(rest, &found[skipped..]))
        }
        Some((first, rest)) => {
            found.split_first().is_some_and(|(head, tail)| matches(first, head) && lists_match(rest, tail))
        }
    }
}

#[test]
fn behaves_like_the_examples_of_the_page() {
    let home = tempfile::tempdir().expect("a folder");
    let mut client = Client::fresh();
    let mut last_id = Value::Null;
    for (speaker, mut message) in conversation(&home) {
        if speaker == Speaker::Client {
            if message["params"]["id"] == ANYTHING {
                message["params"]["id"] = last_id.clone();
            }
            client.send(&message);
            continue;
        }
        let mut found = match message.get("method") {
            Some(method) => client.wait_for(|found| found["method"] == *method),
            None => client.wait_for(|found| found["id"] == message["id"] && found.get("method").is_none()),
        };
        found.as_object_mut().expect("a message").remove("jsonrpc");
        if let Some(id) = found["result"].get("id") {
            last_id = id.clone();
        }
        assert!(matches(&message, &found), "the page says {message:#}\nthe server says {found:#}");
    }
    client.shut_down();
}

#[test]
fn every_message_of_ours_has_an_example() {
    let home = tempfile::tempdir().expect("a folder");
    let messages = conversation(&home);
    let mut client = Client::fresh();
    let capabilities = client.ask("initialize", serde_json::json!({ "capabilities": {} }))["capabilities"].take();
    for name in capabilities["experimental"]["temple"]["methods"].as_array().expect("names") {
        let method = format!("temple/{}", name.as_str().expect("a name"));
        assert!(messages.iter().any(|(_, message)| message["method"] == method), "{method} has no example");
    }
    client.shut_down();
}

/// Checks that the expected message on the page matches the first message, but not the second one.
#[track_caller]
fn check(expected: &str, allowed: &str, refused: &str) {
    let read = |text| serde_json::from_str::<Value>(text).expect("JSON");
    assert!(matches(&read(expected), &read(allowed)), "{expected} does not allow {allowed}");
    assert!(!matches(&read(expected), &read(refused)), "{expected} allows {refused}");
}

#[test]
fn dots_stand_for_what_the_page_leaves_out() {
    check("1", "1", "2");
    check(r#""a""#, r#""a""#, r#""ab""#);
    check(r#""a…""#, r#""abc""#, r#""bca""#);
    check(r#""a…c""#, r#""abc""#, r#""abcd""#);
    check(r#""a…c""#, r#""abcbc""#, r#""c""#);
    check(r#""a…c…d""#, r#""abcd""#, r#""abd""#);
    check("[1]", "[1]", "[1, 2]");
    check(r#"["…", 2, "…"]"#, "[1, 2, 3, 4]", "[1, 3]");
    check(r#"["…", 2]"#, "[2]", "[2, 3]");
    check(r#"{"a": "…"}"#, r#"{"a": [1]}"#, "{}");
    check(r#"{"a": 1}"#, r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#);
    check(r#"{"…": "…", "a": 1}"#, r#"{"a": 1, "b": 2}"#, r#"{"b": 2}"#);
}
