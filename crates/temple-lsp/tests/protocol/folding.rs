//! `textDocument/foldingRange`.

use serde_json::{Value, json};

use crate::client::URI;
use crate::features::{ENCODINGS, SHOP, at, document, shop};

const TEXT: &str =
    "// One.\n// Two.\nS: service {\n  #omit[\n    read,\n  ];\n  T: struct {\n    a: string(\n5);\n  };\n}\n";

/// Returns the folds of a text for a client with this capability.
fn folds(text: &str, encoding: &str, folding: Value) -> Vec<Value> {
    let mut client = shop(encoding, json!({ "textDocument": { "foldingRange": folding } }));
    client.change(URI, 2, json!([{ "text": text }]));
    let Value::Array(folds) = client.ask("textDocument/foldingRange", document()) else { panic!("a list") };
    client.shut_down();
    folds
}

/// Checks the first and last line of each fold.
#[track_caller]
fn check_lines(folding: Value, expected: &[(u64, u64)]) {
    let folds = folds(TEXT, "utf-16", folding);
    let line = |fold: &Value, name: &str| fold[name].as_u64().expect("a line");
    let lines: Vec<_> = folds.iter().map(|fold| (line(fold, "startLine"), line(fold, "endLine"))).collect();
    assert_eq!(lines, expected);
}

#[test]
fn line_folds_leave_the_closing_bracket() {
    check_lines(json!({ "lineFoldingOnly": true }), &[(0, 1), (2, 9), (3, 4), (6, 8)]);
}

#[test]
fn character_folds_leave_both_brackets() {
    check_lines(json!({}), &[(0, 1), (2, 10), (3, 5), (6, 9), (7, 8)]);
    for encoding in ENCODINGS {
        let folds = folds(SHOP, encoding, json!({}));
        let start = at(" {\n  /* é😀 */ lines", encoding);
        let block = folds.iter().find(|fold| fold["startLine"] == start["line"]).expect("a fold");
        assert_eq!(block["startCharacter"], start["character"].as_u64().expect("a number") + 2, "{encoding}");
        assert_eq!((&block["endLine"], &block["endCharacter"]), (&json!(6), &json!(0)));
    }
}

#[test]
fn keeps_the_outer_folds_within_the_limit() {
    check_lines(json!({ "rangeLimit": 2 }), &[(0, 1), (2, 10)]);
    check_lines(json!({ "rangeLimit": 3 }), &[(0, 1), (2, 10), (3, 5)]);
    check_lines(json!({ "rangeLimit": 0 }), &[]);
}

#[test]
fn gives_comments_a_kind_that_the_client_knows() {
    let kinds = |capability| folds(TEXT, "utf-16", capability).iter().map(|it| it["kind"].clone()).collect::<Vec<_>>();
    assert_eq!(kinds(json!({}))[..2], [json!("comment"), Value::Null]);
    assert_eq!(kinds(json!({ "foldingRangeKind": { "valueSet": ["comment"] } }))[0], "comment");
    assert_eq!(kinds(json!({ "foldingRangeKind": { "valueSet": ["region"] } }))[0], Value::Null);
}

#[test]
fn sends_collapsed_text_to_clients_that_show_it() {
    let shown =
        |capability| folds(TEXT, "utf-16", capability).iter().map(|it| it["collapsedText"].clone()).collect::<Vec<_>>();
    assert_eq!(shown(json!({ "foldingRange": { "collapsedText": true } }))[..2], [json!("// One. …"), json!("…")]);
    assert!(shown(json!({})).iter().all(Value::is_null));
}
