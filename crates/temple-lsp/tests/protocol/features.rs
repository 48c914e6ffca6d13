//! Properties of all requests about an open document, and helpers of their tests.

use serde_json::{Value, json};

use crate::client::{Client, URI};

/// A text with characters of different lengths before each tested word.
pub(crate) const SHOP: &str = "\
/* é😀 https://example.com/ü */ Shop: project { /* é😀 */ #provider(dockerCompose); }
// é😀
/* é😀 */ Cart: service {
  /* é😀 */ lines: Line;
  /* é😀 */ total: int(5, min: 1);
  /* é😀 */ Line: struct { a: string; };
}
";

pub(crate) const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// Returns the position of the first `needle` in the text.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "the test counts by itself what the server has to say")]
pub(crate) fn at(needle: &str, encoding: &str) -> Value {
    let offset = SHOP.find(needle).unwrap_or_else(|| panic!("{needle} is not there"));
    let start = SHOP[..offset].rfind('\n').map_or(0, |end| end + 1);
    let before = &SHOP[start..offset];
    let character = match encoding {
        "utf-8" => before.len(),
        "utf-16" => before.encode_utf16().count(),
        _ => before.chars().count(),
    };
    json!({ "line": SHOP[..offset].matches('\n').count(), "character": character })
}

/// Returns the range of the first `needle` in the text, which must be ASCII.
#[track_caller]
pub(crate) fn range(needle: &str, encoding: &str) -> Value {
    let start = at(needle, encoding);
    let end = start["character"].as_u64().expect("a number") + needle.len() as u64;
    json!({ "end": { "line": start["line"], "character": end }, "start": start })
}

/// Starts a client with these capabilities and this encoding, and opens the text.
pub(crate) fn shop(encoding: &str, mut capabilities: Value) -> Client {
    capabilities["general"]["positionEncodings"] = json!([encoding]);
    let mut client = Client::with(capabilities);
    client.open(URI, 1, SHOP);
    client
}

/// Returns parameters with the open document.
pub(crate) fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

/// Returns parameters with a position in the open document.
pub(crate) fn position_params(position: Value) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": position })
}

/// Returns every request about an open document. Positions are far outside of the text.
fn requests() -> Vec<(&'static str, Value)> {
    let far = json!({ "line": 4_000_000, "character": u32::MAX });
    let about = |name: &str, value: Value| {
        let mut params = document();
        params[name] = value;
        params
    };
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": far });
    vec![
        ("textDocument/hover", position_params(far.clone())),
        ("textDocument/signatureHelp", position_params(far.clone())),
        ("textDocument/inlayHint", about("range", all.clone())),
        ("textDocument/semanticTokens/full", document()),
        ("textDocument/semanticTokens/full/delta", about("previousResultId", json!("unknown"))),
        ("textDocument/semanticTokens/range", about("range", all)),
        ("textDocument/foldingRange", document()),
        ("textDocument/selectionRange", about("positions", json!([far]))),
        ("textDocument/documentSymbol", document()),
        ("textDocument/documentLink", document()),
        ("textDocument/codeLens", document()),
    ]
}

#[test]
fn accepts_positions_outside_the_text() {
    let mut client = shop("utf-16", json!({ "textDocument": { "semanticTokens": {} } }));
    for (method, params) in requests() {
        client.ask(method, params);
    }
    client.shut_down();
}

#[test]
fn a_document_that_is_not_open_is_an_error() {
    let mut client = Client::pushing();
    for (method, params) in requests() {
        assert_eq!(client.ask_in_vain(method, params), -32602, "{method}");
    }
    client.shut_down();
}

#[test]
fn a_range_that_ends_before_it_starts_is_an_error() {
    let mut client = shop("utf-16", json!({}));
    let position = |line| json!({ "line": line, "character": 0 });
    for method in ["textDocument/inlayHint", "textDocument/semanticTokens/range"] {
        let mut params = document();
        params["range"] = json!({ "start": position(2), "end": position(1) });
        assert_eq!(client.ask_in_vain(method, params), -32602, "{method}");
    }
    client.shut_down();
}

#[test]
fn answers_for_an_empty_document() {
    let mut client = Client::with(json!({ "textDocument": { "semanticTokens": {} } }));
    client.open(URI, 1, "");
    for (method, params) in requests() {
        let answer = client.ask(method, params);
        let is_empty = match method {
            "textDocument/semanticTokens/full/delta" | "textDocument/semanticTokens/full" => {
                answer["data"] == json!([])
            }
            "textDocument/semanticTokens/range" => answer == json!({ "data": [] }),
            "textDocument/selectionRange" => answer.as_array().is_some_and(|ranges| ranges.len() == 1),
            _ => answer.is_null() || answer == json!([]),
        };
        assert!(is_empty, "{method}: {answer}");
    }
    client.shut_down();
}

#[test]
fn answers_each_request_from_the_text_before_it() {
    let mut client = Client::with(json!({}));
    client.open(URI, 0, "");
    let ids: Vec<_> = (1..50)
        .map(|version| {
            client.change(URI, version, json!([{ "text": format!("S{version}: service {{}}\n") }]));
            (version, client.request("textDocument/documentSymbol", document()))
        })
        .collect();
    for (version, id) in ids {
        assert_eq!(client.answer(id)["result"][0]["name"], format!("S{version}"));
    }
    client.shut_down();
}
