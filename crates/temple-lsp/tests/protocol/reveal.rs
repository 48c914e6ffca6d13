//! Finds the origins of generated lines in the Templefile, and the lines of an origin.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::preview::{COMPOSE, SHOP, address, content, file, previewed, shop};

const REVEAL: &str = "temple/reveal";

/// Returns the lines of the compose file that come from a position in the Templefile.
fn lines_of(client: &mut Client, position: Value) -> Vec<String> {
    let mut params = position;
    params["textDocument"] = json!({ "uri": URI });
    let found = client.ask(REVEAL, params);
    let preview = previewed(client, URI);
    let found = found.as_array().expect("a list").iter().filter(|found| found["path"] == COMPOSE).collect::<Vec<_>>();
    assert!(found.iter().all(|found| found["uri"] == file(&preview, COMPOSE)["uri"]));
    let text: Vec<_> = file(&preview, COMPOSE)["text"].as_str().expect("a text").lines().collect();
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a line")).expect("a small number");
    let lines = found.iter().flat_map(|found| &text[number(&found["lines"][0])..=number(&found["lines"][1])]);
    lines.map(|line| line.trim().to_owned()).collect()
}

fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

/// Returns the origins of a line of a generated file.
fn sources_of(client: &mut Client, address: &str, line: usize) -> Vec<Value> {
    let found = client.ask(REVEAL, json!({ "uri": address, "line": line }));
    found.as_array().expect("a list").clone()
}

#[test]
fn a_line_has_its_origins_or_a_reason() {
    let mut client = shop(json!({}));
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let text = content(&mut client, &address);
    let line = |wanted: &str| text.lines().position(|line| line == wanted).expect("such a line");
    let book = json!({ "start": position(3, 0), "end": position(3, 4) });
    assert_eq!(sources_of(&mut client, &address, line("  book:")), [json!({ "uri": URI, "range": book })]);
    let provider = json!({ "start": position(1, 2), "end": position(1, 26) });
    assert_eq!(sources_of(&mut client, &address, line("version: '3'")), [json!({ "uri": URI, "range": provider })]);
    let reason = json!({ "uri": URI, "reason": "every system has a gateway" });
    assert_eq!(sources_of(&mut client, &address, line("  kong:")), [reason]);
    assert_eq!(sources_of(&mut client, &address, text.lines().count()), [Value::Null; 0]);
    assert_eq!(sources_of(&mut client, &address, u32::MAX as usize), [Value::Null; 0]);
    client.shut_down();
}

#[test]
fn a_position_has_the_lines_of_the_narrowest_origin() {
    let mut client = shop(json!({}));
    let at = |line, character| json!({ "position": position(line, character) });
    let name = lines_of(&mut client, at(3, 2));
    assert!(name.contains(&"book:".to_owned()) && name.contains(&"build: ./book".to_owned()), "{name:?}");
    assert_eq!(lines_of(&mut client, at(3, 0)), name);
    assert_eq!(lines_of(&mut client, at(3, 4)), name, "the end of a name belongs to it");
    let block = lines_of(&mut client, at(3, 12));
    assert!(block.contains(&"ports:".to_owned()) && !block.contains(&"book:".to_owned()), "{block:?}");
    let provider = lines_of(&mut client, at(1, 5));
    assert!(provider.contains(&"version: '3'".to_owned()), "{provider:?}");
    let range = json!({ "range": { "start": position(3, 1), "end": position(5, 1) } });
    assert_eq!(lines_of(&mut client, range), block, "more than the name is selected");
    assert_eq!(lines_of(&mut client, at(99, 0)), [""; 0]);
    client.shut_down();
}

