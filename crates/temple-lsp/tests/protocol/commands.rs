//! Commands that users run, and the code lenses that offer them.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::preview::{COMPOSE, SHOP, address, content, previewed, shop, virtual_documents};

/// Runs the command with these arguments. Returns the whole answer.
fn run(client: &mut Client, arguments: Value) -> Value {
    let params = json!({ "command": "temple.previewManifests", "arguments": arguments });
    let id = client.request("workspace/executeCommand", params);
    client.answer(id)
}

#[test]
fn command_returns_the_result_of_the_request() {
    let mut client = shop(json!({}));
    let preview = previewed(&mut client, URI);
    let document = json!({ "textDocument": { "uri": URI } });
    for arguments in [json!([URI]), json!([document]), json!([]), json!([null]), json!([{}]), Value::Null] {
        assert_eq!(run(&mut client, arguments)["result"], preview);
    }
    let chosen = run(&mut client, json!([{ "target": "kubernetes" }]));
    assert_eq!(chosen["result"]["target"], "kubernetes");

    client.open("untitled:Untitled-2", 1, "");
    let several = run(&mut client, json!([]));
    assert_eq!(several["error"]["code"], -32602);
    assert!(several["error"]["message"].as_str().is_some_and(|text| text.contains("2 Templefiles are open")));
    client.close(URI);
    client.close("untitled:Untitled-2");
    assert_eq!(run(&mut client, json!([]))["error"]["message"], "no Templefile is open");
    for wrong in [json!([7]), json!([[URI]]), json!([{ "textDocument": URI }]), json!([{ "target": "nomad" }])] {
        assert_eq!(run(&mut client, wrong)["error"]["code"], -32602);
    }
    assert_eq!(client.ask_in_vain("workspace/executeCommand", json!({ "command": "temple.unknown" })), -32602);
    client.shut_down();
}

#[test]
fn command_opens_the_main_file_if_the_client_can() {
    let mut client = shop(virtual_documents());
    let preview = run(&mut client, json!([URI]))["result"].take();
    let shown = client.receive("window/showDocument");
    assert_eq!(shown["uri"], address(&preview, COMPOSE));
    assert!(content(&mut client, shown["uri"].as_str().expect("an address")).starts_with("version: '3'\n"));
    assert!(client.shut_down().iter().all(|message| message["method"] != "window/showMessage"));
}

#[test]
fn the_graph_is_a_command_too() {
    let mut client = shop(json!({}));
    let graph = client.ask("temple/graph", json!({ "textDocument": { "uri": URI } }));
    for arguments in [json!([]), json!([URI])] {
        let command = json!({ "command": "temple.graph", "arguments": arguments });
        assert_eq!(client.ask("workspace/executeCommand", command), graph);
    }
    client.shut_down();
}

#[test]
fn command_explains_how_to_see_the_files_otherwise() {
    let show = json!({ "window": { "showDocument": { "support": true } } });
    for capabilities in [json!({}), show, json!({ "workspace": { "textDocumentContent": {} } })] {
        let mut client = Client::with(capabilities);
        client.open("file:///my/shop.temple", 1, SHOP);
        run(&mut client, json!([]));
        let message = client.receive("window/showMessage");
        assert_eq!(message["type"], 3);
        assert!(message["message"].as_str().is_some_and(|text| text.contains("`temple-lsp preview /my/shop.temple`")));
        assert!(client.shut_down().iter().all(|message| message["method"] != "window/showDocument"));
    }
}

#[test]
fn offers_previews_as_code_lenses() {
    let mut client = shop(json!({ "workspace": { "codeLens": { "refreshSupport": true } } }));
    let lenses = |client: &mut Client| {
        let mut lenses = client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
        let all = lenses.as_array_mut().expect("lenses");
        all.retain(|lens| lens["command"]["command"] == "temple.previewManifests");
        lenses
    };
    let range = |start: [u32; 2], end: [u32; 2]| {
        let position = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
        json!({ "start": position(start), "end": position(end) })
    };
    let found = lenses(&mut client);
    assert_eq!(found.as_array().expect("lenses").len(), 2);
    assert_eq!(found[0]["range"], range([0, 0], [0, 4]));
    assert_eq!(found[0]["command"]["title"], "Preview generated files");
    assert_eq!(found[1]["range"], range([1, 2], [1, 26]));
    assert!(found[1]["command"]["title"].as_str().is_some_and(|title| title.starts_with(COMPOSE)));
    for lens in found.as_array().expect("lenses") {
        let result = client.ask("workspace/executeCommand", lens["command"].clone());
        assert_eq!(result["target"], "dockerCompose");
    }

    client.change(URI, 2, json!([{ "text": "Shop: project {\n}" }]));
    let targets = lenses(&mut client)
        .as_array()
        .expect("lenses")
        .iter()
        .map(|lens| client.ask("workspace/executeCommand", lens["command"].clone())["target"].take())
        .collect::<Vec<_>>();
    assert_eq!(targets, ["kubernetes", "dockerCompose"]);

    let settings = json!({ "settings": { "temple": { "codeLens": { "preview": false } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.receive("workspace/codeLens/refresh");
    assert_eq!(lenses(&mut client), json!([]));
    client.shut_down();
}
