//! Deploy files: which ones are checked, and against which Templefile.

use crate::{Folder, SOUND};

/// A deploy file without diagnostics, for the Templefile [`SOUND`].
const SETTINGS: &str = "[service.Customer]\ncpu = 1\n";
/// A deploy file with an error in any case, at the word `replica` in line 1.
const WRONG: &str = "replica = 2\n";

/// Checks the files in the output of `check --format json` with the codes of their diagnostics, and the exit code.
#[track_caller]
fn check(folder: &Folder, arguments: &[&str], files: &[(&str, &str)], code: i32) {
    let run = folder.run(&[&["check", "--format", "json"], arguments].concat());
    run.assert_code(code);
    let found = run.stdout.lines().map(|line| {
        let file: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let diagnostics = file["diagnostics"].as_array().expect("diagnostics");
        let codes: Vec<&str> = diagnostics.iter().filter_map(|it| it["code"].as_str()).collect();
        (file["file"].as_str().expect("a name").to_owned(), codes.join(" "))
    });
    let expected: Vec<_> = files.iter().map(|(file, codes)| ((*file).to_owned(), (*codes).to_owned())).collect();
    assert_eq!(found.collect::<Vec<_>>(), expected, "{run:#?}");
}

#[test]
fn a_deploy_file_is_found_beside_its_templefile() {
    let folder = Folder::new(&[("a/shop.temple", SOUND), ("a/shop.deploy.toml", SETTINGS), ("a/x.toml", WRONG)]);
    let [deploy, templefile] = [("a/shop.deploy.toml", ""), ("a/shop.temple", "")];
    check(&folder, &["a/shop.temple"], &[templefile, deploy], 0);
    check(&folder, &["a"], &[deploy, templefile], 0);
    check(&folder, &["./a/shop.temple", "a"], &[("./a/shop.temple", ""), ("a/shop.deploy.toml", "")], 0);
    check(&folder, &["a/shop.deploy.toml"], &[deploy], 0);
}

#[test]
fn services_are_those_of_the_templefile() {
    let settings = "[service.customer]\ncpu = 1\n";
    let folder =
        Folder::new(&[("shop.templefile", SOUND), ("shop.deploy.toml", settings), ("b.deploy.toml", SETTINGS)]);
    let b = ("b.deploy.toml", "deploy-without-templefile");
    check(&folder, &[], &[b, ("shop.deploy.toml", "deploy-unknown-service"), ("shop.templefile", "")], 1);
    check(&folder, &["b.deploy.toml"], &[b], 0);
    check(&folder, &["b.deploy.toml", "--deny-warnings"], &[b], 1);
}

#[test]
fn another_deploy_file_replaces_the_one_beside() {
    let folder = Folder::new(&[("shop.temple", SOUND), ("shop.deploy.toml", WRONG), ("all.toml", SETTINGS)]);
    check(&folder, &["shop.temple", "--deploy", "all.toml"], &[("shop.temple", ""), ("all.toml", "")], 0);
    check(&folder, &["shop.temple"], &[("shop.temple", ""), ("shop.deploy.toml", "deploy-unknown-key")], 1);
    let missing = folder.run(&["check", "shop.temple", "--deploy", "missing.toml"]);
    assert!(missing.assert_code(2).stderr.contains("missing.toml: no such file"), "{missing:#?}");
}

#[test]
fn standard_input_may_have_a_deploy_file() {
    let folder = Folder::new(&[("all.toml", SETTINGS)]);
    let run = folder.run_with(&["check", "--format", "json", "-", "--deploy", "all.toml"], SOUND);
    assert_eq!(run.assert_code(0).json_files(), ["-", "all.toml"]);
}

#[test]
fn every_format_reports_deploy_files() {
    let folder = Folder::new(&[("shop.temple", SOUND), ("shop.deploy.toml", WRONG)]);
    for (format, part) in [
        (
            "text",
            "error[deploy-unknown-key]: There is no key `replica`. Did you mean `replicas`?\n --> shop.deploy.toml:1:1",
        ),
        ("github", "::error file=shop.deploy.toml,line=1,endLine=1,col=1,endColumn=8,title=deploy-unknown-key::"),
        ("sarif", "\"ruleId\":\"deploy-unknown-key\""),
    ] {
        let run = folder.run(&["check", "--format", format]);
        assert!(run.assert_code(1).stdout.contains(part), "{run:#?}");
    }
}

#[test]
fn explain_knows_the_codes() {
    let folder = Folder::new(&[]);
    let run = folder.run(&["explain", "deploy-bad-value"]);
    assert!(run.assert_code(0).stdout.contains("# deploy-bad-value"), "{run:#?}");
}
