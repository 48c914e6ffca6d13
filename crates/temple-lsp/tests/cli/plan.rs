//! `plan`: the changes that generating into a folder would make.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use temple_ide::model::catalogue::is_templefile;

use crate::{BROKEN, Folder, Run};

const SHOP: &str = "Shop: project { #provider(kubernetes); #metrics(prometheus); }\n\
                    Customer: service { email: string; }\nPurchase: service { by: Customer; }\n";

/// Returns a folder with `shop.temple`, generated into `out`.
#[track_caller]
fn generated(source: &str, target: &[&str]) -> Folder {
    let folder = Folder::new(&[("shop.temple", source)]);
    folder.run(&[&["preview", "shop.temple", "--out", "out"], target].concat()).assert_code(0);
    folder
}

/// Checks the paths of a plan whose state is not `unchanged`, each after its state. Returns the plan.
#[track_caller]
fn check(folder: &Folder, arguments: &[&str], expected: &[&str]) -> Value {
    let run = plan(folder, arguments);
    let json: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    let files = json["files"].as_array().expect("files").iter();
    let states =
        files.map(|file| format!("{} {}", file["state"].as_str().unwrap_or(""), file["path"].as_str().unwrap_or("")));
    let states: Vec<String> = states.filter(|it| !it.starts_with("unchanged ")).collect();
    assert_eq!(states, expected);
    let differs = states.iter().any(|state| !state.starts_with("kept "));
    run.assert_code(i32::from(differs));
    json
}

fn plan(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["plan", "shop.temple", "out", "--format", "json"], arguments].concat())
}

/// Returns the entry of a path.
fn file<'v>(plan: &'v Value, path: &str) -> &'v Value {
    plan["files"].as_array().expect("files").iter().find(|file| file["path"] == path).expect("the file")
}

/// Returns the Templefiles of `examples/`, with their names.
fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let paths = fs::read_dir(folder).expect("the examples").flatten().map(|entry| entry.path());
    let files = paths.filter(|path| is_templefile(path));
    let read = |path: &Path| (path.display().to_string(), fs::read_to_string(path).expect("an example"));
    let examples: Vec<_> = files.map(|path| read(&path)).collect();
    assert!(examples.len() >= 10);
    examples
}

#[test]
fn reports_no_difference_after_generating() {
    for (name, source) in examples() {
        for target in ["kubernetes", "dockerCompose"] {
            let folder = generated(&source, &["--target", target]);
            for exact in [&[][..], &["--exact"]] {
                let run = plan(&folder, &[&["--target", target], exact].concat());
                assert_eq!(run.code, 0, "{name} for {target}: {}", run.stdout);
            }
        }
    }
}

#[test]
fn names_only_files_that_an_edit_changes() {
    let folder = generated(SHOP, &[]);
    let edit = |from: &str, to: &str| folder.write("shop.temple", SHOP.replace(from, to).as_bytes());
    edit("email: string", "email: string(20)");
    check(&folder, &[], &["changed api/shop.openapi.yaml", "changed customer-db/init.sql"]);
    edit("email: string;", "email: string; age: int;");
    check(&folder, &[], &["changed api/shop.openapi.yaml", "changed customer-db/init.sql"]);
    edit("email: string", "email: string @unique");
    check(&folder, &[], &["changed customer-db/init.sql"]);
    edit("by: Customer;", "by: Customer; #enumerable;");
    let dashboard = "changed grafana/provisioning/dashboards/purchase.json";
    check(&folder, &[], &["changed api/shop.openapi.yaml", dashboard]);
    edit("email: string", "email  :string /* the same */");
    check(&folder, &[], &[]);
}

/// In every example, an additional attribute in one service changes only its table and the API document.
#[test]
fn a_new_attribute_changes_its_table_and_the_document() {
    for (name, source) in examples() {
        let Some(head) = source.find(": service {") else { continue };
        let folder = generated(&source, &["--target", "dockerCompose"]);
        let body = head + ": service {".len();
        folder.write("shop.temple", format!("{}\n  oneMore: bool;{}", &source[..body], &source[body..]).as_bytes());
        let run = plan(&folder, &["--target", "dockerCompose"]);
        let json: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
        let changed = json["files"].as_array().expect("files").iter().filter(|file| file["state"] != "unchanged");
        let changed: Vec<&str> = changed.map(|file| file["path"].as_str().expect("a path")).collect();
        let depends = |path: &&str| path.ends_with(".openapi.yaml") || path.ends_with("-db/init.sql");
        assert!(changed.len() == 2 && changed.iter().all(depends), "{name}: {changed:?}");
    }
}

