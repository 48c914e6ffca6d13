//! Folders that are created or removed, as reported by editors: often with one event, and never with one for each file.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};
use crate::workspace::{CHANGED, CREATED, DELETED, changed, check_lines, folder, start, uri, write};

/// Returns a workspace with the file `team/a.temple`, the client that knows it, and the URIs of the folder and the
/// file.
fn team(capabilities: Value) -> (TempDir, Client, String, String) {
    let folder = folder(&[("team/a.temple", &nonsense_in_line(1))]);
    let mut client = start(&folder, capabilities);
    let (team, file) = (at(&folder, "team"), at(&folder, "team/a.temple"));
    check_lines(&mut client, &file, &[1]);
    (folder, client, team, file)
}

/// Returns the URI of a path in a folder.
fn at(folder: &TempDir, path: &str) -> String {
    uri(&folder.path().join(path))
}

fn remove(folder: &TempDir, path: &str) {
    fs::remove_dir_all(folder.path().join(path)).expect("our own folder");
}

fn rename(folder: &TempDir, from: &str, to: &str) {
    fs::rename(folder.path().join(from), folder.path().join(to)).expect("our own folder");
}

/// Reports several changes on disk at once.
fn all_changed(client: &mut Client, changes: &[(&str, u32)]) {
    let changes: Vec<_> = changes.iter().map(|(uri, kind)| json!({ "uri": uri, "type": kind })).collect();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
}

/// Checks that all earlier notifications have been processed without any message about them.
#[track_caller]
fn check_silence(folder: &TempDir, mut client: Client) {
    write(folder, "last.temple", &nonsense_in_line(9));
    let last = at(folder, "last.temple");
    // An earlier search ends before this change is processed.
    changed(&mut client, &last, CREATED);
    check_lines(&mut client, &last, &[9]);
    let rest = client.shut_down();
    assert!(rest.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{rest:?}");
}

#[test]
fn watches_all_deletions_and_changes_of_templefiles() {
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::with(watching);
    let registration = client.receive("client/registerCapability")["registrations"][0].take();
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let expected = json!([{ "globPattern": "**/*.{temple,templefile}" }, { "globPattern": "**/*", "kind": 4 }]);
    assert_eq!(registration["registerOptions"]["watchers"], expected);
    client.shut_down();
}

#[test]
fn registers_file_operations_that_the_client_supports() {
    let offered = |operations: Value| {
        let mut client = Client::fresh();
        let capabilities = json!({ "workspace": { "fileOperations": operations } });
        let answer = client.ask("initialize", json!({ "capabilities": capabilities }));
        answer["capabilities"]["workspace"]["fileOperations"].clone()
    };
    let filters = json!({ "filters": [
        { "scheme": "file", "pattern": { "glob": "**/*.{temple,templefile}", "matches": "file" } },
        { "scheme": "file", "pattern": { "glob": "**", "matches": "folder" } },
    ] });
    let all = json!({ "didCreate": true, "didRename": true, "didDelete": true, "willRename": true });
    assert_eq!(offered(all), json!({ "didCreate": filters, "didRename": filters, "didDelete": filters }));
    assert_eq!(offered(json!({ "didRename": true, "didDelete": false })), json!({ "didRename": filters }));
    for nothing in [Value::Null, json!({}), json!({ "willDelete": true }), json!({ "didDelete": "yes" }), json!(7)] {
        assert_eq!(offered(nothing), Value::Null);
    }
}

#[test]
fn clears_the_diagnostics_of_a_deleted_folder() {
    let (folder, mut client, team, file) = team(json!({}));
    remove(&folder, "team");
    changed(&mut client, &team, DELETED);
    check_lines(&mut client, &file, &[]);
    check_silence(&folder, client);
}

#[test]
fn asks_a_pulling_client_to_refresh_and_clears_the_file() {
    let folder = folder(&[("team/a.temple", &nonsense_in_line(1))]);
    let capabilities =
        json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = start(&folder, capabilities);
    client.receive("workspace/diagnostic/refresh");
    let pull = |client: &mut Client, previous: Value| {
        client.ask("workspace/diagnostic", json!({ "previousResultIds": previous }))["items"].take()
    };
    let report = pull(&mut client, json!([]))[0].take();
    let file = at(&folder, "team/a.temple");
    assert_eq!(report["uri"], file);
    remove(&folder, "team");
    changed(&mut client, &at(&folder, "team"), DELETED);
    client.receive("workspace/diagnostic/refresh");
    let reports = pull(&mut client, json!([{ "uri": file, "value": report["resultId"] }]));
    assert_eq!(
        (&reports[0]["uri"], &reports[0]["kind"], &reports[0]["items"]),
        (&json!(file), &json!("full"), &json!([]))
    );
    assert_eq!(pull(&mut client, json!([])), json!([]));
    assert_eq!(client.pulled(&file), json!([]));
    client.shut_down();
}

/// In Visual Studio Code, the user deletes, moves and creates folders in the explorer.
#[test]
fn handles_folder_events_of_visual_studio_code() {
    let (folder, mut client, team, file) = team(json!({}));
    let squad = at(&folder, "squad");
    rename(&folder, "team", "squad");
    let files = json!({ "files": [{ "oldUri": team, "newUri": squad }] });
    client.notify("workspace/didRenameFiles", files);
    all_changed(&mut client, &[(&team, DELETED)]);
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[1]);
    check_lines(&mut client, &file, &[]);
    remove(&folder, "squad");
    client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": squad }] }));
    all_changed(&mut client, &[(&squad, DELETED)]);
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[]);
    write(&folder, "copy/of/a.temple", &nonsense_in_line(4));
    client.notify("workspace/didCreateFiles", json!({ "files": [{ "uri": at(&folder, "copy") }] }));
    check_lines(&mut client, &at(&folder, "copy/of/a.temple"), &[4]);
    check_silence(&folder, client);
}

