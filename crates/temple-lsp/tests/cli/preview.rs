//! `preview`: the output, and the files that are written.

use std::fs;

use serde_json::Value;

use crate::{BROKEN, Folder, Run, SOUND};

/// Two services on Docker Compose, without notes other than the defects of all generated files.
const COMPOSE: &str = "Shop: project { #provider(dockerCompose); }\nCustomer: service { email: string; }\n\
                       Purchase: service { by: Customer; }\n";

/// Previews a text and returns the output.
#[track_caller]
fn preview(source: &str, arguments: &[&str], code: i32) -> Run {
    let run = Folder::new(&[]).run_with(&[&["preview", "-"], arguments].concat(), source);
    run.assert_code(code);
    run
}

/// Returns the paths of the files in the format `json`.
fn paths(json: &Value) -> Vec<&str> {
    json["files"].as_array().expect("files").iter().map(|file| file["path"].as_str().expect("a path")).collect()
}

#[track_caller]
fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).expect("one JSON document")
}

#[test]
fn the_tree_has_every_file_with_its_size() {
    let run = preview(COMPOSE, &[], 0);
    assert!(run.stdout.starts_with("Shop, dockerCompose  "), "{run:#?}");
    let tree = run.stdout.split("\n\n").next().expect("a tree");
    for row in ["├── customer/", "│   ├── Dockerfile ", "├── docker-compose.yml ", "│   └── shop.openapi.yaml "]
    {
        assert!(tree.contains(row), "{row} in {tree}");
    }
    let json = json(&preview(COMPOSE, &["--format", "json"], 0));
    let files = json["files"].as_array().expect("files");
    let (count, bytes) = (files.len(), files.iter().map(|it| it["text"].as_str().map_or(0, str::len)).sum::<usize>());
    let lines: usize = files.iter().map(|it| it["text"].as_str().map_or(0, |text| text.lines().count())).sum();
    let sum = format!("{count} files, {lines} lines, {:.1} kB", bytes as f64 / 1000.0);
    assert_eq!(tree.lines().next(), Some(format!("Shop, dockerCompose  {sum}").as_str()));
    assert_eq!(tree.lines().filter(|line| line.ends_with('B')).count(), count + 1);
}

#[test]
fn prints_equal_notes_once() {
    let run = preview(SOUND, &[], 0);
    let notes = run.stdout.split_once("\n\n").expect("notes").1;
    assert!(notes.contains("warning[untagged-image]: kube/customer/deployment.yaml:"), "{notes}");
    let both = preview(COMPOSE, &["--target", "kubernetes"], 0);
    let line = both.stdout.lines().find(|line| line.starts_with("warning[untagged-image]")).expect("the note");
    assert!(
        line.starts_with("warning[untagged-image]: kube/customer/deployment.yaml:") && line.ends_with(" and 1 more")
    );
}

#[test]
fn disables_a_note() {
    let output = preview(COMPOSE, &["--format", "json"], 0);
    assert!(output.stdout.contains("migrations-without-shell"), "{output:#?}");
    for format in ["tree", "text", "json"] {
        let run = preview(COMPOSE, &["--format", format, "--disable", "migrations-without-shell"], 0);
        assert!(!run.stdout.contains("migrations-without-shell"), "{run:#?}");
    }
    preview(COMPOSE, &["--disable", "migration-without-shell"], 2).assert_says("'migrations-without-shell'");
}

#[test]
fn accepts_spellings_of_the_language_for_the_target() {
    let target = |name| json(&preview(COMPOSE, &["--format=json", "--target", name], 0))["target"].clone();
    for name in ["kubernetes", "K8S", "kube", "Kubernooties"] {
        assert_eq!(target(name), "kubernetes", "{name}");
    }
    for name in ["dockerCompose", "dockercompose", "DC"] {
        assert_eq!(target(name), "dockerCompose", "{name}");
    }
    preview(COMPOSE, &["--target", "nomad"], 2).assert_says("[possible values: kubernetes, dockerCompose]");
}

