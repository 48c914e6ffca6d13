//! Files that are not open: found, watched, and overridden by open documents.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, nonsense_in_line, nonsense_lines};

/// Creates a folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(&folder, name, text);
    }
    folder
}

/// Writes a text to a file of the folder, all at once, so that a search that is under way reads no half of it.
pub(crate) fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("our own folder");
    let whole = path.with_extension("whole");
    fs::write(&whole, text).expect("our own folder");
    fs::rename(whole, path).expect("our own folder");
}

/// Returns the URI of a path.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Starts a server with this folder as its workspace.
pub(crate) fn start(folder: &TempDir, capabilities: Value) -> Client {
    let folders = json!([{ "uri": uri(folder.path()), "name": "test" }]);
    Client::initialized(json!({ "capabilities": capabilities, "workspaceFolders": folders }))
}

/// Checks the next published diagnostics of a file that is not open, which must have no version.
#[track_caller]
pub(crate) fn check_lines(client: &mut Client, uri: &str, lines: &[u64]) {
    let published = client.published(uri);
    assert_eq!(published.get("version"), None);
    assert_eq!(nonsense_lines(&published["diagnostics"]), lines);
}

/// Reports a change on disk to the server.
pub(crate) fn changed(client: &mut Client, uri: &str, kind: u32) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
}

/// The kinds of changes on disk.
pub(crate) const CREATED: u32 = 1;
pub(crate) const CHANGED: u32 = 2;
pub(crate) const DELETED: u32 = 3;

#[test]
fn reports_on_files_of_the_workspace() {
    let folder = folder(&[
        ("a.temple", &nonsense_in_line(1)),
        ("deep/er/b.templefile", &nonsense_in_line(2)),
        ("c.txt", &nonsense_in_line(3)),
        (".hidden/d.temple", &nonsense_in_line(4)),
    ]);
    fs::write(folder.path().join("e.temple"), b"A: nonsense {} \xff").expect("our own folder");
    fs::create_dir(folder.path().join("f.temple")).expect("our own folder");
    let mut client = start(&folder, json!({}));
    check_lines(&mut client, &uri(&folder.path().join("a.temple")), &[1]);
    check_lines(&mut client, &uri(&folder.path().join("deep/er/b.templefile")), &[2]);
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{rest:?}");
}

#[test]
fn an_open_document_overrides_its_file() {
    let folder = folder(&[("a.temple", &nonsense_in_line(1))]);
    let file = uri(&folder.path().join("a.temple"));
    let mut client = start(&folder, json!({}));
    check_lines(&mut client, &file, &[1]);
    client.open(&file, 1, &nonsense_in_line(5));
    let published = client.published(&file);
    assert_eq!(published["version"], 1);
    assert_eq!(nonsense_lines(&published["diagnostics"]), [5]);
    write(&folder, "a.temple", &nonsense_in_line(2));
    changed(&mut client, &file, CHANGED);
    client.change(&file, 2, json!([{ "text": nonsense_in_line(6) }]));
    let published = client.published(&file);
    assert_eq!(published["version"], 2);
    assert_eq!(nonsense_lines(&published["diagnostics"]), [6]);
    client.close(&file);
    check_lines(&mut client, &file, &[]);
    check_lines(&mut client, &file, &[2]);
    client.shut_down();
}

#[test]
fn reads_files_again_that_change_on_disk() {
    let folder = folder(&[("a.temple", &nonsense_in_line(1)), ("in/b.temple", &nonsense_in_line(1))]);
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = start(&folder, watching);
    let registration = client.receive("client/registerCapability")["registrations"][0].take();
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let pattern = registration["registerOptions"]["watchers"][0]["globPattern"].as_str().expect("a pattern");
    assert!(pattern.contains("temple") && pattern.contains("templefile"), "{pattern}");

    let file = uri(&folder.path().join("a.temple"));
    check_lines(&mut client, &file, &[1]);
    write(&folder, "a.temple", &nonsense_in_line(4));
    changed(&mut client, &file, CHANGED);
    check_lines(&mut client, &file, &[4]);
    fs::remove_file(folder.path().join("a.temple")).expect("our own folder");
    changed(&mut client, &file, DELETED);
    check_lines(&mut client, &file, &[]);

    let new = uri(&folder.path().join("new.temple"));
    write(&folder, "new.temple", &nonsense_in_line(2));
    changed(&mut client, &new, CREATED);
    check_lines(&mut client, &new, &[2]);

    let inner = uri(&folder.path().join("in/b.temple"));
    check_lines(&mut client, &inner, &[1]);
    fs::remove_dir_all(folder.path().join("in")).expect("our own folder");
    changed(&mut client, &uri(&folder.path().join("in")), DELETED);
    check_lines(&mut client, &inner, &[]);
    client.shut_down();
}

