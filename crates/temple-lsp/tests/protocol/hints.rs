//! `textDocument/inlayHint` and `inlayHint/resolve`.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::features::{ENCODINGS, at, document, shop};

fn hints(client: &mut Client) -> Vec<Value> {
    let mut params = document();
    params["range"] = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let Value::Array(hints) = client.ask("textDocument/inlayHint", params) else { panic!("a list") };
    hints
}

/// Returns the text of a hint, whether it is split into parts or not.
fn label(hint: &Value) -> &str {
    hint["label"].as_str().or(hint["label"][0]["value"].as_str()).expect("a label")
}

#[test]
fn hints_are_at_their_positions() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, json!({}));
        let hints = hints(&mut client);
        let max = hints.iter().find(|hint| label(hint) == "max:").expect("a hint");
        assert_eq!(max["position"], at("5, min", encoding), "{encoding}");
        assert_eq!(max["kind"], 2);
        assert_eq!(max["paddingRight"], true);
        assert!(max["tooltip"]["value"].is_string(), "the client cannot ask for it later");
        assert!(max.get("data").is_none());
        assert!(hints.iter().any(|hint| label(hint) == ":1026" && hint["paddingLeft"] == true));
        client.shut_down();
    }
}

const RESOLVING: [&str; 2] = ["tooltip", "label.location"];

/// Starts a client that resolves these properties, with a text whose hints refer to a range.
fn resolving(properties: &[&str]) -> Client {
    let support = json!({ "resolveSupport": { "properties": properties } });
    let mut client = shop("utf-16", json!({ "textDocument": { "inlayHint": support } }));
    let text = "P: project { #readable(all); }\nS: service {}\n";
    client.change(URI, 2, json!([{ "text": text }]));
    client
}

#[test]
fn resolves_a_hint_on_request() {
    let mut client = resolving(&RESOLVING);
    let hint = hints(&mut client).into_iter().find(|hint| label(hint) == "#readable(all)").expect("a hint");
    assert!(hint.get("tooltip").is_none() && hint["label"][0].get("location").is_none(), "{hint}");
    let resolved = client.ask("inlayHint/resolve", hint.clone());
    let at = |character| json!({ "line": 0, "character": character });
    let location = json!({ "uri": URI, "range": { "start": at(13), "end": at(27) } });
    assert_eq!(resolved["label"][0]["location"], location);
    assert!(
        resolved["tooltip"]["value"].as_str().is_some_and(|text| text.contains("Set in the project")),
        "{resolved}"
    );

    // A hint of an older text will be replaced soon, so it is returned unchanged.
    client.change(URI, 3, json!([{ "text": "" }]));
    assert_eq!(client.ask("inlayHint/resolve", hint.clone()), hint);
    client.close(URI);
    assert_eq!(client.ask("inlayHint/resolve", hint.clone()), hint);
    client.shut_down();
}

#[test]
fn sends_complete_hints_to_clients_that_cannot_resolve() {
    let mut client = resolving(&[]);
    let hint = hints(&mut client).into_iter().find(|hint| label(hint) == "#readable(all)").expect("a hint");
    assert_eq!(hint["label"][0]["location"]["uri"], URI);
    assert!(hint["tooltip"]["value"].is_string());
    assert_eq!(client.ask("inlayHint/resolve", hint.clone()), hint);
    client.shut_down();
}

#[test]
fn switches_off_each_kind() {
    let mut client = shop("utf-16", json!({ "workspace": { "inlayHint": { "refreshSupport": true } } }));
    assert!(hints(&mut client).iter().any(|hint| label(hint) == "max:"));
    let settings = json!({ "settings": { "temple": { "inlayHints": { "parameterNames": false } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.receive("workspace/inlayHint/refresh");
    let left = hints(&mut client);
    assert!(!left.is_empty() && left.iter().all(|hint| label(hint) != "max:"), "{left:?}");
    let kinds = ["parameterNames", "impliedAttributes", "defaults", "finalNames", "ports"];
    let off: serde_json::Map<_, _> = kinds.iter().map(|kind| (kind.to_string(), json!(false))).collect();
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": { "inlayHints": off } } }));
    assert_eq!(hints(&mut client), [] as [Value; 0]);
    client.shut_down();
}