#[test]
fn the_text_has_every_file_under_its_path() {
    let run = preview(COMPOSE, &["--format", "text"], 0);
    let heads: Vec<&str> = run.stdout.lines().filter_map(|it| it.strip_prefix("==> ")?.strip_suffix(" <==")).collect();
    let json = json(&preview(COMPOSE, &["--format", "json"], 0));
    assert_eq!(heads, paths(&json));
    for file in json["files"].as_array().expect("files") {
        assert!(run.stdout.contains(file["text"].as_str().expect("a text")), "{}", file["path"]);
    }
}

#[test]
fn shows_a_single_file() {
    let all = json(&preview(COMPOSE, &["--format", "json"], 0));
    let compose = all["files"].as_array().expect("files").iter().find(|it| it["path"] == "docker-compose.yml");
    let text = compose.expect("the file")["text"].as_str().expect("a text");
    for path in ["docker-compose.yml", "./docker-compose.yml"] {
        let run = preview(COMPOSE, &["--file", path], 0);
        assert_eq!(run.stdout, text);
        assert_eq!(run.stderr, "");
    }
    let alone = json(&preview(COMPOSE, &["--file", "docker-compose.yml", "--format", "json"], 0));
    assert_eq!(paths(&alone), ["docker-compose.yml"]);
    let tree = preview(COMPOSE, &["--file", "docker-compose.yml", "--format", "tree"], 0);
    assert!(tree.stdout.contains("└── docker-compose.yml"), "{tree:#?}");
    let unknown = preview(COMPOSE, &["--file", "docker-compose.yaml"], 2);
    unknown.assert_says("`docker-compose.yaml` is not a generated file; did you mean `docker-compose.yml`?");
    assert_eq!(unknown.stdout, "");
}

#[test]
fn the_json_is_as_documented() {
    let json = json(&preview(COMPOSE, &["--format", "json"], 0));
    assert_eq!((&json["target"], &json["complete"]), (&"dockerCompose".into(), &true.into()));
    for file in json["files"].as_array().expect("files") {
        let lines = file["text"].as_str().expect("a text").lines().count() as u64;
        assert!(file["language"].is_string());
        for origin in file["origins"].as_array().expect("origins") {
            assert!(origin["lines"][0].as_u64() <= origin["lines"][1].as_u64());
            assert!(origin["lines"][1].as_u64().expect("a line") < lines);
            assert!(origin["source"]["start"]["line"].is_u64() && origin["source"]["end"]["character"].is_u64());
        }
    }
    for note in json["notes"].as_array().expect("notes") {
        assert!(note["severity"].is_string() && note["message"].is_string(), "{note}");
    }
}

#[test]
fn shows_the_valid_part_of_a_broken_file() {
    let run = preview(BROKEN, &[], 1);
    run.assert_says("error[unknown-type]: Unknown type `strin`").assert_says("<stdin>:3:10");
    let notes = run.stdout.split_once("\n\n").expect("notes").1;
    assert!(notes.starts_with("error[unknown-type]: <stdin>:3:10\n  `Customer.email` is omitted"), "{notes}");
    assert!(run.stdout.contains("customer/"), "{run:#?}");
    let json = json(&preview(BROKEN, &["--format", "json"], 1));
    assert_eq!(json["complete"], false);
    assert_eq!((&json["notes"][0]["severity"], &json["notes"][0]["code"]), (&"error".into(), &"unknown-type".into()));
}

#[test]
fn notes_a_missing_project_or_provider() {
    let run = preview("Shop: project {}\nCustomer: service { email: string; }", &[], 0);
    assert!(run.stdout.starts_with("Shop, no provider  "), "{run:#?}");
    assert!(
        run.stdout.contains("\nhint[no-provider]: <stdin>:1:1\n  Without a provider, no deployment files"),
        "{run:#?}"
    );
    let run = preview("", &[], 1);
    assert!(run.stdout.starts_with("no project, no provider  "), "{run:#?}");
    assert!(
        run.stdout.contains("Without a project block, files and names that would contain the project name are omitted"),
        "{run:#?}"
    );
}