/// In Visual Studio Code, an open document moves with its folder.
#[test]
fn an_open_document_moves_with_its_folder() {
    let (folder, mut client, team, file) = team(json!({}));
    let moved = at(&folder, "squad/a.temple");
    client.open(&file, 1, &nonsense_in_line(5));
    assert_eq!(client.published(&file)["version"], 1);
    rename(&folder, "team", "squad");
    client.close(&file);
    client.open(&moved, 1, &nonsense_in_line(5));
    client.notify("workspace/didRenameFiles", json!({ "files": [{ "oldUri": team, "newUri": at(&folder, "squad") }] }));
    check_lines(&mut client, &file, &[]);
    assert_eq!(nonsense_lines(&client.published(&moved)["diagnostics"]), [5]);
    client.close(&moved);
    check_lines(&mut client, &moved, &[]);
    check_lines(&mut client, &moved, &[1]);
    check_silence(&folder, client);
}

/// Helix reports its own renames, and does not watch files.
#[test]
fn handles_rename_events_of_helix() {
    let (folder, mut client, team, file) = team(json!({}));
    rename(&folder, "team", "squad");
    let files = json!({ "files": [{ "oldUri": format!("{team}/"), "newUri": format!("{}/", at(&folder, "squad")) }] });
    client.notify("workspace/didRenameFiles", files);
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[1]);
    check_lines(&mut client, &file, &[]);
    check_silence(&folder, client);
}

/// Neovim reports each path separately, and for a moved folder only the deletion.
#[test]
fn handles_rename_events_of_neovim() {
    let (folder, mut client, team, file) = team(json!({}));
    rename(&folder, "team", "squad");
    changed(&mut client, &team, DELETED);
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[1]);
    check_lines(&mut client, &file, &[]);
    remove(&folder, "squad");
    for path in ["squad/a.temple", "squad"] {
        changed(&mut client, &at(&folder, path), DELETED);
    }
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[]);
    check_silence(&folder, client);
}

/// Eglot in Emacs reports a rename as a deletion and a creation, in separate notifications or in one.
#[test]
fn handles_rename_events_of_emacs() {
    let (folder, mut client, team, file) = team(json!({}));
    let squad = at(&folder, "squad");
    rename(&folder, "team", "squad");
    all_changed(&mut client, &[(&team, DELETED), (&squad, CREATED)]);
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[1]);
    check_lines(&mut client, &file, &[]);
    rename(&folder, "squad", "team");
    changed(&mut client, &squad, DELETED);
    changed(&mut client, &team, CREATED);
    check_lines(&mut client, &file, &[1]);
    check_lines(&mut client, &at(&folder, "squad/a.temple"), &[]);
    check_silence(&folder, client);
}