#[test]
fn ignores_comments_and_key_order() {
    let folder = generated(SHOP, &[]);
    let change = |path: &str, change: &dyn Fn(&str) -> String| {
        let path = format!("out/{path}");
        folder.write(&path, change(&folder.read(&path)).as_bytes());
    };
    change("kube/purchase/service.yaml", &|text| {
        format!("# mine\n{}", text.replace("kind: Service\n", "kind:   'Service' # so\n"))
    });
    change("purchase/config.json", &|text| text.replace([' ', '\n'], ""));
    change("purchase-db/init.sql", &|text| text.replace('\n', " \r\n"));
    change("purchase/Dockerfile", &|text| format!("{text}\n\n"));
    check(&folder, &[], &[]);
    let all = [
        "changed kube/purchase/service.yaml",
        "changed purchase-db/init.sql",
        "changed purchase/Dockerfile",
        "changed purchase/config.json",
    ];
    check(&folder, &["--exact"], &all);
    change("deploy.sh", &|text| format!("{text} "));
    check(&folder, &[], &["changed deploy.sh"]);
}

#[test]
fn notes_a_diff_of_line_ends_only() {
    let folder = generated(SHOP, &[]);
    folder.write("out/deploy.sh", folder.read("out/deploy.sh").replace('\n', "\r\n").as_bytes());
    let plan = check(&folder, &[], &["changed deploy.sh"]);
    assert_eq!(file(&plan, "deploy.sh")["remark"], "only line endings differ");
    folder.write("out/deploy.sh", b"echo\r\n");
    let plan = check(&folder, &[], &["changed deploy.sh"]);
    assert_eq!(file(&plan, "deploy.sh").get("remark"), None);
}

#[test]
fn shows_a_diff_for_a_change() {
    let folder = generated(SHOP, &[]);
    let text = folder.read("out/purchase-db/init.sql");
    folder.write("out/purchase-db/init.sql", text.replace("UUID NOT NULL\n", "UUID\n").as_bytes());
    let plan = check(&folder, &[], &["changed purchase-db/init.sql"]);
    let diff = file(&plan, "purchase-db/init.sql")["diff"].as_str().expect("a diff");
    assert!(diff.starts_with("@@ -1,4 +1,4 @@\n") && diff.contains("\n-  by UUID\n+  by UUID NOT NULL\n"), "{diff}");
    assert_eq!(file(&plan, "deploy.sh"), &json!({"path": "deploy.sh", "state": "unchanged"}));

    let run = folder.run(&["plan", "shop.temple", "out", "--format", "text"]);
    let start =
        format!("purchase-db/init.sql: changed +1 −1\n--- purchase-db/init.sql\n+++ purchase-db/init.sql\n{diff}");
    assert!(run.assert_code(1).stdout.starts_with(&start), "{run:#?}");
    let run = folder.run(&["plan", "shop.temple", "out"]);
    assert!(run.assert_code(1).stdout.starts_with("Shop, kubernetes in out  1 changed, "), "{run:#?}");
    assert!(run.stdout.contains("│   └── init.sql ") && run.stdout.contains("  changed +1 −1\n"), "{run:#?}");
}

#[test]
fn reports_missing_files_as_added() {
    let folder = Folder::new(&[("shop.temple", SHOP)]);
    let run = plan(&folder, &[]);
    let json: Value = serde_json::from_str(&run.assert_code(1).stdout).expect("one JSON document");
    assert!(json["files"].as_array().expect("files").iter().all(|file| file["state"] == "added"), "{run:#?}");
    assert!(!folder.path("out").exists());
    assert_eq!((&json["target"], &json["complete"]), (&json!("kubernetes"), &json!(true)));
}