#[test]
fn handles_added_and_removed_folders() {
    let (one, two) = (folder(&[("a.temple", &nonsense_in_line(1))]), folder(&[("b.temple", &nonsense_in_line(2))]));
    let (a, b) = (uri(&one.path().join("a.temple")), uri(&two.path().join("b.temple")));
    let mut client = start(&one, json!({}));
    check_lines(&mut client, &a, &[1]);
    let named = |folder: &TempDir| json!([{ "uri": uri(folder.path()), "name": "" }]);
    let event = json!({ "event": { "added": named(&two), "removed": named(&one) } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    check_lines(&mut client, &b, &[2]);
    check_lines(&mut client, &a, &[]);
    client.shut_down();
}

#[test]
fn disables_the_scan() {
    let folder = folder(&[("a.temple", &nonsense_in_line(1))]);
    let file = uri(&folder.path().join("a.temple"));
    let mut client = start(&folder, json!({}));
    check_lines(&mut client, &file, &[1]);
    let settings = json!({ "settings": { "temple": { "workspace": { "scan": false } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    check_lines(&mut client, &file, &[]);
    changed(&mut client, &file, CHANGED);
    client.open(&file, 1, &nonsense_in_line(3));
    assert_eq!(nonsense_lines(&client.published(&file)["diagnostics"]), [3]);
    client.close(&file);
    check_lines(&mut client, &file, &[]);
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{rest:?}");
}

#[test]
fn pulls_the_whole_workspace() {
    let folder = folder(&[("a.temple", &nonsense_in_line(1)), ("b.temple", &nonsense_in_line(2))]);
    let (a, b) = (uri(&folder.path().join("a.temple")), uri(&folder.path().join("b.temple")));
    let capabilities =
        json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = start(&folder, capabilities);
    client.receive("workspace/diagnostic/refresh");
    client.open(&b, 7, &nonsense_in_line(5));

    let pull = |client: &mut Client, previous: Value| {
        client.ask("workspace/diagnostic", json!({ "previousResultIds": previous }))["items"].take()
    };
    let reports = pull(&mut client, json!([]));
    let found: Vec<_> = reports.as_array().expect("a list").iter().collect();
    assert_eq!(found.len(), 2, "{reports}");
    assert_eq!((&found[0]["uri"], &found[0]["version"]), (&json!(a), &Value::Null));
    assert_eq!(nonsense_lines(&found[0]["items"]), [1]);
    assert_eq!((&found[1]["uri"], &found[1]["version"]), (&json!(b), &json!(7)));
    assert_eq!(nonsense_lines(&found[1]["items"]), [5]);

    let gone = uri(&folder.path().join("gone.temple"));
    let known = |report: &Value| json!({ "uri": report["uri"], "value": report["resultId"] });
    let previous = json!([known(found[0]), known(found[1]), { "uri": gone, "value": "x" }]);
    let reports = pull(&mut client, previous);
    let kinds: Vec<_> = reports.as_array().expect("a list").iter().map(|report| report["kind"].clone()).collect();
    assert_eq!(kinds, ["unchanged", "unchanged", "full"]);
    assert_eq!(reports[2]["items"], json!([]));

    fs::remove_file(folder.path().join("a.temple")).expect("our own folder");
    changed(&mut client, &a, DELETED);
    client.receive("workspace/diagnostic/refresh");
    assert_eq!(client.pulled(&a), json!([]));
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{rest:?}");
}

#[test]
fn a_large_workspace_shows_its_progress() {
    let folder = folder(&[]);
    for number in 0..300 {
        write(&folder, &format!("{number}.temple"), "");
    }
    let mut client = Client::fresh();
    client.obliging = false;
    let folders = json!([{ "uri": uri(folder.path()), "name": "test" }]);
    let window = json!({ "window": { "workDoneProgress": true } });
    client.ask("initialize", json!({ "capabilities": window, "workspaceFolders": folders }));
    client.notify("initialized", json!({}));
    let request = client.wait_for(|message| message["method"] == "window/workDoneProgress/create");
    client.send(&json!({ "id": request["id"], "result": null }));
    // The scan may end before the client has answered. Then no progress is shown, and otherwise all of it.
    let shown: Vec<_> = client.shut_down().into_iter().filter(|message| message["method"] == "$/progress").collect();
    let kinds: Vec<_> = shown.iter().map(|message| message["params"]["value"]["kind"].as_str()).collect();
    assert!(shown.iter().all(|message| message["params"]["token"] == request["params"]["token"]), "{shown:?}");
    assert!(kinds.is_empty() || kinds[0] == Some("begin"), "{kinds:?}");
    assert!(kinds.iter().skip(1).all(|kind| *kind != Some("begin")), "{kinds:?}");
}