#[test]
fn an_attribute_has_lines_in_every_file() {
    let mut client = Client::pulling();
    client.open(URI, 1, &SHOP.replace("a: int", "shelfMark: string(40)"));
    let preview = previewed(&mut client, URI);
    let params = json!({ "textDocument": { "uri": URI }, "position": position(4, 5) });
    let found = client.ask(REVEAL, params);
    let found = found.as_array().expect("a list");
    let paths: Vec<_> = found.iter().map(|found| found["path"].as_str().expect("a path")).collect();
    assert!(paths.iter().any(|path| path.ends_with(".sql")), "{paths:?}");
    assert!(paths.is_sorted() && !paths.contains(&COMPOSE), "{paths:?}");
    for found in found {
        let text = file(&preview, found["path"].as_str().expect("a path"))["text"].as_str().expect("a text");
        let [first, last] = [0, 1].map(|at| found["lines"][at].as_u64().expect("a line"));
        let lines: Vec<_> = (0..).zip(text.lines()).filter(|(at, _)| (first..=last).contains(at)).collect();
        assert!(lines.iter().any(|(_, line)| line.to_lowercase().contains("shelf")), "{lines:?}");
    }
    client.shut_down();
}

#[test]
fn positions_use_the_negotiated_encoding() {
    let text = SHOP.replace("\nBook", "\n/*😀*/Book");
    for (encoding, before) in [("utf-8", 8), ("utf-16", 6), ("utf-32", 5)] {
        let mut client = Client::with(json!({ "general": { "positionEncodings": [encoding] } }));
        client.open(URI, 1, &text);
        let preview = previewed(&mut client, URI);
        let yaml = file(&preview, COMPOSE)["text"].as_str().expect("a text");
        let line = yaml.lines().position(|line| line == "  book:").expect("the service");
        let range = json!({ "start": position(3, before), "end": position(3, before + 4) });
        let sources = sources_of(&mut client, &address(&preview, COMPOSE), line);
        assert_eq!(sources, [json!({ "uri": URI, "range": range })], "{encoding}");
        let name = lines_of(&mut client, json!({ "position": position(3, before) }));
        assert!(name.contains(&"book:".to_owned()), "{encoding}: {name:?}");
        assert!(lines_of(&mut client, json!({ "position": position(3, before - 1) })).is_empty(), "{encoding}");
        client.shut_down();
    }
}

#[test]
fn reveals_back_and_forth() {
    let mut client = Client::pulling();
    client.open(URI, 1, include_str!("../../../../examples/blog.temple"));
    let preview =
        client.ask("temple/previewManifests", json!({ "textDocument": { "uri": URI }, "target": "dockerCompose" }));
    let compose = file(&preview, COMPOSE);
    let address = compose["uri"].as_str().expect("an address");
    let lines = compose["text"].as_str().expect("a text").lines().count();
    for line in 0..lines {
        let sources = sources_of(&mut client, address, line);
        assert!(!sources.is_empty(), "line {line} has neither origin nor reason");
        for source in sources.iter().filter(|source| source.get("range").is_some()) {
            let params = json!({ "textDocument": { "uri": URI }, "target": "dockerCompose", "range": source["range"] });
            let found = client.ask(REVEAL, params);
            let line = line as u64;
            let holds = |found: &Value| {
                found["uri"] == address
                    && found["lines"][0].as_u64() <= Some(line)
                    && found["lines"][1].as_u64() >= Some(line)
            };
            assert!(found.as_array().is_some_and(|found| found.iter().any(holds)), "line {line}: {found}");
        }
    }
    client.shut_down();
}

#[test]
fn refuses_invalid_params() {
    let mut client = shop(json!({}));
    let address = address(&previewed(&mut client, URI), COMPOSE);
    let document = json!({ "uri": URI });
    let backwards = json!({ "start": position(3, 1), "end": position(3, 0) });
    let wrong = [
        Value::Null,
        json!([]),
        json!({}),
        json!({ "textDocument": document }),
        json!({ "textDocument": document, "position": position(0, 0), "target": "nomad" }),
        json!({ "textDocument": document, "range": backwards }),
        json!({ "textDocument": document, "position": { "line": -1, "character": 0 } }),
        json!({ "textDocument": { "uri": "untitled:unknown" }, "position": position(0, 0) }),
        json!({ "uri": URI, "line": 0 }),
        json!({ "uri": address }),
        json!({ "uri": address, "line": -1 }),
        json!({ "uri": address, "line": 1.5 }),
    ];
    for params in wrong {
        assert_eq!(client.ask_in_vain(REVEAL, params.clone()), -32602, "{params}");
    }
    let gone = address.replace(COMPOSE, "gone.yml");
    assert_eq!(client.ask_in_vain(REVEAL, json!({ "uri": gone, "line": 0 })), -32803);
    client.shut_down();
}
