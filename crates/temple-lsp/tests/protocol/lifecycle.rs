//! The lifecycle from `initialize` to `exit`, in the right order and otherwise.

use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use temple_lsp::server::Options;

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

#[test]
fn reports_name_and_version() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    assert_eq!(answer["serverInfo"], json!({ "name": "temple-lsp", "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
}

#[test]
fn refuses_requests_before_initialize() {
    let mut client = Client::fresh();
    client.open(URI, 1, "");
    assert_eq!(client.ask_in_vain("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })), -32002);
    assert_eq!(client.ask_in_vain("shutdown", Value::Null), -32002);
    assert_eq!(client.ask_in_vain("initialize", json!([1])), -32602);
    assert_eq!(client.ask_in_vain("initialize", Value::Null), -32602);
    client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.ask_in_vain("initialize", json!({ "capabilities": {} })), -32600);
}

#[test]
fn refuses_unknown_requests_and_ignores_unknown_notifications() {
    let mut client = Client::pulling();
    client.notify("$/unknown", json!({ "a": 1 }));
    client.notify("unknown/notification", json!([]));
    assert_eq!(client.ask_in_vain("unknown/request", json!({})), -32601);
    assert_eq!(client.ask_in_vain("$/unknownRequest", json!({})), -32601);
    client.shut_down();
}

/// Checks the exit code after `exit`, with or without `shutdown` before it.
#[track_caller]
fn check_exit(shutdown: bool, expected: u8) {
    let mut client = Client::pushing();
    if shutdown {
        client.ask("shutdown", Value::Null);
        assert_eq!(client.ask_in_vain("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })), -32600);
        assert_eq!(client.ask_in_vain("shutdown", Value::Null), -32600);
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), expected);
}

#[test]
fn exit_succeeds_only_after_shutdown() {
    check_exit(true, 0);
    check_exit(false, 1);
}

#[test]
fn shutdown_needs_no_params() {
    let mut client = Client::pushing();
    client.send(&json!({ "jsonrpc": "2.0", "id": "s", "method": "shutdown" }));
    assert_eq!(client.wait_for(|message| message["id"] == "s").get("result"), Some(&Value::Null));
}

#[test]
fn exit_ends_a_server_that_was_never_initialized() {
    let mut client = Client::fresh();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn ends_after_all_answers_when_the_input_ends() {
    let mut client = Client::pushing();
    client.open(URI, 1, &nonsense_in_line(3));
    let params = json!({ "textDocument": { "uri": URI } });
    let asked: Vec<_> = (0..100).map(|_| client.request("textDocument/diagnostic", params.clone())).collect();
    client.hang_up();
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [3]);
    for id in asked {
        assert_eq!(nonsense_lines(&client.answer(id)["result"]["items"]), [3]);
    }
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn answers_a_session_sent_in_one_write() {
    for session in 0..200 {
        let mut client = Client::fresh();
        let document =
            json!({ "uri": URI, "languageId": "temple", "version": 1, "text": nonsense_in_line(session % 7) });
        let pull = json!({ "textDocument": { "uri": URI } });
        client.send_together(&[
            json!({ "id": "first", "method": "initialize", "params": { "capabilities": {} } }),
            json!({ "method": "initialized", "params": {} }),
            json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }),
            json!({ "id": "middle", "method": "textDocument/diagnostic", "params": pull }),
            json!({ "id": "last", "method": "shutdown" }),
        ]);
        client.hang_up();
        let line = u64::try_from(session % 7).expect("small");
        assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [line]);
        assert!(client.wait_for(|message| message["id"] == "first")["result"].is_object());
        let middle = client.wait_for(|message| message["id"] == "middle");
        assert_eq!(nonsense_lines(&middle["result"]["items"]), [line]);
        client.wait_for(|message| message["id"] == "last");
        assert_eq!(client.exit_code(), 0, "session {session}");
    }
}

#[test]
fn exit_does_not_wait_for_requests_that_run() {
    let mut client = Client::pushing();
    client.hold("for ever");
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn limits_the_wait_for_requests_at_the_end() {
    let options = Options { patience: Duration::from_millis(20), ..Options::default() };
    let mut client = Client::with_options(options);
    client.initialize(json!({ "capabilities": {} }));
    client.hold("for ever");
    client.ask("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn ends_when_the_input_ends_inside_a_message() {
    for half in ["Content-Length: 1000\r\n\r\n{", "Content-Le", "Content-Length: 5\r\n"] {
        let mut client = Client::pushing();
        client.raw(half.as_bytes());
        client.hang_up();
        assert_eq!(client.exit_code(), 1, "{half:?}");
    }
}

#[test]
#[cfg(unix)]
fn does_not_outlive_its_parent() {
    // It waits for input that never comes.
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().expect("a process");
    let params = json!({ "processId": parent.id(), "rootUri": null, "capabilities": {} });
    let mut client = Client::initialized(params);
    assert_eq!(client.pulled(URI), json!([]), "while the parent lives");
    parent.kill().expect("our own process");
    parent.wait().expect("our own process");
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn traces_messages_while_enabled() {
    let mut client = Client::pulling();
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.pulled(URI);
    let trace = client.wait_for(|message| {
        let text = message["params"]["message"].as_str().unwrap_or_default();
        message["method"] == "$/logTrace" && text.contains("'textDocument/diagnostic'")
    });
    assert!(trace["params"]["verbose"].as_str().expect("details").contains(URI));
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.pulled("untitled:other");
    let traces_before = client.pulled(URI);
    assert!(traces_before.is_array());
    client.notify("$/setTrace", json!({ "value": "nonsense" }));
    client.notify("$/setTrace", json!(7));
    client.shut_down();
}

/// Returns the messages to the user of a client that announces this as its version of our extension.
fn messages_about_version(version: Value) -> Vec<(Value, String)> {
    let mut client = Client::with(json!({ "experimental": { "temple": { "version": version } } }));
    client.open(URI, 1, "");
    assert!(
        client
            .ask(
                "textDocument/hover",
                json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } })
            )
            .is_null()
    );
    let rest = client.shut_down().into_iter().filter(|message| message["method"] == "window/showMessage");
    rest.map(|it| (it["params"]["type"].clone(), it["params"]["message"].as_str().expect("a text").to_owned()))
        .collect()
}

#[test]
fn warns_once_about_an_incompatible_client() {
    let ours = env!("CARGO_PKG_VERSION");
    for (version, outdated) in [(1, "the editor extension"), (0, "the editor extension"), (3, "temple-lsp")] {
        let messages = messages_about_version(json!(version));
        let [(kind, message)] = &messages[..] else { panic!("{messages:?}") };
        assert_eq!(*kind, 1);
        let versions = format!("uses version {version} of the Temple protocol, but temple-lsp {ours} uses version 2.");
        assert!(message.contains(&versions) && message.contains(&format!("Update {outdated}.")), "{message}");
    }
    for version in [json!(2), Value::Null, json!("2"), json!({})] {
        assert_eq!(messages_about_version(version), []);
    }
}