#[test]
fn colors_only_terminals() {
    let folder = Folder::new(&[("a.temple", SOUND)]);
    for format in ["tree", "text"] {
        let plain = folder.run(&["preview", "a.temple", "--format", format]);
        let colored = folder.run(&["preview", "a.temple", "--format", format, "--color", "always"]);
        assert!(!plain.stdout.contains('\x1b') && colored.stdout.contains("\x1b[1m"), "{format}");
    }
    assert!(!folder.run(&["preview", "a.temple", "--format=json", "--color=always"]).stdout.contains('\x1b'));
}

#[test]
fn refuses_wrong_usage() {
    let folder = Folder::new(&[("a.temple", SOUND)]);
    for (arguments, words) in [
        (&["preview"][..], "<FILE>"),
        (&["preview", "b.temple"], "error: b.temple: no such file or folder"),
        (&["preview", "."], "error: .: is a folder; specify a file"),
        (&["preview", "a.temple", "--force"], "--out <DIR>"),
        (&["preview", "a.temple", "--out", "out", "--file", "deploy.sh"], "cannot be used with"),
        (&["preview", "a.temple", "--format", "yaml"], "possible values: tree, text, json"),
        (&["preview", "-", "--watch"], "standard input cannot be watched"),
        (&["preview", "b.temple", "--watch"], "error: b.temple: no such file or folder"),
    ] {
        let run = folder.run(arguments);
        run.assert_code(2).assert_says(words);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
}

#[test]
fn writes_files_into_the_given_folder() {
    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    let run = folder.run(&["preview", "a.temple", "--out", "sub/out", "--format", "json"]);
    let json = json(run.assert_code(0));
    run.assert_says(&format!("sub/out: {} files written\n", paths(&json).len()));
    for file in json["files"].as_array().expect("files") {
        let path = folder.path("sub/out").join(file["path"].as_str().expect("a path"));
        assert_eq!(fs::read_to_string(path).expect("the file"), file["text"].as_str().expect("a text"));
    }
    assert_eq!(folder.listing("sub/out"), paths(&json));
    let again = folder.run(&["preview", "a.temple", "--out", "sub/out"]);
    again.assert_code(0).assert_says(&format!("0 files written, {} unchanged", paths(&json).len()));
}

#[test]
fn overwrites_files_only_with_force() {
    let folder = Folder::new(&[("a.temple", COMPOSE), ("out/deploy.sh", "mine"), ("out/purchase/setup.go", "mine")]);
    let run = folder.run(&["preview", "a.temple", "--out", "out"]);
    run.assert_code(2)
        .assert_says("these files already exist with different content; use --force to overwrite them\n  deploy.sh\n");
    assert_eq!(run.stdout, "");
    assert_eq!(folder.listing("out"), ["deploy.sh", "purchase/setup.go"]);
    assert_eq!(folder.read("out/deploy.sh"), "mine");
    folder.run(&["preview", "a.temple", "--out", "out", "--force"]).assert_code(0);
    assert_ne!(folder.read("out/deploy.sh"), "mine");
    assert_eq!(folder.read("out/purchase/setup.go"), "mine");
}

#[test]
fn writes_a_broken_file_only_with_force() {
    let folder = Folder::new(&[("a.temple", BROKEN)]);
    let run = folder.run(&["preview", "a.temple", "--out", "out"]);
    run.assert_code(1).assert_says("error[unknown-type]").assert_says("nothing written: the Templefile has");
    assert!(run.stdout.starts_with("Shop, kubernetes  "), "{run:#?}");
    assert!(!folder.path("out").exists());
    folder.run(&["preview", "a.temple", "--out", "out", "--force"]).assert_code(1);
    assert!(folder.path("out/customer-db/init.sql").is_file());
}

#[test]
fn an_obstacle_prevents_all_writing() {
    let folder = Folder::new(&[("a.temple", COMPOSE), ("out/customer", ""), ("out/deploy.sh/x", "")]);
    let run = folder.run(&["preview", "a.temple", "--out", "out", "--force"]);
    run.assert_code(2)
        .assert_says("\n  customer/Dockerfile: `customer` is not a folder\n")
        .assert_says("\n  deploy.sh: a folder with this name exists\n");
    assert_eq!(folder.listing("out"), ["customer", "deploy.sh/x"]);
    folder.run(&["preview", "a.temple", "--out", "a.temple"]).assert_code(2).assert_says("a.temple: not a folder");
}

#[cfg(unix)]
#[test]
fn refuses_links_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new(&[("a.temple", COMPOSE), ("out/x", ""), ("elsewhere/deploy.sh", "theirs")]);
    symlink("../elsewhere", folder.path("out/customer")).expect("a link");
    symlink("../elsewhere/deploy.sh", folder.path("out/deploy.sh")).expect("a link");
    symlink("nowhere", folder.path("out/docker-compose.yml")).expect("a link");
    let run = folder.run(&["preview", "a.temple", "--out", "out", "--force"]);
    run.assert_code(2)
        .assert_says("\n  customer/Dockerfile: `customer` is a symbolic link to a location outside the folder\n")
        .assert_says("\n  deploy.sh: is a symbolic link to a location outside the folder\n")
        .assert_says("\n  docker-compose.yml: is a broken symbolic link\n");
    assert_eq!(folder.listing("elsewhere"), ["deploy.sh"]);
    assert_eq!(folder.read("elsewhere/deploy.sh"), "theirs");
    // The folder itself may be a link.
    symlink("elsewhere", folder.path("link")).expect("a link");
    folder.run(&["preview", "a.temple", "--out", "link", "--force"]).assert_code(0);
    assert!(folder.path("elsewhere/customer/Dockerfile").is_file());
}

