//! A panic affects one answer, one report or one file: no thread ends, and nothing waits for a result that never comes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use temple_lsp::server::Options;

use crate::client::{Client, PATIENCE, URI, nonsense_in_line, nonsense_lines};
use crate::preview::{SHOP, previewed};
use crate::workspace::{CHANGED, CREATED, changed, check_lines, folder, uri, write};

/// A time limit that is never reached: a server with it does not end while anything is in progress.
const FOR_EVER: Duration = Duration::from_secs(3600);

/// Starts a server that waits at its end for everything in progress, without a time limit.
fn start(params: Value) -> Client {
    let mut client = begin(params);
    client.notify("initialized", json!({}));
    client
}

fn begin(params: Value) -> Client {
    let options = Options { quiet: Duration::from_millis(2), patience: FOR_EVER, ..Options::default() };
    let mut client = Client::with_options(options);
    client.ask("initialize", params);
    client
}

fn pushing() -> Client {
    start(json!({ "capabilities": {} }))
}

fn pulling() -> Client {
    start(json!({ "capabilities": { "textDocument": { "diagnostic": {} } } }))
}

/// Makes the next job of a kind panic.
fn plan(client: &mut Client, job: &str) {
    assert_eq!(client.ask("temple/test/panic", json!(job)), json!([job]));
}

/// Returns the request that does the same as [`plan`], to be sent together with other messages.
fn planning(job: &str) -> Value {
    json!({ "id": "plan", "method": "temple/test/panic", "params": job })
}

fn notification(method: &str, params: Value) -> Value {
    json!({ "method": method, "params": params })
}

fn opening(text: &str) -> Value {
    let document = json!({ "uri": URI, "languageId": "temple", "version": 1, "text": text });
    notification("textDocument/didOpen", json!({ "textDocument": document }))
}

/// Waits until every planned panic has happened.
#[track_caller]
fn wait_for_panic(client: &mut Client) {
    let deadline = Instant::now() + PATIENCE;
    while client.ask("temple/test/panic", Value::Null) != json!([]) {
        assert!(Instant::now() < deadline, "the panic does not come");
    }
}

/// Checks that the server still publishes diagnostics of the document, from this version on, and ends when asked to.
#[track_caller]
fn check_recovery(mut client: Client, version: i64) {
    client.change(URI, version, json!([{ "text": nonsense_in_line(7) }]));
    let published = client.published(URI);
    assert_eq!(published["version"], version);
    assert_eq!(nonsense_lines(&published["diagnostics"]), [7]);
    client.rest();
}

#[test]
fn only_tests_can_plan_panics() {
    let mut client = pushing();
    assert_eq!(client.ask_in_vain("temple/test/panic", json!("nothing")), -32602);
    assert_eq!(client.ask("temple/test/panic", Value::Null), json!([]));
    client.rest();
}

#[test]
fn answers_a_panicking_request_with_an_error() {
    let mut client = pulling();
    client.open(URI, 1, &nonsense_in_line(1));
    for _ in 0..20 {
        plan(&mut client, "request");
        let params = json!({ "textDocument": { "uri": URI } });
        assert_eq!(client.ask_in_vain("textDocument/diagnostic", params), -32603);
        assert_eq!(nonsense_lines(&client.pulled(URI)), [1]);
    }
    client.rest();
}

#[test]
fn a_report_that_panics_costs_one_version() {
    let mut client = pushing();
    plan(&mut client, "diagnose");
    client.open(URI, 1, &nonsense_in_line(1));
    wait_for_panic(&mut client);
    check_recovery(client, 2);
}

#[test]
fn does_not_wait_at_the_end_for_a_panicked_report() {
    let mut client = pushing();
    plan(&mut client, "diagnose");
    client.open(URI, 1, &nonsense_in_line(1));
    assert_eq!(client.rest(), [Value::Null; 0]);
}

#[test]
fn repeats_the_start_of_reports_after_a_panic() {
    let mut client = pushing();
    client.send_together(&[opening(&nonsense_in_line(1)), planning("settle")]);
    assert_eq!(nonsense_lines(&client.published(URI)["diagnostics"]), [1]);
    wait_for_panic(&mut client);
    check_recovery(client, 2);
}

#[test]
fn a_comparison_of_previews_that_panics_costs_one_version() {
    let mut client = pulling();
    client.open(URI, 1, SHOP);
    previewed(&mut client, URI);
    plan(&mut client, "compare");
    client.change(URI, 2, json!([{ "text": SHOP.replace("Book", "Film") }]));
    wait_for_panic(&mut client);
    client.change(URI, 3, json!([{ "text": SHOP.replace("Book", "Song") }]));
    assert_eq!(client.receive("temple/manifestsChanged")["version"], 3);
    plan(&mut client, "compare");
    client.change(URI, 4, json!([{ "text": SHOP }]));
    assert!(client.rest().iter().all(|message| message["method"] != "temple/manifestsChanged"));
}

