//! The changes that generating into a folder would make.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, URI};
use crate::preview::{COMPOSE, SHOP, previewed, shop};

/// Returns a folder with the files generated from the open document.
fn generated(client: &mut Client) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let preview = previewed(client, URI);
    for file in preview["files"].as_array().expect("files") {
        let path = folder.path().join(file["path"].as_str().expect("a path"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("our own folder");
        fs::write(path, file["text"].as_str().expect("a text")).expect("our own folder");
    }
    folder
}

fn params(folder: &Path) -> Value {
    json!({ "textDocument": { "uri": URI }, "folder": format!("file://{}", folder.display()) })
}

/// Returns the paths of the planned files that are in this state.
fn paths(plan: &Value, state: &str) -> Vec<String> {
    let files = plan["files"].as_array().expect("files").iter().filter(|file| file["state"] == state);
    files.map(|file| file["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn generated_files_are_unchanged_until_the_text_changes() {
    let mut client = shop(json!({}));
    let folder = generated(&mut client);
    let plan = client.ask("temple/planManifests", params(folder.path()));
    assert_eq!((&plan["target"], &plan["complete"]), (&json!("dockerCompose"), &json!(true)));
    assert_eq!(paths(&plan, "unchanged").len(), plan["files"].as_array().expect("files").len());

    // The text in the editor counts, even if it is not saved.
    client.change(URI, 2, json!([{ "text": SHOP.replace("Book", "Film") }]));
    let plan = client.ask("temple/planManifests", params(folder.path()));
    assert!(paths(&plan, "changed").contains(&COMPOSE.to_owned()), "{plan}");
    let compose = plan["files"].as_array().expect("files").iter().find(|file| file["path"] == COMPOSE);
    let diff = compose.expect("the file")["diff"].as_str().expect("a diff");
    assert!(diff.contains("\n-  book:\n") && diff.contains("\n+  film:\n"), "{diff}");
    client.shut_down();
}

#[test]
fn reports_all_files_as_added_for_a_missing_folder() {
    let mut client = shop(json!({}));
    let folder = tempfile::tempdir().expect("a folder");
    let plan = client.ask("temple/planManifests", params(&folder.path().join("not/yet")));
    let all = previewed(&mut client, URI)["files"].as_array().expect("files").len();
    assert_eq!(paths(&plan, "added").len(), all);
    assert!(!folder.path().join("not").exists());
    client.shut_down();
}

#[test]
fn compares_files_by_content_or_exactly() {
    let mut client = shop(json!({}));
    let folder = generated(&mut client);
    let path = folder.path().join(COMPOSE);
    let text = fs::read_to_string(&path).expect("our own folder");
    fs::write(path, format!("# A comment.\n{text}")).expect("our own folder");
    let mut params = params(folder.path());
    assert_eq!(paths(&client.ask("temple/planManifests", params.clone()), "changed"), [""; 0]);
    params["exact"] = json!(true);
    assert_eq!(paths(&client.ask("temple/planManifests", params), "changed"), [COMPOSE]);
    client.shut_down();
}

#[test]
fn command_returns_the_result_of_the_request() {
    let mut client = shop(json!({}));
    let folder = generated(&mut client);
    let params = params(folder.path());
    let plan = client.ask("temple/planManifests", params.clone());
    for arguments in [json!([params]), json!([{ "folder": params["folder"] }])] {
        let command = json!({ "command": "temple.planManifests", "arguments": arguments });
        assert_eq!(client.ask("workspace/executeCommand", command), plan);
    }
    for arguments in [json!([]), json!([URI]), json!([{ "folder": URI }])] {
        let command = json!({ "command": "temple.planManifests", "arguments": arguments });
        assert_eq!(client.ask_in_vain("workspace/executeCommand", command), -32602);
    }
    client.shut_down();
}

#[test]
fn refuses_what_is_not_a_folder() {
    let mut client = shop(json!({}));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("our own folder");
    assert_eq!(client.ask_in_vain("temple/planManifests", params(&file)), -32803);
    let mut wrong = params(folder.path());
    wrong["folder"] = json!("untitled:folder");
    assert_eq!(client.ask_in_vain("temple/planManifests", wrong.clone()), -32602);
    wrong["folder"] = json!(7);
    assert_eq!(client.ask_in_vain("temple/planManifests", wrong), -32602);
    assert_eq!(client.ask_in_vain("temple/planManifests", json!({ "textDocument": { "uri": URI } })), -32602);
    client.shut_down();
}