#[test]
fn searches_a_new_folder() {
    let (folder, mut client, ..) = team(json!({}));
    write(&folder, "new/deep/b.templefile", &nonsense_in_line(2));
    write(&folder, "new/c.temple", &nonsense_in_line(3));
    changed(&mut client, &at(&folder, "new"), CREATED);
    check_lines(&mut client, &at(&folder, "new/c.temple"), &[3]);
    check_lines(&mut client, &at(&folder, "new/deep/b.templefile"), &[2]);
    check_silence(&folder, client);
}

#[test]
fn ignores_events_for_excluded_files() {
    let outside = folder(&[("x.temple", &nonsense_in_line(3))]);
    let (folder, mut client, ..) = team(json!({}));
    write(&folder, ".ignore", "made/\nthis.temple\n");
    for path in ["made/b.temple", ".hidden/c.temple", "this.temple", "other.txt"] {
        write(&folder, path, &nonsense_in_line(2));
    }
    let notified = ["made", "made/b.temple", ".hidden", ".hidden/c.temple", "this.temple", "other.txt"];
    let notified: Vec<_> =
        notified.iter().map(|path| at(&folder, path)).chain([at(&outside, "x.temple"), at(&outside, "")]).collect();
    for kind in [CREATED, CHANGED] {
        all_changed(&mut client, &notified.iter().map(|uri| (uri.as_str(), kind)).collect::<Vec<_>>());
    }
    client.notify("workspace/didCreateFiles", json!({ "files": [{ "uri": at(&folder, "made") }] }));
    check_silence(&folder, client);
}

#[test]
fn keeps_the_diagnostics_of_a_restored_folder() {
    let (folder, mut client, team, file) = team(json!({}));
    // The folder was missing for a moment, and the client reports it late.
    for order in [[DELETED, CREATED], [CREATED, DELETED], [DELETED, DELETED]] {
        all_changed(&mut client, &order.map(|kind| (team.as_str(), kind)));
        all_changed(&mut client, &order.map(|kind| (file.as_str(), kind)));
    }
    check_silence(&folder, client);
}

#[test]
fn reads_a_replaced_folder_again() {
    let (folder, mut client, team, file) = team(json!({}));
    remove(&folder, "team");
    write(&folder, "team/a.temple", &nonsense_in_line(3));
    write(&folder, "team/b.temple", &nonsense_in_line(4));
    all_changed(&mut client, &[(&team, CREATED), (&team, DELETED)]);
    check_lines(&mut client, &file, &[3]);
    check_lines(&mut client, &at(&folder, "team/b.temple"), &[4]);
    check_silence(&folder, client);
}

#[test]
fn clears_diagnostics_if_a_file_replaces_a_folder() {
    let (folder, mut client, team, file) = team(json!({}));
    remove(&folder, "team");
    write(&folder, "team", "");
    all_changed(&mut client, &[(&team, DELETED), (&team, CREATED)]);
    check_lines(&mut client, &file, &[]);
    check_silence(&folder, client);
}

#[test]
#[cfg(unix)]
fn does_not_follow_a_link_that_replaces_a_folder() {
    let (folder, mut client, team, file) = team(json!({}));
    rename(&folder, "team", "elsewhere");
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("team")).expect("our own folder");
    all_changed(&mut client, &[(&team, DELETED), (&team, CREATED)]);
    check_lines(&mut client, &at(&folder, "elsewhere/a.temple"), &[1]);
    check_lines(&mut client, &file, &[]);
    check_silence(&folder, client);
}

#[test]
fn handles_a_workspace_folder_that_is_deleted_and_restored() {
    let whole = folder(&[("root/a.temple", &nonsense_in_line(1)), ("root/in/b.temple", &nonsense_in_line(2))]);
    let root = at(&whole, "root");
    let folders = json!([{ "uri": root, "name": "" }]);
    let mut client = Client::initialized(json!({ "capabilities": {}, "workspaceFolders": folders }));
    let (a, b) = (at(&whole, "root/a.temple"), at(&whole, "root/in/b.temple"));
    check_lines(&mut client, &a, &[1]);
    check_lines(&mut client, &b, &[2]);
    // The client reports the folder itself, or its parent.
    for notified in [root, at(&whole, "")] {
        rename(&whole, "root", "away");
        changed(&mut client, &notified, DELETED);
        check_lines(&mut client, &a, &[]);
        check_lines(&mut client, &b, &[]);
        rename(&whole, "away", "root");
        changed(&mut client, &notified, CREATED);
        check_lines(&mut client, &a, &[1]);
        check_lines(&mut client, &b, &[2]);
    }
    client.shut_down();
}

