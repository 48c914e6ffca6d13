//! Code actions, for clients with different capabilities, and the text after them.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::editor::{ENCODINGS, Editor, merged};

/// A text with two problems: a misspelled type, and an alias.
const TROUBLE: &str = "/* 😀é */ P: project { #provider(k8s); }\n/* 😀é */ S: service { a: st$0rin; }\n";

fn literals() -> Value {
    let kinds = json!({ "valueSet": ["quickfix", "refactor", "source"] });
    json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": kinds } } } })
}

fn versioned() -> Value {
    merged(literals(), &json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }))
}

fn resolving() -> Value {
    let action = json!({
        "dataSupport": true, "isPreferredSupport": true, "resolveSupport": { "properties": ["edit"] }
    });
    merged(versioned(), &json!({ "textDocument": { "codeAction": action, "diagnostic": {} } }))
}

/// Returns the actions at the cursor.
#[track_caller]
fn offered(editor: &mut Editor, context: Value) -> Vec<Value> {
    let position = editor.position(editor.cursor);
    offered_for(editor, json!({ "start": position, "end": position }), context)
}

#[track_caller]
fn offered_for(editor: &mut Editor, range: Value, context: Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
    let Value::Array(actions) = editor.client.ask("textDocument/codeAction", params) else { panic!("no list") };
    actions
}

#[track_caller]
fn find<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().is_some_and(|it| it.starts_with(title)));
    found.unwrap_or_else(|| panic!("no {title} in {actions:#?}"))
}

fn kinds(actions: &[Value]) -> Vec<&str> {
    let mut kinds: Vec<_> = actions.iter().map(|action| action["kind"].as_str().expect("a kind")).collect();
    kinds.dedup();
    kinds
}

#[test]
fn a_fix_edits_its_diagnostic() {
    for encoding in ENCODINGS {
        for capabilities in [literals(), versioned(), resolving()] {
            let mut editor = Editor::in_encoding(encoding, capabilities, TROUBLE);
            let mut actions = offered(&mut editor, json!({ "diagnostics": [], "only": ["quickfix"] }));
            let action = actions.remove(0);
            let is_lazy = action.get("edit").is_none();
            let action = if is_lazy { editor.client.ask("codeAction/resolve", action) } else { action };
            assert_eq!(editor.after_workspace_edit(&action["edit"]), editor.text.replace("strin", "string"));
            editor.client.shut_down();
        }
    }
}

/// Some clients send all diagnostics of the line, wherever the cursor is on it.
#[test]
fn offers_fixes_of_diagnostics_that_the_client_sends() {
    let range_of = |text: &str, word: &str| {
        let line = text.lines().position(|line| line.contains(word)).expect("the word");
        let start = text.lines().nth(line).and_then(|line| line.find(word)).expect("the word");
        json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": start + word.len() } })
    };
    for capabilities in [literals(), resolving()] {
        let mut editor = Editor::new(capabilities, "P: project {}\nS: service {\n$0  a: strin;\n  b: inte;\n}\n");
        let shown = json!({ "range": range_of(&editor.text, "strin"), "message": "…" });
        let elsewhere = json!({ "range": range_of(&editor.text, "a: "), "message": "…" });
        let context = json!({ "diagnostics": [elsewhere, shown], "only": ["quickfix"] });
        let mut actions = offered(&mut editor, context);
        assert_eq!(actions.len(), 1, "{actions:#?}");
        let action = actions.remove(0);
        let action =
            if action.get("edit").is_none() { editor.client.ask("codeAction/resolve", action) } else { action };
        assert_eq!(editor.after_workspace_edit(&action["edit"]), editor.text.replace("strin", "string"));
        editor.client.shut_down();
    }
}

