//! An editor writes exactly what the user was shown, or nothing.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, URI};
use crate::last_valid::{CUSTOMER, SQL, opened, rewrite, typo};
use crate::preview::{COMPOSE, file, previewed};

/// Creates a folder to write into.
fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Returns the parameters of a plan of a folder, with further ones.
fn params(folder: &Path, more: Value) -> Value {
    let mut params = more;
    params["textDocument"] = json!({ "uri": URI });
    params["folder"] = json!(format!("file://{}", folder.display()));
    params
}

fn plan(client: &mut Client, folder: &Path, more: Value) -> Value {
    client.ask("temple/planManifests", params(folder, more))
}

/// Asks to write the files of a plan. Returns the answer: a result or an error.
fn prepare(client: &mut Client, plan: &Value, folder: &Path, more: Value) -> Value {
    let mut params = params(folder, more);
    params["id"] = plan["id"].clone();
    let id = client.request("temple/prepareWrite", params);
    client.answer(id)
}

/// Returns the paths and texts of the files to write.
#[track_caller]
fn written(answer: &Value) -> Vec<(String, String)> {
    let files = answer["result"]["files"].as_array().unwrap_or_else(|| panic!("{answer}")).iter();
    let text = |file: &Value, name: &str| file[name].as_str().expect("a text").to_owned();
    files.map(|file| (text(file, "path"), text(file, "text"))).collect()
}

fn paths(answer: &Value) -> Vec<String> {
    written(answer).into_iter().map(|(path, _)| path).collect()
}

/// Returns the paths and texts of a preview.
fn shown(preview: &Value) -> Vec<(String, String)> {
    let files = preview["files"].as_array().expect("files").iter();
    let text = |file: &Value, name: &str| file[name].as_str().expect("a text").to_owned();
    files.map(|file| (text(file, "path"), text(file, "text"))).collect()
}

/// Writes a file and creates its parent folders.
fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("our own folder");
    fs::write(path, text).expect("our own folder");
}

/// Checks that the answer is an error with this code, whose message contains `message`.
#[track_caller]
fn check_refused(answer: &Value, code: i64, message: &str) {
    assert_eq!(answer["error"]["code"], code, "{answer}");
    let text = answer["error"]["message"].as_str().expect("a message");
    assert!(text.contains(message), "{text}");
}

#[test]
fn returns_exactly_the_files_that_were_shown() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    let preview = previewed(&mut client, URI);
    let plan = plan(&mut client, folder.path(), json!({}));
    assert!(
        plan["id"].as_str().is_some_and(|id| id.starts_with(&format!("{}/", preview["id"].as_str().expect("an id"))))
    );
    let answer = prepare(&mut client, &plan, folder.path(), json!({}));
    assert_eq!(written(&answer), shown(&preview));
    assert_eq!((&answer["result"]["source"], &answer["result"]["version"]), (&json!("current"), &json!(1)));
    assert!(fs::read_dir(folder.path()).expect("our own folder").next().is_none(), "the server writes nothing");

    // Once the files exist, nothing is left to write.
    for (path, text) in written(&answer) {
        write(folder.path(), &path, &text);
    }
    write(folder.path(), SQL, "-- old\n");
    let plan = self::plan(&mut client, folder.path(), json!({}));
    let answer = prepare(&mut client, &plan, folder.path(), json!({}));
    assert_eq!(answer["result"]["files"][0]["state"], "changed");
    assert_eq!(paths(&answer), [SQL]);
    client.shut_down();
}

