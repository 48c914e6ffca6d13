//! `textDocument/semanticTokens`.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::features::{ENCODINGS, at, document, shop};

fn with(tokens: Value) -> Value {
    json!({ "textDocument": { "semanticTokens": tokens } })
}

fn numbers(tokens: &Value) -> Vec<u64> {
    tokens["data"].as_array().expect("numbers").iter().map(|number| number.as_u64().expect("a number")).collect()
}

/// Converts tokens to absolute positions: line, character, length, type, modifiers.
fn placed(numbers: &[u64]) -> Vec<[u64; 5]> {
    let (mut line, mut character) = (0, 0);
    let tokens = numbers.chunks(5).map(|token| {
        character = if token[0] == 0 { character + token[1] } else { token[1] };
        line += token[0];
        [line, character, token[2], token[3], token[4]]
    });
    tokens.collect()
}

fn full(client: &mut Client) -> Value {
    client.ask("textDocument/semanticTokens/full", document())
}

#[test]
fn tokens_cover_their_words() {
    for encoding in ENCODINGS {
        let mut client = shop(encoding, with(json!({})));
        let tokens = placed(&numbers(&full(&mut client)));
        for (word, length) in
            [("Shop", 4), ("#provider", 9), ("Cart", 4), ("total", 5), ("min", 3), ("Line: struct", 4)]
        {
            let position = at(word, encoding);
            let found = tokens.iter().find(|token| position["line"] == token[0] && position["character"] == token[1]);
            assert_eq!(found.map(|token| token[2]), Some(length), "{encoding} {word}");
        }
        client.shut_down();
    }
}

#[test]
fn legend_has_what_the_client_knows() {
    let mut client = Client::fresh();
    let capabilities = with(json!({ "tokenTypes": ["class", "macro", "odd"], "tokenModifiers": ["declaration"] }));
    let answer = client.ask("initialize", json!({ "capabilities": capabilities }));
    let legend = &answer["capabilities"]["semanticTokensProvider"]["legend"];
    assert_eq!(*legend, json!({ "tokenTypes": ["class", "macro"], "tokenModifiers": ["declaration"] }));
    client.notify("initialized", json!({}));
    client.open(URI, 1, "S: service { #auth; a: int @unique; }");
    // The service, the item, and the annotation, which is shown like an item.
    assert_eq!(placed(&numbers(&full(&mut client))), [[0, 0, 1, 0, 1], [0, 13, 5, 1, 0], [0, 27, 7, 1, 0]]);
    client.shut_down();
}

#[test]
fn announces_no_tokens_to_a_client_without_them() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": {} }));
    assert!(answer["capabilities"].get("semanticTokensProvider").is_none());
    client.shut_down();
}

/// Applies the edits of an answer to `numbers`.
fn edited(mut numbers: Vec<u64>, delta: &Value) -> Vec<u64> {
    for edit in delta["edits"].as_array().expect("edits").iter().rev() {
        let start = edit["start"].as_u64().expect("a number") as usize;
        let end = start + edit["deleteCount"].as_u64().expect("a number") as usize;
        let data = edit.get("data").map(|_| self::numbers(edit)).unwrap_or_default();
        numbers.splice(start..end, data);
    }
    numbers
}

#[test]
fn deltas_add_up_to_the_full_tokens() {
    let mut client = shop("utf-16", with(json!({})));
    let mut last = full(&mut client);
    let mut known = numbers(&last);
    let texts =
        ["// é\nA: service { a: int; }\n", "A: service { a: int; }\n", "A: service { b: int; a: int; }", "", "// x"];
    for (version, text) in (2..).zip(texts.iter().chain(&texts)) {
        client.change(URI, version, json!([{ "text": text }]));
        let mut params = document();
        params["previousResultId"] = last["resultId"].take();
        last = client.ask("textDocument/semanticTokens/full/delta", params);
        known = edited(known, &last);
        assert_eq!(known, numbers(&full(&mut client)), "{text}");
    }
    client.shut_down();
}

#[test]
fn sends_an_empty_delta_or_full_tokens_for_an_unknown_result() {
    let mut client = shop("utf-16", with(json!({})));
    let id = full(&mut client)["resultId"].take();
    let mut params = document();
    params["previousResultId"] = id.clone();
    let unchanged = client.ask("textDocument/semanticTokens/full/delta", params.clone());
    assert_eq!(unchanged, json!({ "resultId": id, "edits": [] }));
    params["previousResultId"] = json!("another");
    assert!(!numbers(&client.ask("textDocument/semanticTokens/full/delta", params.clone())).is_empty());
    client.close(URI);
    client.open(URI, 1, "// x");
    params["previousResultId"] = id;
    assert_eq!(numbers(&client.ask("textDocument/semanticTokens/full/delta", params)).len(), 5);
    client.shut_down();
}

#[test]
fn forgets_old_results() {
    let mut client = Client::with(with(json!({})));
    let uri = |number: usize| format!("untitled:{number}");
    let about = |number| json!({ "textDocument": { "uri": uri(number) } });
    let ids: Vec<_> = (0..100)
        .map(|number| {
            client.open(&uri(number), 1, "// x");
            client.ask("textDocument/semanticTokens/full", about(number))["resultId"].take()
        })
        .collect();
    for (number, is_kept) in [(0, false), (99, true)] {
        let mut params = about(number);
        params["previousResultId"] = ids[number].clone();
        let delta = client.ask("textDocument/semanticTokens/full/delta", params);
        assert_eq!(delta.get("edits").is_some(), is_kept, "{delta}");
    }
    client.shut_down();
}

#[test]
fn a_part_has_the_tokens_that_overlap_it() {
    let mut client = shop("utf-16", with(json!({})));
    let all = placed(&numbers(&full(&mut client)));
    let mut params = document();
    params["range"] = json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 5, "character": 0 } });
    let part = placed(&numbers(&client.ask("textDocument/semanticTokens/range", params)));
    let expected: Vec<_> = all.into_iter().filter(|token| token[0] == 4).collect();
    assert_eq!(part, expected);
    client.shut_down();
}
