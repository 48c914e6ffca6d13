//! `temple/graph`: the system as a picture.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::workspace::{folder, uri};

/// A system on one machine; the letters before the reference take more bytes than UTF-16 units.
const SHOP: &str = "Shop: project {\n  #provider(dockerCompose);\n}\nUser: service {\n  email: string;\n}\nParcel: \
                    service {\n  /* né */ by: User;\n}\n";

fn graph(client: &mut Client, options: Value) -> Value {
    client.ask("temple/graph", params(options))
}

fn params(mut options: Value) -> Value {
    options["textDocument"] = json!({ "uri": URI });
    options
}

/// Returns the only item in `list` that has all these members.
#[track_caller]
fn one<'a>(list: &'a Value, members: &Value) -> &'a Value {
    let members = members.as_object().expect("an object");
    let has_all = |item: &&Value| members.iter().all(|(name, value)| item[name] == *value);
    let found: Vec<_> = list.as_array().expect("a list").iter().filter(has_all).collect();
    assert_eq!(found.len(), 1, "{members:?} in {list:#}");
    found[0]
}

fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let position = |(line, character)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

#[test]
fn a_graph_has_nodes_edges_and_networks() {
    let mut client = Client::pulling();
    client.open(URI, 4, SHOP);
    let graph = graph(&mut client, json!({}));
    assert_eq!(graph["format"], "json");
    assert_eq!(graph["version"], 4);
    assert_eq!(graph["target"], "dockerCompose");
    let parcel = one(&graph["nodes"], &json!({ "id": "service/Parcel" }));
    let expected = json!({ "id": "service/Parcel", "kind": "service", "label": "Parcel", "detail": "parcel:1028",
        "range": range((6, 0), (8, 1)), "hasError": false });
    assert_eq!(*parcel, expected);
    assert_eq!(one(&graph["nodes"], &json!({ "kind": "database", "label": "parcel-db" }))["owner"], "service/Parcel");
    let reference = one(&graph["edges"], &json!({ "kind": "reference" }));
    assert_eq!(
        *reference,
        json!({ "from": "service/Parcel", "to": "service/User", "kind": "reference", "label": "by",
        "range": range((7, 15), (7, 19)) })
    );
    assert_eq!(one(&graph["edges"], &json!({ "kind": "route", "to": "service/Parcel" }))["label"], "/api/parcel");
    let network = one(&graph["networks"], &json!({ "name": "parcel-network" }));
    assert_eq!(network["nodes"], json!(["service/Parcel", "service/Parcel/database"]));
    client.shut_down();
}

#[test]
fn ranges_use_the_negotiated_encoding() {
    let mut client = Client::with(json!({ "general": { "positionEncodings": ["utf-8"] } }));
    client.open(URI, 1, SHOP);
    let graph = graph(&mut client, json!({}));
    assert_eq!(one(&graph["edges"], &json!({ "kind": "reference" }))["range"], range((7, 16), (7, 20)));
    client.shut_down();
}

#[test]
fn returns_a_graph_as_text() {
    let mut client = Client::pulling();
    client.open(URI, 1, SHOP);
    for (format, start) in [("mermaid", "flowchart "), ("dot", "digraph "), ("svg", "<svg ")] {
        let drawn = graph(&mut client, json!({ "format": format }));
        assert_eq!(drawn["format"], format);
        assert!(drawn["text"].as_str().is_some_and(|text| text.starts_with(start)), "{drawn}");
        assert_eq!(drawn.get("nodes"), None);
    }
    client.shut_down();
}

#[test]
fn the_request_can_choose_the_provider() {
    let mut client = Client::pulling();
    client.open(URI, 1, "Shop: project {}\nParcel: service { a: int; }\n");
    let graph = |client: &mut Client, target: Value| self::graph(client, json!({ "target": target }));
    let without = graph(&mut client, Value::Null);
    assert_eq!(without["target"], Value::Null);
    assert!(without["nodes"].as_array().is_some_and(|nodes| nodes.iter().all(|node| node["kind"] != "gateway")));
    let chosen = graph(&mut client, json!("kubernetes"));
    assert_eq!(chosen["target"], "kubernetes");
    one(&chosen["nodes"], &json!({ "kind": "gateway" }));
    client.shut_down();
}

#[test]
fn provider_comes_from_request_then_settings_then_text() {
    let mut client = Client::pulling();
    client.open(URI, 1, SHOP);
    let target = |client: &mut Client, target: Value| graph(client, json!({ "target": target }))["target"].take();
    assert_eq!(target(&mut client, Value::Null), "dockerCompose");
    let settings = json!({ "settings": { "temple": { "preview": { "target": "kubernetes" } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(target(&mut client, Value::Null), "kubernetes");
    assert_eq!(target(&mut client, json!("dockerCompose")), "dockerCompose");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": {} } }));
    assert_eq!(target(&mut client, Value::Null), "dockerCompose");
    client.shut_down();
}

#[test]
fn draws_a_file_that_is_not_open() {
    let folder = folder(&[("shop.temple", SHOP)]);
    let file = uri(&folder.path().join("shop.temple"));
    let of_file = json!({ "textDocument": { "uri": file } });
    let mut client = Client::pulling();
    client.open(URI, 1, SHOP);
    let mut expected = graph(&mut client, json!({}));
    expected["version"] = Value::Null;
    assert_eq!(client.ask("temple/graph", of_file.clone()), expected);
    // What is open counts instead of the file.
    client.open(&file, 3, "Lab: project {}\n");
    let open = client.ask("temple/graph", of_file.clone());
    assert_eq!((&open["version"], &open["title"]), (&json!(3), &json!("Lab")));
    client.close(&file);
    assert_eq!(client.ask("temple/graph", of_file.clone()), expected);
    drop(folder);
    assert_eq!(client.ask_in_vain("temple/graph", of_file), -32803);
    client.shut_down();
}

#[test]
fn draws_unsaved_and_broken_text() {
    let mut client = Client::pulling();
    client.open(URI, 1, SHOP);
    client.change(URI, 2, json!([{ "text": format!("{SHOP}Item: service {{ a: strin; }}\n") }]));
    let graph = graph(&mut client, json!({}));
    assert_eq!(graph["version"], 2);
    assert_eq!(one(&graph["nodes"], &json!({ "id": "service/Item" }))["hasError"], true);
    assert_eq!(one(&graph["nodes"], &json!({ "id": "service/Parcel" }))["hasError"], false);
    client.shut_down();
}

#[test]
fn refuses_what_cannot_be_drawn() {
    let mut client = Client::pulling();
    assert_eq!(client.ask_in_vain("temple/graph", params(json!({}))), -32602);
    client.open(URI, 1, SHOP);
    for options in [json!({ "format": "png" }), json!({ "target": "nomad" }), json!({ "format": 7 })] {
        assert_eq!(client.ask_in_vain("temple/graph", params(options)), -32602);
    }
    client.shut_down();
}