#[test]
fn a_panic_while_freeing_a_document_costs_no_thread() {
    let mut client = pushing();
    for version in 1..10 {
        plan(&mut client, "free");
        client.open(URI, version, &nonsense_in_line(1));
        client.published(URI);
        client.close(URI);
        client.published(URI);
        // Documents are freed by threads without other work, which check for that after each job.
        wait_for_panic_after_jobs(&mut client);
    }
    client.open(URI, 1, "");
    client.published(URI);
    check_recovery(client, 2);
}

#[track_caller]
fn wait_for_panic_after_jobs(client: &mut Client) {
    let deadline = Instant::now() + PATIENCE;
    while client.ask("temple/test/panic", Value::Null) != json!([]) {
        client.pulled(URI);
        assert!(Instant::now() < deadline, "the panic does not come");
    }
}

/// Starts a server whose workspace has two files, without sending `initialized`.
fn with_two_files() -> (tempfile::TempDir, Client) {
    let folder = folder(&[("a.temple", &nonsense_in_line(1)), ("b.temple", &nonsense_in_line(2))]);
    let folders = json!([{ "uri": uri(folder.path()), "name": "" }]);
    let client = begin(json!({ "capabilities": {}, "workspaceFolders": folders }));
    (folder, client)
}

#[test]
fn a_panic_while_reading_a_file_costs_only_that_file() {
    let (folder, mut client) = with_two_files();
    let (a, b) = (uri(&folder.path().join("a.temple")), uri(&folder.path().join("b.temple")));
    plan(&mut client, "file");
    client.notify("initialized", json!({}));
    check_lines(&mut client, &b, &[2]);
    changed(&mut client, &a, CHANGED);
    check_lines(&mut client, &a, &[1]);
    // When the file is read again, the job panics. The file counts as unknown until it is read once more.
    plan(&mut client, "file");
    changed(&mut client, &a, CHANGED);
    check_lines(&mut client, &a, &[]);
    changed(&mut client, &a, CHANGED);
    check_lines(&mut client, &a, &[1]);
    assert_eq!(client.rest(), [Value::Null; 0]);
}

