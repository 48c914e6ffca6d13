//! The settings of the section `temple`, in all forms in which clients send them.

use serde_json::{Value, json};

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

/// Ends the session, and returns the messages about settings that the server has shown.
fn complaints(client: Client) -> Vec<String> {
    let rest = client.shut_down().into_iter().filter(|message| message["method"] == "window/showMessage");
    rest.map(|message| message["params"]["message"].as_str().expect("a text").to_owned()).collect()
}

fn off() -> Value {
    json!({ "diagnostics": { "enable": false } })
}

#[test]
fn reads_settings_from_initialize() {
    for options in [off(), json!({ "temple": off() })] {
        let mut client = Client::initialized(json!({ "capabilities": {}, "initializationOptions": options }));
        client.open(URI, 1, &nonsense_in_line(2));
        assert_eq!(client.published(URI)["diagnostics"], json!([]));
    }
}

#[test]
fn reads_settings_from_notifications() {
    let mut client = Client::pushing();
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": off() } }));
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": {} } }));
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2]);
    assert_eq!(complaints(client), [""; 0]);
}

#[test]
fn requests_settings_if_the_client_supports_it() {
    let workspace = json!({ "configuration": true, "didChangeConfiguration": { "dynamicRegistration": true } });
    let mut client = Client::with(json!({ "workspace": workspace }));
    assert_eq!(
        client.receive("client/registerCapability")["registrations"][0]["method"],
        "workspace/didChangeConfiguration"
    );
    assert_eq!(client.receive("workspace/configuration")["items"], json!([{ "section": "temple" }]));
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2]);
    client.settings = off();
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    client.shut_down();
}

#[test]
fn does_not_wait_for_a_client_that_never_answers() {
    let mut client = Client::fresh();
    client.obliging = false;
    let workspace = json!({ "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true } });
    client.ask("initialize", json!({ "capabilities": { "workspace": workspace } }));
    client.notify("initialized", json!({}));
    client.receive("workspace/configuration");
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2]);
    client.shut_down();
}

#[test]
fn ignores_malformed_settings() {
    for answer in [json!({ "result": null }), json!({ "result": [] }), json!({ "result": 7 }), json!({ "error": {} })] {
        let mut client = Client::fresh();
        client.obliging = false;
        client.ask("initialize", json!({ "capabilities": { "workspace": { "configuration": true } } }));
        client.notify("initialized", json!({}));
        let mut message = answer;
        message["id"] = client.wait_for(|message| message["method"] == "workspace/configuration")["id"].take();
        client.send(&message);
        client.open(URI, 1, &nonsense_in_line(2));
        assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2]);
        assert_eq!(complaints(client), [""; 0]);
    }
}

#[test]
fn reports_each_invalid_setting_once() {
    let bad = json!({ "diagnostics": { "enable": "yes", "disable": ["nonsense"] }, "log": { "level": 5 } });
    let mut client = Client::pushing();
    for _ in 0..3 {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": bad } }));
    }
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2], "the defaults are in force");
    let complaints_received = complaints(client);
    assert_eq!(complaints_received.len(), 3, "{complaints_received:?}");
    for name in ["`temple.diagnostics.enable`", "`temple.diagnostics.disable`", "`temple.log.level`"] {
        assert_eq!(complaints_received.iter().filter(|text| text.contains(name)).count(), 1, "{complaints_received:?}");
    }
}

#[test]
fn does_not_disable_errors() {
    let settings = json!({ "diagnostics": { "disable": ["unknown-block-kind"] } });
    let mut client = Client::initialized(json!({ "capabilities": {}, "initializationOptions": settings }));
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [2]);
    let complaints_received = complaints(client);
    assert!(
        complaints_received.len() == 1 && complaints_received[0].contains("unknown-block-kind"),
        "{complaints_received:?}"
    );
}

#[test]
fn asks_a_pulling_client_to_refresh() {
    let capabilities =
        json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = Client::with(capabilities);
    client.open(URI, 1, &nonsense_in_line(2));
    assert_eq!(nonsense_lines(&client.pulled(URI)), [2]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "temple": off() } }));
    client.receive("workspace/diagnostic/refresh");
    assert_eq!(client.pulled(URI), json!([]));
    client.shut_down();
}
