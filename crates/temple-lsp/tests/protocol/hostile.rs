//! Whatever a client sends, the server keeps running and reports the error.

use serde_json::{Value, json};

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

/// Checks that the server answers this body with an error of this code, without an id, and keeps running.
#[track_caller]
fn check_body(body: &[u8], code: i64) {
    let mut client = Client::pulling();
    client.open(URI, 1, &nonsense_in_line(1));
    client.body(body);
    let answer = client.wait_for(|message| message.get("error").is_some());
    assert_eq!(answer["error"]["code"], code, "{answer}");
    assert_eq!(answer.get("id"), Some(&Value::Null), "{answer}");
    assert_eq!(nonsense_lines(&client.pulled(URI)), [1]);
    assert!(client.shut_down().is_empty());
}

#[test]
fn malformed_json_is_a_parse_error() {
    check_body(b"", -32700);
    check_body(br#"{"jsonrpc":"2.0","id":1,"method":"#, -32700);
    check_body(b"\xff\xfe not json", -32700);
    check_body("{".repeat(100_000).as_bytes(), -32700);
}

#[test]
fn json_that_is_no_message_is_an_invalid_request() {
    check_body(br#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#, -32600);
    check_body(b"42", -32600);
    check_body(br#"{"jsonrpc":"2.0"}"#, -32600);
    check_body(br#"{"id":{},"method":7}"#, -32600);
}

#[test]
fn a_header_without_length_is_a_parse_error() {
    let mut client = Client::pulling();
    client.raw(b"Content-Length: many\r\n\r\nContent-Type: x\r\n\r\n");
    for _ in 0..2 {
        assert_eq!(client.wait_for(|message| message.get("error").is_some())["error"]["code"], -32700);
    }
    assert_eq!(client.pulled(URI), json!([]));
    client.shut_down();
}

#[test]
fn accepts_deeply_nested_params() {
    let mut client = Client::pulling();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for method in ["unknown/notification", "textDocument/didOpen", "textDocument/didChange"] {
        client.body(format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{deep}}}"#).as_bytes());
    }
    for (id, method, code) in [("a", "textDocument/diagnostic", -32602), ("b", "unknown", -32601)] {
        client.body(format!(r#"{{"id":"{id}","method":"{method}","params":{deep}}}"#).as_bytes());
        assert_eq!(client.wait_for(|message| message["id"] == id)["error"]["code"], code);
    }
    client.shut_down();
}

#[test]
fn wrong_params_fail_only_their_request() {
    let mut client = Client::pulling();
    client.open(URI, 1, &nonsense_in_line(1));
    for params in [Value::Null, json!([]), json!({}), json!(7), json!({ "textDocument": { "uri": 5 } })] {
        assert_eq!(client.ask_in_vain("textDocument/diagnostic", params.clone()), -32602);
        for notification in ["didOpen", "didClose", "didSave", "didChange"] {
            client.notify(&format!("textDocument/{notification}"), params.clone());
        }
        for notification in ["Configuration", "WorkspaceFolders", "WatchedFiles"] {
            client.notify(&format!("workspace/didChange{notification}"), params.clone());
        }
    }
    assert_eq!(nonsense_lines(&client.pulled(URI)), [1]);
    client.shut_down();
}

#[test]
fn ignores_answers_to_unknown_requests() {
    let mut client = Client::pulling();
    client.send(&json!({ "id": 99_999, "result": 1 }));
    client.send(&json!({ "id": "x", "error": { "code": 1, "message": "" } }));
    client.send(&json!({ "id": 1 }));
    assert_eq!(client.pulled(URI), json!([]));
    assert!(client.shut_down().is_empty());
}

#[test]
fn a_lone_surrogate_in_json_drops_the_document() {
    let mut client = Client::pulling();
    client.open(URI, 1, "");
    let params = format!(r#"{{"textDocument":{{"uri":"{URI}","version":2}},"contentChanges":[{{"text":"\ud83d"}}]}}"#);
    client.body(format!(r#"{{"method":"textDocument/didChange","params":{params}}}"#).as_bytes());
    client.receive("window/showMessage");
    client.change(URI, 3, json!([{ "text": nonsense_in_line(1) }]));
    assert_eq!(nonsense_lines(&client.pulled(URI)), [1]);
    client.shut_down();
}