#[test]
fn edits_have_the_form_that_the_client_supports() {
    let first = |capabilities| {
        let mut editor = Editor::new(capabilities, TROUBLE);
        offered(&mut editor, json!({ "diagnostics": [] })).remove(0)
    };
    assert!(first(literals())["edit"]["changes"][URI].is_array());
    assert_eq!(first(versioned())["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(first(versioned()).get("isPreferred"), None);
    let lazy = first(resolving());
    assert_eq!(lazy.get("edit"), None);
    assert_eq!(lazy["isPreferred"], true);
}

#[test]
fn a_fix_refers_to_the_diagnostic_of_the_client() {
    let mut editor = Editor::new(resolving(), TROUBLE);
    let pulled = editor.client.pulled(URI);
    let diagnostic = pulled.as_array().expect("a list").iter().find(|it| it["code"] == "unknown-type");
    let actions = offered(&mut editor, json!({ "diagnostics": [{ "from": "another source" }] }));
    assert_eq!(actions[0]["diagnostics"], json!([diagnostic]));
    editor.client.shut_down();
}

#[test]
fn returns_only_requested_kinds() {
    let kinds_of = |context: Value| {
        let mut editor = Editor::new(resolving(), TROUBLE);
        let everywhere = editor.range(&editor.text.clone());
        kinds(&offered_for(&mut editor, everywhere, context)).join(" ")
    };
    assert_eq!(kinds_of(json!({ "only": ["quickfix"] })), "quickfix");
    assert_eq!(kinds_of(json!({ "only": ["source"] })), "source.fixAll.temple");
    assert_eq!(kinds_of(json!({ "only": ["source.fixAll"] })), "source.fixAll.temple");
    assert_eq!(kinds_of(json!({ "only": ["source.fixAll.temple"], "triggerKind": 2 })), "source.fixAll.temple");
    for none in ["source.fix", "source.fixAll.temple.all", "source.organizeImports", "quick", "refactor.move"] {
        assert_eq!(kinds_of(json!({ "only": [none] })), "", "{none}");
    }
    assert_eq!(kinds_of(json!({})), "quickfix source.fixAll.temple");
    assert_eq!(kinds_of(json!({ "only": [""] })), "quickfix source.fixAll.temple");
    assert_eq!(kinds_of(json!({ "triggerKind": 2 })), "quickfix", "the cursor has come by");
}

#[test]
fn rewritings_are_refactorings() {
    let mut editor = Editor::new(resolving(), "P: project {}\nS: service { /* 😀 */ a: string(5$0); }");
    let actions = offered(&mut editor, json!({ "only": ["refactor"] }));
    assert_eq!(kinds(&actions), ["refactor.rewrite"]);
    let action = editor.client.ask("codeAction/resolve", find(&actions, "Convert to keyword arguments").clone());
    assert_eq!(editor.after_workspace_edit(&action["edit"]), editor.text.replace('5', "maxLength: 5"));
    editor.client.shut_down();
}

#[test]
fn fixes_everything_at_once() {
    let mut editor = Editor::new(resolving(), TROUBLE);
    let mut actions = offered(&mut editor, json!({ "only": ["source.fixAll"] }));
    let action = editor.client.ask("codeAction/resolve", actions.remove(0));
    let expected = editor.text.replace("strin", "string").replace("k8s", "kubernetes");
    assert_eq!(editor.after_workspace_edit(&action["edit"]), expected);
    editor.client.shut_down();
}

#[test]
fn does_not_fix_disabled_diagnostics() {
    let repaired = |disable: Value| {
        let options = json!({ "diagnostics": disable });
        let params = json!({ "capabilities": versioned(), "initializationOptions": options });
        let mut editor = Editor::of(Client::initialized(params), "utf-16", TROUBLE);
        let everywhere = editor.range(&editor.text.clone());
        let actions = offered_for(&mut editor, everywhere, json!({ "only": ["quickfix", "source"] }));
        let titles = actions.iter().filter(|it| it["kind"] == "quickfix").count();
        let all = actions.iter().find(|it| it["kind"] != "quickfix");
        (titles, all.map(|all| editor.after_workspace_edit(&all["edit"])))
    };
    let text = TROUBLE.replace("$0", "");
    let (strin, alias) = (("strin", "string"), ("k8s", "kubernetes"));
    assert_eq!(repaired(json!({})), (2, Some(text.replace(strin.0, strin.1).replace(alias.0, alias.1))));
    let codes = json!({ "disable": ["spelling"] });
    let (count, all) = repaired(codes.clone());
    assert_eq!(all, Some(text.replace(strin.0, strin.1)), "{codes} {count}");
    assert_eq!(count, 1);
    assert_eq!(repaired(json!({ "enable": false })), (0, None));
}

#[test]
fn refuses_to_resolve_an_action_of_another_version() {
    const CONTENT_MODIFIED: i64 = -32801;
    let mut editor = Editor::new(resolving(), TROUBLE);
    let action = offered(&mut editor, json!({})).remove(0);
    editor.type_in(" ");
    assert_eq!(editor.client.ask_in_vain("codeAction/resolve", action.clone()), CONTENT_MODIFIED);
    // Another text with the same version.
    editor.client.open(URI, 1, "P: project {}");
    assert_eq!(editor.client.ask_in_vain("codeAction/resolve", action.clone()), CONTENT_MODIFIED);
    editor.client.close(URI);
    assert_eq!(editor.client.ask_in_vain("codeAction/resolve", action), -32602);
    let foreign = json!({ "title": "x", "data": { "mine": 1 } });
    assert_eq!(editor.client.ask("codeAction/resolve", foreign.clone()), foreign);
    editor.client.shut_down();
}

#[test]
fn sees_an_edit_sent_just_before() {
    let mut editor = Editor::new(versioned(), TROUBLE);
    let busy = editor.client.hold("busy");
    editor.type_in("x");
    let mut actions = offered(&mut editor, json!({}));
    assert_eq!(editor.after_workspace_edit(&actions.remove(0)["edit"]), editor.text.replace("stxrin", "string"));
    editor.client.release(&["busy"]);
    editor.client.answer(busy);
    editor.client.shut_down();
}

#[test]
fn offers_nothing_to_clients_that_accept_only_commands() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["capabilities"].get("codeActionProvider"), None);
    let mut editor = Editor::of(client, "utf-16", TROUBLE);
    assert_eq!(offered(&mut editor, json!({})), [] as [Value; 0]);
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": literals() }));
    let provider = &answer["capabilities"]["codeActionProvider"];
    assert_eq!(provider["resolveProvider"], false);
    assert!(provider["codeActionKinds"].as_array().is_some_and(|kinds| kinds.contains(&json!("source.fixAll.temple"))));
}