#[test]
fn a_panicking_search_clears_nothing_and_delays_no_other() {
    let (folder, mut client) = with_two_files();
    let (a, b) = (uri(&folder.path().join("a.temple")), uri(&folder.path().join("b.temple")));
    plan(&mut client, "search");
    client.notify("initialized", json!({}));
    changed(&mut client, &a, CREATED);
    check_lines(&mut client, &a, &[1]);
    plan(&mut client, "search");
    changed(&mut client, &a, CHANGED);
    wait_for_panic(&mut client);
    changed(&mut client, &b, CHANGED);
    check_lines(&mut client, &b, &[2]);
    write(&folder, "a.temple", &nonsense_in_line(3));
    let event = json!({ "event": { "added": [], "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    check_lines(&mut client, &a, &[3]);
    assert_eq!(client.rest(), [Value::Null; 0]);
}

#[test]
fn progress_ends_although_a_file_panics() {
    let folder = folder(&[]);
    for number in 0..300 {
        write(&folder, &format!("{number}.temple"), "");
    }
    let folders = json!([{ "uri": uri(folder.path()), "name": "" }]);
    let capabilities = json!({ "window": { "workDoneProgress": true }, "textDocument": { "diagnostic": {} },
            "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = begin(json!({ "capabilities": capabilities, "workspaceFolders": folders }));
    plan(&mut client, "file");
    client.notify("initialized", json!({}));
    client.receive("workspace/diagnostic/refresh");
    let reports = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(reports["items"].as_array().map(Vec::len), Some(299));
    let progress: Vec<_> = client.rest().into_iter().filter(|message| message["method"] == "$/progress").collect();
    let kind = |message: &Value| message["params"]["value"]["kind"].clone();
    assert!(progress.is_empty() || kind(&progress[progress.len() - 1]) == "end", "{progress:?}");
}

#[test]
fn answers_a_request_whose_event_panics() {
    let mut client = pushing();
    plan(&mut client, "event");
    let params = json!({ "textDocument": { "uri": URI } });
    assert_eq!(client.ask_in_vain("textDocument/diagnostic", params), -32603);
    client.open(URI, 1, "");
    client.published(URI);
    check_recovery(client, 2);
}

#[test]
fn marks_a_text_as_unknown_if_its_event_panics() {
    for is_open in [false, true] {
        let mut client = pulling();
        if is_open {
            client.open(URI, 1, &nonsense_in_line(1));
        }
        plan(&mut client, "event");
        match is_open {
            true => client.change(URI, 2, json!([{ "text": nonsense_in_line(2) }])),
            false => client.open(URI, 2, &nonsense_in_line(2)),
        }
        let params = json!({ "textDocument": { "uri": URI } });
        assert_eq!(client.ask_in_vain("textDocument/diagnostic", params), -32803);
        client.change(URI, 3, json!([{ "text": nonsense_in_line(3) }]));
        assert_eq!(nonsense_lines(&client.pulled(URI)), [3]);
        client.rest();
    }
}

#[test]
fn closes_a_document_although_the_event_panics() {
    let mut client = pushing();
    client.open(URI, 1, &nonsense_in_line(1));
    client.published(URI);
    plan(&mut client, "event");
    client.close(URI);
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    client.open(URI, 1, &nonsense_in_line(1));
    client.published(URI);
    check_recovery(client, 2);
}

#[test]
fn a_report_whose_event_panics_costs_one_version() {
    let mut client = pushing();
    client.send_together(&[opening(&nonsense_in_line(1)), planning("diagnosed")]);
    wait_for_panic(&mut client);
    check_recovery(client, 2);
}

#[test]
fn a_comparison_whose_event_panics_costs_one_version() {
    let mut client = pulling();
    client.open(URI, 1, SHOP);
    previewed(&mut client, URI);
    plan(&mut client, "compared");
    client.change(URI, 2, json!([{ "text": SHOP.replace("Book", "Film") }]));
    wait_for_panic(&mut client);
    client.change(URI, 3, json!([{ "text": SHOP.replace("Book", "Song") }]));
    assert_eq!(client.receive("temple/manifestsChanged")["version"], 3);
    client.rest();
}

#[test]
fn ends_a_search_although_the_event_panics() {
    let (folder, mut client) = with_two_files();
    let (a, b) = (uri(&folder.path().join("a.temple")), uri(&folder.path().join("b.temple")));
    plan(&mut client, "searched");
    client.notify("initialized", json!({}));
    check_lines(&mut client, &a, &[1]);
    check_lines(&mut client, &b, &[2]);
    wait_for_panic(&mut client);
    write(&folder, "a.temple", &nonsense_in_line(3));
    changed(&mut client, &a, CHANGED);
    check_lines(&mut client, &a, &[3]);
    client.rest();
}

#[test]
fn searches_again_if_the_event_of_a_file_change_panics() {
    let (folder, mut client) = with_two_files();
    client.notify("initialized", json!({}));
    let a = uri(&folder.path().join("a.temple"));
    check_lines(&mut client, &a, &[1]);
    check_lines(&mut client, &uri(&folder.path().join("b.temple")), &[2]);
    // The search has ended when a change is processed.
    write(&folder, "a.temple", &nonsense_in_line(3));
    changed(&mut client, &a, CHANGED);
    check_lines(&mut client, &a, &[3]);
    write(&folder, "a.temple", &nonsense_in_line(4));
    let changes = json!({ "changes": [{ "uri": a, "type": CHANGED }] });
    client.send_together(&[planning("event"), notification("workspace/didChangeWatchedFiles", changes)]);
    check_lines(&mut client, &a, &[4]);
    client.rest();
}

#[test]
fn ends_although_the_event_panics() {
    let mut client = pushing();
    plan(&mut client, "event");
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn a_panic_while_reading_a_message_costs_only_that_message() {
    let mut client = pulling();
    client.open(URI, 1, &nonsense_in_line(1));
    plan(&mut client, "message");
    client.notify("unknown/notification", json!([]));
    assert_eq!(client.wait_for(|message| message.get("error").is_some())["error"]["code"], -32603);
    assert_eq!(nonsense_lines(&client.pulled(URI)), [1]);
    client.rest();
}

#[test]
fn a_panicking_reader_or_writer_ends_the_server() {
    for job in ["reader", "writer"] {
        let mut client = pushing();
        client.send(&planning(job));
        if job == "writer" {
            // The answer to this request is the one that is not written.
            assert_eq!(client.exit_code(), 1);
            continue;
        }
        client.wait_for(|message| message["id"] == "plan");
        client.notify("unknown/notification", json!([]));
        assert_eq!(client.exit_code(), 1);
    }
}