#[cfg(unix)]
#[test]
fn writes_scripts_as_executables() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    folder.run(&["preview", "a.temple", "--out", "out"]).assert_code(0);
    let mode = |path| fs::metadata(folder.path(path)).expect("a file").permissions().mode();
    assert_eq!(mode("out/deploy.sh") & 0o100, 0o100);
    assert_eq!(mode("out/docker-compose.yml") & 0o111, 0);
}

/// The limit on the size of files is high enough for small files and stops the first long one, halfway.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let folder = Folder::new(&[("a.temple", COMPOSE), ("out/deploy.sh", "mine")]);
    let output = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_temple-lsp")])
        .args(["preview", "a.temple", "--out", "out", "--force"])
        .current_dir(folder.path(""))
        .env_clear()
        .output()
        .expect("the program ends");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("error: nothing written: ") && message.contains("too large"), "{message}");
    assert_eq!(folder.listing("out"), ["deploy.sh"]);
    assert_eq!(folder.read("out/deploy.sh"), "mine");
}

#[cfg(unix)]
#[test]
fn names_a_folder_without_write_permission() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(&[("a.temple", COMPOSE), ("out/kong/x", "")]);
    fs::set_permissions(folder.path("out/kong"), fs::Permissions::from_mode(0o555)).expect("permissions");
    // Some users, such as root, may write everywhere.
    if fs::write(folder.path("out/kong/y"), "").is_err() {
        let run = folder.run(&["preview", "a.temple", "--out", "out"]);
        run.assert_code(2).assert_says("kong/configure-kong.sh: permission denied");
        assert_eq!(folder.listing("out"), ["kong/x"]);
    }
    fs::set_permissions(folder.path("out/kong"), fs::Permissions::from_mode(0o755)).expect("permissions");
}