#[test]
fn clamps_ranges_and_refuses_backward_ones() {
    let mut editor = Editor::new(versioned(), TROUBLE);
    let far = json!({ "line": 99, "character": 99 });
    assert_eq!(
        offered_for(&mut editor, json!({ "start": far, "end": far }), json!({ "only": ["quickfix"] })),
        [] as [Value; 0]
    );
    let range = json!({ "start": far, "end": { "line": 0, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    assert_eq!(editor.client.ask_in_vain("textDocument/codeAction", params), -32602);
    editor.client.shut_down();
}

#[test]
fn resolves_a_merge_conflict_only_on_request() {
    let text = "P :project {}\nS: service {\n<<<<<<< HEAD\n  a: strin;\n===$0====\n  b: int;;\n>>>>>>> topic\n}\n";
    for capabilities in [literals(), versioned(), resolving()] {
        let mut editor = Editor::new(capabilities, text);
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 8, "character": 0 } });
        for only in [json!(["source.fixAll"]), json!(["source.fixAll.temple"]), json!(["source"])] {
            assert_eq!(
                offered_for(&mut editor, whole.clone(), json!({ "diagnostics": [], "only": only })),
                [] as [Value; 0]
            );
        }
        let offered = offered(&mut editor, json!({ "diagnostics": [] }));
        assert!(offered.iter().all(|action| action["isPreferred"] != true && action["kind"] == "quickfix"));
        let titles: Vec<&str> = offered.iter().filter_map(|action| action["title"].as_str()).collect();
        assert_eq!(titles, ["Keep the first side (HEAD)", "Keep the second side (topic)", "Keep both sides"]);
        let mut last = offered[2].clone();
        if last.get("edit").is_none() {
            last = editor.client.ask("codeAction/resolve", last);
        }
        let after = editor.after_workspace_edit(&last["edit"]);
        assert_eq!(after, "P :project {}\nS: service {\n  a: strin;\n  b: int;;\n}\n");
        editor.client.shut_down();
    }
}
