//! The four formats of `check`.

use std::str::FromStr;

use expect_test::expect;
use serde_json::{Value, json};
use serde_sarif::sarif::{ResultLevel, Sarif};
use temple_ide::Code;

use crate::{BROKEN, DUBIOUS, Folder, PLAIN, SOUND};

#[test]
fn text_shows_each_problem_in_its_lines() {
    let folder = Folder::new(&[("a.temple", SOUND), ("b.temple", BROKEN)]);
    let run = folder.run(&["check"]);
    expect![[r#"
        error[unknown-type]: Unknown type `strin`. Did you mean `string`?
         --> b.temple:3:10
          |
        3 |   email: strin;
          |          ^^^^^
          |
          = help: Replace with `string`

        checked 2 files: 1 error
        run `temple-lsp explain unknown-type` for details
    "#]]
    .assert_eq(&run.assert_code(1).stdout);
}

#[test]
fn json_has_every_problem_of_every_file() {
    let folder = Folder::new(&[("a.temple", SOUND), ("b.temple", BROKEN), ("c.temple", PLAIN)]);
    let run = folder.run(&["check", "--format", "json", "--min-severity", "error"]);
    let files: Vec<Value> =
        run.assert_code(1).stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(files[0], json!({"file": "a.temple", "diagnostics": []}));
    assert_eq!(files[2]["diagnostics"][0]["severity"], "hint");
    let mut broken = files[1]["diagnostics"][0].clone();
    assert!(broken["message"].take().as_str().is_some_and(|message| message.contains("strin")));
    let expected = json!({
        "code": "unknown-type",
        "severity": "error",
        "message": null,
        "range": {"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 14}},
        "path": ["Customer", "email"],
    });
    assert_eq!(broken, expected);
}

#[test]
fn json_counts_utf16() {
    let folder = Folder::new(&[]);
    let run = folder.run_with(&["check", "--format=json", "-"], "/* 😀 */ Shop: projekt {}\n");
    let file: Value = serde_json::from_str(run.assert_code(1).stdout.trim()).expect("JSON");
    let kind =
        file["diagnostics"].as_array().expect("a list").iter().find(|found| found["code"] == "unknown-block-kind");
    assert_eq!(kind.expect("the kind is unknown")["range"]["start"], json!({"line": 0, "character": 15}));
}

#[test]
fn sarif_is_one_log_with_rules_and_results() {
    let folder =
        Folder::new(&[("a b.temple", BROKEN), ("c.temple", SOUND), ("d.temple", DUBIOUS), ("e.temple", PLAIN)]);
    let run = folder.run(&["check", "--format", "sarif"]);
    let log: Sarif = serde_json::from_str(&run.assert_code(1).stdout).expect("SARIF");
    let [run] = &log.runs[..] else { panic!("one run") };
    assert_eq!(run.column_kind, Some(json!("utf16CodeUnits")));
    assert_eq!(run.invocations.as_ref().map(|all| all[0].execution_successful), Some(true));
    let rules = run.tool.driver.rules.as_ref().expect("rules");
    assert_eq!(rules.len(), Code::ALL.len() + temple_deploy::Code::ALL.len());
    let results = run.results.as_ref().expect("results");
    let levels: Vec<_> = results.iter().map(|result| result.level.expect("a level")).collect();
    assert_eq!(levels, [ResultLevel::Error, ResultLevel::Warning, ResultLevel::Note]);
    for result in results {
        let code = result.rule_id.as_deref().expect("a code");
        let rule = &rules[usize::try_from(result.rule_index.expect("an index")).expect("an index")];
        assert_eq!(rule.id, code);
        let code = Code::from_name(code).expect("a code");
        assert_eq!(rule.help_uri.as_deref(), Some(code.url().as_str()));
        let level = rule.default_configuration.as_ref().and_then(|default| default.level.as_ref()?.as_str());
        assert_eq!(level.map(|level| ResultLevel::from_str(level).expect("a level")), result.level);
    }
    let location = results[0].locations.as_ref().and_then(|all| all[0].physical_location.as_ref()).expect("a location");
    assert_eq!(location.artifact_location.as_ref().and_then(|file| file.uri.as_deref()), Some("a%20b.temple"));
    let region = location.region.as_ref().expect("a region");
    assert_eq!((region.start_line, region.start_column), (Some(3), Some(10)));
    assert_eq!((region.end_line, region.end_column), (Some(3), Some(15)));
}

#[test]
fn sarif_reports_unreadable_files() {
    let folder = Folder::new(&[("a.temple", SOUND)]);
    let run = folder.run(&["check", "--format", "sarif", "a.temple", "missing.temple"]);
    let log: Value = serde_json::from_str(&run.assert_code(2).stdout).expect("JSON");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["message"]["text"], "no such file or folder");
    assert_eq!(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "missing.temple");
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn github_annotates_the_lines() {
    let folder = Folder::new(&[("a.temple", BROKEN), ("b.temple", DUBIOUS), ("c.temple", SOUND)]);
    let run = folder.run(&["check", "--format", "github"]);
    let lines: Vec<&str> = run.assert_code(1).stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{run:#?}");
    let error = "::error file=a.temple,line=3,endLine=3,col=10,endColumn=15,title=unknown-type::";
    assert!(lines[0].starts_with(error), "{run:#?}");
    assert!(lines[1].starts_with("::warning file=b.temple,line=3,"), "{run:#?}");
}