#[test]
fn refuses_a_text_with_errors_but_not_its_last_valid_files() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    let good = previewed(&mut client, URI);
    let before = plan(&mut client, folder.path(), json!({}));
    rewrite(&mut client, 2, &typo());
    for (more, plan) in
        [(json!({}), &before), (json!({ "source": null }), &before), (json!({ "source": "current" }), &before)]
    {
        let answer = prepare(&mut client, plan, folder.path(), more.clone());
        check_refused(&answer, -32803, "Untitled-1 has 1 error. Fix it before saving: line 6: ");
        let data = &answer["error"]["data"];
        assert_eq!((&data["lastValid"], &data["errors"][0]["code"]), (&json!(true), &json!("unknown-type")));
        let current = self::plan(&mut client, folder.path(), more.clone());
        check_refused(&prepare(&mut client, &current, folder.path(), more), -32803, "1 error");
    }

    let last_valid = json!({ "source": "lastValid" });
    let plan = self::plan(&mut client, folder.path(), last_valid.clone());
    let answer = prepare(&mut client, &plan, folder.path(), last_valid.clone());
    assert_eq!(written(&answer), shown(&good));
    assert_eq!((&answer["result"]["source"], &answer["result"]["version"]), (&json!("lastValid"), &json!(1)));
    check_refused(&prepare(&mut client, &before, folder.path(), last_valid), -32801, "Untitled-1 has changed since");

    rewrite(&mut client, 3, &typo().replace("int", "nit"));
    let answer = prepare(&mut client, &plan, folder.path(), json!({}));
    check_refused(&answer, -32803, "Untitled-1 has 2 errors. Fix them before saving: line 6: ");
    client.shut_down();
}

#[test]
fn refuses_a_document_opened_with_errors() {
    let mut client = opened(&typo());
    let folder = folder();
    let last_valid = json!({ "source": "lastValid" });
    for more in [json!({}), json!({ "source": "current" }), last_valid.clone()] {
        let plan = plan(&mut client, folder.path(), more.clone());
        let answer = prepare(&mut client, &plan, folder.path(), more);
        check_refused(&answer, -32803, "error");
        assert_eq!(answer["error"]["data"]["lastValid"], false);
    }
    let plan = plan(&mut client, folder.path(), last_valid.clone());
    let answer = prepare(&mut client, &plan, folder.path(), last_valid);
    check_refused(
        &answer,
        -32803,
        "Untitled-1 has had errors since it was opened, so there is no valid version to save.",
    );
    client.shut_down();
}

#[test]
fn reports_what_has_changed_since_the_plan() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    let first = plan(&mut client, folder.path(), json!({}));
    // Even a comment counts, because the user has not seen the files of this text.
    rewrite(&mut client, 2, &format!("// new\n{CUSTOMER}"));
    let answer = prepare(&mut client, &first, folder.path(), json!({}));
    check_refused(
        &answer,
        -32801,
        "Untitled-1 has changed since the files were shown. Review the files again, then save.",
    );
    // The same text has the same files again.
    rewrite(&mut client, 3, CUSTOMER);
    assert!(prepare(&mut client, &first, folder.path(), json!({})).get("result").is_some());

    let settings = |client: &mut Client, target: &str| {
        let settings = json!({ "settings": { "temple": { "preview": { "target": target } } } });
        client.notify("workspace/didChangeConfiguration", settings);
    };
    settings(&mut client, "kubernetes");
    check_refused(&prepare(&mut client, &first, folder.path(), json!({})), -32801, "The settings or the provider");
    settings(&mut client, "");
    let other = json!({ "target": "kubernetes" });
    check_refused(&prepare(&mut client, &first, folder.path(), other), -32801, "The settings or the provider");

    let is_notified = |client: &mut Client, plan: &Value, more: Value| {
        let name = folder.path().file_name().and_then(|name| name.to_str()).expect("a name");
        let answer = prepare(client, plan, folder.path(), more);
        check_refused(&answer, -32801, &format!("The folder {name} has changed since"));
    };
    is_notified(&mut client, &first, json!({ "exact": true }));
    write(folder.path(), COMPOSE, "");
    is_notified(&mut client, &first, json!({}));
    let second = plan(&mut client, folder.path(), json!({}));
    write(folder.path(), COMPOSE, "a: 1\n");
    is_notified(&mut client, &second, json!({}));
    let third = plan(&mut client, folder.path(), json!({}));
    write(folder.path(), "gone-db/init.sql", "");
    is_notified(&mut client, &third, json!({}));
    // Neither is compared, since it is not UTF-8.
    fs::write(folder.path().join(COMPOSE), [0xff, 0xfe]).expect("our own folder");
    let unreadable = plan(&mut client, folder.path(), json!({}));
    assert!(prepare(&mut client, &unreadable, folder.path(), json!({})).get("result").is_some());
    fs::write(folder.path().join(COMPOSE), [0xff, 0xfd]).expect("our own folder");
    is_notified(&mut client, &unreadable, json!({}));
    // Files that the generator never writes do not matter.
    let fourth = plan(&mut client, folder.path(), json!({}));
    write(folder.path(), "README.md", "");
    assert!(prepare(&mut client, &fourth, folder.path(), json!({})).get("result").is_some());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let answer = prepare(&mut client, &fourth, elsewhere.path(), json!({}));
    check_refused(&answer, -32801, "The folder");
    client.shut_down();
}