#[test]
fn keeps_files_of_the_user_and_omits_unrelated_ones() {
    let folder = generated(SHOP, &[]);
    for path in [
        "purchase/setup.go",
        "purchase/dao/datastore.go",
        "purchase/purchase.go",
        "README.md",
        "web/Dockerfile",
        "go.mod",
    ] {
        folder.write(&format!("out/{path}"), b"mine");
    }
    check(&folder, &[], &["kept purchase/dao/datastore.go", "kept purchase/setup.go"]);
}

#[test]
fn names_files_left_behind_by_a_service() {
    let folder = generated(SHOP, &[]);
    folder.write("out/purchase/setup.go", b"mine");
    folder.write("out/purchase/purchase.go", b"mine");
    folder.write("shop.temple", SHOP.lines().take(2).collect::<Vec<_>>().join("\n").as_bytes());
    check(
        &folder,
        &[],
        &[
            "changed api/shop.openapi.yaml",
            "changed deploy.sh",
            "left-behind grafana/provisioning/dashboards/purchase.json",
            "changed kong/configure-kong.sh",
            "changed kube/grafana/grafana-deployment.yaml",
            "left-behind kube/purchase/db-deployment.yaml",
            "left-behind kube/purchase/db-service.yaml",
            "left-behind kube/purchase/db-storage.yaml",
            "left-behind kube/purchase/deployment.yaml",
            "left-behind kube/purchase/service.yaml",
            "changed prometheus/prometheus.yml",
            "left-behind purchase-db/init.sql",
            "left-behind purchase/Dockerfile",
            "left-behind purchase/config.json",
            "changed push-image.sh",
        ],
    );
}

#[test]
fn names_files_left_behind_by_another_provider() {
    let folder = generated(SHOP, &["--target", "dockerCompose"]);
    let plan: Value = serde_json::from_str(&plan(&folder, &[]).stdout).expect("one JSON document");
    assert_eq!(file(&plan, "docker-compose.yml")["state"], "left-behind");
    assert_eq!(file(&plan, "kube/purchase/service.yaml")["state"], "added");
    assert_eq!(file(&plan, "deploy.sh")["state"], "changed");
    assert_eq!(file(&plan, "purchase/config.json")["state"], "unchanged");
}

#[test]
fn reports_incomparable_files_as_changed_with_the_reason() {
    let folder = generated(SHOP, &[]);
    folder.write("out/kube/purchase/service.yaml", b"a: [b\n");
    folder.write("out/purchase/config.json", b"{");
    folder.write("out/purchase/Dockerfile", b"\xff\xfe\0");
    fs::remove_file(folder.path("out/push-image.sh")).expect("removed");
    folder.write("out/push-image.sh/x", b"");
    let huge = fs::File::create(folder.path("out/purchase-db/init.sql")).expect("a file");
    huge.set_len(1 << 30).expect("a length");
    let changed = [
        "kube/purchase/service.yaml",
        "purchase-db/init.sql",
        "purchase/Dockerfile",
        "purchase/config.json",
        "push-image.sh",
    ];
    let plan = check(&folder, &[], &changed.map(|path| format!("changed {path}")).each_ref().map(String::as_str));
    for (path, reason, has_diff) in [
        (changed[0], "the file on disk is not valid YAML: ", true),
        (changed[1], "the file on disk is larger than 32 MiB and is not compared", false),
        (changed[2], "the file on disk is not UTF-8 text", false),
        (changed[3], "the file on disk is not valid JSON: ", true),
        (changed[4], "a folder with this name exists", false),
    ] {
        let file = file(&plan, path);
        assert!(file["remark"].as_str().expect("a remark").starts_with(reason), "{file}");
        assert_eq!(file["diff"].is_string(), has_diff, "{file}");
    }
    let tree = folder.run(&["plan", "shop.temple", "out"]);
    assert!(tree.stdout.contains("changed; a folder with this name exists\n"), "{tree:#?}");
}