#[test]
fn distinguishes_names_that_differ_in_case() {
    let (folder, mut client, team, file) = team(json!({}));
    rename(&folder, "team", "Team");
    changed(&mut client, &team, DELETED);
    check_lines(&mut client, &at(&folder, "Team/a.temple"), &[1]);
    check_lines(&mut client, &file, &[]);
    changed(&mut client, &team, DELETED);
    check_silence(&folder, client);
}

#[test]
fn an_open_document_outlives_its_folder() {
    let (folder, mut client, team, file) = team(json!({}));
    client.open(&file, 1, &nonsense_in_line(5));
    assert_eq!(nonsense_lines(&client.published(&file)["diagnostics"]), [5]);
    remove(&folder, "team");
    changed(&mut client, &team, DELETED);
    write(&folder, "b.temple", &nonsense_in_line(2));
    changed(&mut client, &at(&folder, "b.temple"), CREATED);
    check_lines(&mut client, &at(&folder, "b.temple"), &[2]);
    client.change(&file, 2, json!([{ "text": nonsense_in_line(6) }]));
    let published = client.published(&file);
    assert_eq!((published["version"].as_i64(), nonsense_lines(&published["diagnostics"])), (Some(2), vec![6]));
    client.close(&file);
    check_lines(&mut client, &file, &[]);
    check_silence(&folder, client);
}

#[test]
fn does_not_treat_a_common_prefix_as_a_folder() {
    let folder = folder(&[("team/a.temple", &nonsense_in_line(1)), ("team.temple", &nonsense_in_line(2))]);
    let mut client = start(&folder, json!({}));
    check_lines(&mut client, &at(&folder, "team/a.temple"), &[1]);
    check_lines(&mut client, &at(&folder, "team.temple"), &[2]);
    remove(&folder, "team");
    changed(&mut client, &at(&folder, "team"), DELETED);
    check_lines(&mut client, &at(&folder, "team/a.temple"), &[]);
    check_silence(&folder, client);
}

#[test]
fn moves_the_diagnostics_of_renamed_files() {
    let (folder, mut client, _, file) = team(json!({}));
    let other = at(&folder, "team/b.temple");
    rename(&folder, "team/a.temple", "team/b.temple");
    client.notify("workspace/didRenameFiles", json!({ "files": [{ "oldUri": file, "newUri": other }] }));
    check_lines(&mut client, &other, &[1]);
    check_lines(&mut client, &file, &[]);
    fs::remove_file(folder.path().join("team/b.temple")).expect("our own folder");
    client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": other }] }));
    check_lines(&mut client, &other, &[]);
    check_silence(&folder, client);
}

#[test]
fn searches_nothing_if_the_scan_is_disabled() {
    let folder = folder(&[("team/a.temple", &nonsense_in_line(1))]);
    let options = json!({ "workspace": { "scan": false } });
    let folders = json!([{ "uri": uri(folder.path()), "name": "" }]);
    let params = json!({ "capabilities": {}, "workspaceFolders": folders, "initializationOptions": options });
    let mut client = Client::initialized(params);
    changed(&mut client, &at(&folder, "team"), CREATED);
    changed(&mut client, &at(&folder, "team/a.temple"), CREATED);
    client.open(URI, 1, &nonsense_in_line(1));
    client.published(URI);
    assert_eq!(client.shut_down(), [Value::Null; 0]);
}

#[test]
fn ignores_malformed_file_events() {
    let (folder, mut client, team, file) = team(json!({}));
    for params in [Value::Null, json!({}), json!([]), json!({ "files": 7 }), json!({ "files": [{}] })] {
        for method in ["didCreateFiles", "didRenameFiles", "didDeleteFiles"] {
            client.notify(&format!("workspace/{method}"), params.clone());
        }
    }
    let odd = json!([{ "uri": "untitled:x" }, { "uri": "" }, { "uri": "file:" }, { "uri": team }]);
    remove(&folder, "team");
    client.notify("workspace/didDeleteFiles", json!({ "files": odd }));
    check_lines(&mut client, &file, &[]);
    check_silence(&folder, client);
}

#[test]
fn handles_a_rename_reported_by_the_new_name_only() {
    let (folder, mut client, _, old) = team(json!({}));
    rename(&folder, "team", "crew");
    all_changed(&mut client, &[(&at(&folder, "crew"), CREATED)]);
    check_lines(&mut client, &at(&folder, "crew/a.temple"), &[1]);
    check_lines(&mut client, &old, &[]);
    client.shut_down();
}