#[test]
fn settings_that_change_no_file_do_not_matter() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    let plan = plan(&mut client, folder.path(), json!({}));
    let settings = json!({ "settings": { "temple": { "diagnostics": { "disable": ["migrations-without-shell"] } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert!(prepare(&mut client, &plan, folder.path(), json!({})).get("result").is_some());
    client.shut_down();
}

#[test]
fn returns_only_requested_files() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    for path in ["customer/setup.go", "gone-db/init.sql", "gone/Dockerfile"] {
        write(folder.path(), path, "mine");
    }
    let plan = plan(&mut client, folder.path(), json!({}));
    let states =
        |state: &str| plan["files"].as_array().expect("files").iter().filter(|it| it["state"] == state).count();
    assert_eq!((states("kept"), states("left-behind")), (1, 2));
    let all = paths(&prepare(&mut client, &plan, folder.path(), json!({})));
    assert_eq!(all.len(), states("added"));
    let some = prepare(&mut client, &plan, folder.path(), json!({ "paths": [SQL, COMPOSE] }));
    assert_eq!(paths(&some), [SQL, COMPOSE]);
    assert_eq!(paths(&prepare(&mut client, &plan, folder.path(), json!({ "paths": [] }))), [""; 0]);
    for path in ["customer/setup.go", "gone-db/init.sql", "../shop", "/etc/passwd", ""] {
        let answer = prepare(&mut client, &plan, folder.path(), json!({ "paths": [COMPOSE, path] }));
        check_refused(&answer, -32602, "is not a file generated from");
    }
    client.shut_down();
}

#[test]
#[cfg(unix)]
fn refuses_paths_outside_the_folder() {
    let mut client = opened(CUSTOMER);
    let (folder, outside) = (folder(), folder());
    std::os::unix::fs::symlink(outside.path(), folder.path().join("customer-db")).expect("our own folder");
    let plan = plan(&mut client, folder.path(), json!({}));
    let answer = prepare(&mut client, &plan, folder.path(), json!({}));
    check_refused(
        &answer,
        -32803,
        "customer-db/init.sql: `customer-db` is a symbolic link to a location outside the folder",
    );
    let answer = prepare(&mut client, &plan, folder.path(), json!({ "paths": [COMPOSE] }));
    assert_eq!(paths(&answer), [COMPOSE]);
    client.shut_down();
}

#[test]
fn refuses_invalid_params() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    let preview = previewed(&mut client, URI);
    for id in [preview["id"].clone(), json!(""), json!("x"), json!("/"), json!("./")] {
        let answer = prepare(&mut client, &json!({ "id": id }), folder.path(), json!({}));
        assert!(matches!(answer["error"]["code"].as_i64(), Some(-32602 | -32801)), "{answer}");
    }
    let answer = prepare(&mut client, &json!({ "id": preview["id"] }), folder.path(), json!({}));
    check_refused(&answer, -32602, "is not a plan ID");
    let plan = plan(&mut client, folder.path(), json!({}));
    let whole = |member: &str, value: Value| {
        let mut params = params(folder.path(), json!({ "id": plan["id"] }));
        params[member] = value;
        params
    };
    for (member, value) in [
        ("id", json!(7)),
        ("id", Value::Null),
        ("folder", json!("untitled:folder")),
        ("target", json!("nomad")),
        ("source", json!("newest")),
        ("paths", json!("all")),
        ("textDocument", json!({ "uri": "untitled:unknown" })),
    ] {
        assert_eq!(client.ask_in_vain("temple/prepareWrite", whole(member, value)), -32602, "{member}");
    }
    client.shut_down();
}

/// At every moment, preview, plan and write agree, and come from the text that the edits so far imply.
#[test]
fn preview_plan_and_write_always_agree() {
    let examples = [include_str!("../../../../examples/blog.temple"), include_str!("../../../../examples/shop.temple")];
    let mut random = Rng::with_seed(1);
    for example in examples {
        let mut client = opened(example);
        let folder = folder();
        let (mut text, mut last_valid) = (example.to_owned(), Some((1, previewed(&mut client, URI))));
        for version in 2..40 {
            // Returns to the example now and then, so that some texts are valid.
            if random.usize(..4) == 0 {
                text = format!("{example}// {version}\n");
            } else {
                let start = text.floor_char_boundary(random.usize(..=text.len()));
                let end = text.floor_char_boundary((start + random.usize(..3)).min(text.len())).max(start);
                text.replace_range(start..end, ["", " ", "x", "}", "\n"][random.usize(..5)]);
            }
            rewrite(&mut client, version, &text);
            if random.usize(..3) == 0 {
                continue;
            }
            let preview = previewed(&mut client, URI);
            let plan = plan(&mut client, folder.path(), json!({}));
            let id = format!("{}/", preview["id"].as_str().expect("an id"));
            assert!(plan["id"].as_str().is_some_and(|plan| plan.starts_with(&id)));
            for member in ["source", "version", "complete", "errors", "target", "notes"] {
                assert_eq!(plan[member], preview[member], "{member}");
            }
            let planned: Vec<_> =
                plan["files"].as_array().expect("files").iter().map(|it| it["path"].clone()).collect();
            let previewed: Vec<_> = shown(&preview).into_iter().map(|(path, _)| json!(path)).collect();
            assert_eq!(planned, previewed);
            if preview["complete"] == true {
                last_valid = Some((version, preview.clone()));
                let answer = prepare(&mut client, &plan, folder.path(), json!({}));
                assert_eq!(written(&answer), shown(&preview));
                continue;
            }
            check_refused(&prepare(&mut client, &plan, folder.path(), json!({})), -32803, "before saving");
            let wanted = json!({ "source": "lastValid" });
            let answer = prepare(&mut client, &plan, folder.path(), wanted);
            assert_eq!(written(&answer), shown(&preview));
            let (known, seen) = last_valid.as_ref().expect("the example is valid");
            let used = preview["version"].as_i64().expect("a version");
            assert!(used >= *known, "an older version than one that was seen to be valid");
            if used == *known {
                assert_eq!(shown(&preview), shown(seen));
            }
        }
        client.shut_down();
    }
}

#[test]
fn returns_a_single_file_by_path() {
    let mut client = opened(CUSTOMER);
    let folder = folder();
    let preview = previewed(&mut client, URI);
    let plan = plan(&mut client, folder.path(), json!({}));
    let answer = prepare(&mut client, &plan, folder.path(), json!({ "paths": [SQL] }));
    let expected = file(&preview, SQL)["text"].as_str().expect("a text").to_owned();
    assert_eq!(written(&answer), [(SQL.to_owned(), expected)]);
    client.shut_down();
}