#[cfg(unix)]
#[test]
fn reports_a_broken_link_as_an_obstacle() {
    use std::os::unix::fs::symlink;

    let folder = generated(SHOP, &[]);
    fs::remove_file(folder.path("out/deploy.sh")).expect("removed");
    symlink("nowhere", folder.path("out/deploy.sh")).expect("a link");
    fs::remove_dir_all(folder.path("out/purchase")).expect("removed");
    symlink("nowhere", folder.path("out/purchase")).expect("a link");
    let changed = ["changed deploy.sh", "changed purchase/Dockerfile", "changed purchase/config.json"];
    let plan = check(&folder, &[], &changed);
    assert_eq!(file(&plan, "deploy.sh")["remark"], "is a broken symbolic link");
    let remark = "the parent folder `purchase` is a broken symbolic link";
    assert_eq!(file(&plan, "purchase/config.json")["remark"], remark);

    symlink("nowhere", folder.path("dead")).expect("a link");
    let run = folder.run(&["plan", "shop.temple", "dead"]);
    run.assert_code(2).assert_says("error: dead: cannot be read: broken symbolic link");
}

#[test]
fn a_broken_file_never_reports_success() {
    let folder = Folder::new(&[("shop.temple", BROKEN)]);
    folder.run(&["preview", "shop.temple", "--out", "out", "--force"]).assert_code(1);
    let run = plan(&folder, &[]);
    run.assert_code(1).assert_says("error[unknown-type]");
    let json: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    assert_eq!(json["complete"], false);
    assert_eq!(json["notes"][0]["code"], "unknown-type");
}

/// Files of a part that cannot be parsed may still be needed, so files are only reported as possibly left behind.
#[test]
fn marks_left_behind_files_of_a_broken_file_as_uncertain() {
    const DOUBT: &str = "may still belong to the Templefile, which has errors";
    let folder = generated(SHOP, &[]);
    let typo = SHOP.lines().take(2).collect::<Vec<_>>().join("\n").replace("string", "strng");
    for broken in ["", &typo] {
        folder.write("shop.temple", broken.as_bytes());
        let json: Value = serde_json::from_str(&plan(&folder, &[]).assert_code(1).stdout).expect("one JSON document");
        assert_eq!(json["complete"], false);
        let files = json["files"].as_array().expect("files");
        let (left, rest): (Vec<&Value>, Vec<&Value>) = files.iter().partition(|it| it["state"] == "left-behind");
        assert!(left.iter().any(|file| file["path"] == "purchase-db/init.sql"), "{broken}: {json:#}");
        assert!(left.iter().all(|file| file["remark"] == DOUBT), "{broken}: {json:#}");
        assert!(rest.iter().all(|file| file["remark"] != DOUBT), "{broken}: {json:#}");

        let tree = folder.run(&["plan", "shop.temple", "out"]);
        let once = "\n\nThe Templefile has errors, so files listed as left behind may still belong to it.\n";
        assert_eq!(tree.stdout.matches("may still belong to it").count(), 1, "{tree:#?}");
        assert!(tree.stdout.contains(once), "{tree:#?}");
        let text = folder.run(&["plan", "shop.temple", "out", "--format", "text"]);
        assert!(text.stdout.contains(&format!("purchase-db/init.sql: left behind; {DOUBT}\n")), "{text:#?}");
    }
    folder.write("shop.temple", SHOP.lines().take(2).collect::<Vec<_>>().join("\n").as_bytes());
    let sound: Value = serde_json::from_str(&plan(&folder, &[]).stdout).expect("one JSON document");
    assert_eq!(file(&sound, "purchase-db/init.sql").get("remark"), None);
}

#[test]
fn refuses_wrong_usage() {
    let folder = Folder::new(&[("shop.temple", SHOP)]);
    for (arguments, words) in [
        (&["plan", "shop.temple"][..], "<DIR>"),
        (&["plan", "shop.temple", "shop.temple"], "error: shop.temple: not a folder"),
        (&["plan", "other.temple", "out"], "error: other.temple: no such file or folder"),
        (&["plan", "shop.temple", "out", "--target", "nomad"], "possible values: kubernetes, dockerCompose"),
    ] {
        let run = folder.run(arguments);
        run.assert_code(2).assert_says(words);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
}

#[test]
fn disables_notes() {
    let folder = generated(SHOP, &[]);
    for format in ["tree", "json"] {
        let all = folder.run(&["plan", "shop.temple", "out", "--format", format]);
        assert!(all.stdout.contains("untagged-image"), "{all:#?}");
        let run = folder.run(&["plan", "shop.temple", "out", "--format", format, "--disable", "untagged-image"]);
        assert!(!run.stdout.contains("untagged-image"), "{run:#?}");
    }
}
