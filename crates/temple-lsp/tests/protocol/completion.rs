//! Completion, for clients with different capabilities, and the text after an item is accepted.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::editor::{ENCODINGS, Editor, merged};

fn item_support(item: Value) -> Value {
    json!({ "textDocument": { "completion": { "completionItem": item } } })
}

/// Returns all capabilities that the server uses.
fn rich() -> Value {
    let item = json!({
        "snippetSupport": true, "insertReplaceSupport": true, "labelDetailsSupport": true,
        "commitCharactersSupport": true, "documentationFormat": ["markdown", "plaintext"],
        "insertTextModeSupport": { "valueSet": [1, 2] }, "resolveSupport": { "properties": ["documentation"] }
    });
    let defaults = ["commitCharacters", "editRange", "insertTextFormat", "data"];
    json!({
        "textDocument": { "completion": {
            "completionItem": item, "completionList": { "itemDefaults": defaults },
            "completionItemKind": { "valueSet": (1..=25).collect::<Vec<_>>() }
        } },
        "experimental": { "temple": { "commands": ["editor.action.triggerSuggest"] } }
    })
}

/// Returns the capabilities of a client that only supports snippets and opening the list again.
fn suggesting() -> Value {
    let commands = json!({ "experimental": { "temple": { "commands": ["editor.action.triggerSuggest"] } } });
    merged(item_support(json!({ "snippetSupport": true })), &commands)
}

/// Returns the items at the cursor, each with the list's defaults applied.
#[track_caller]
fn offered(editor: &mut Editor) -> Vec<Value> {
    completed(editor.ask("textDocument/completion"))
}

#[track_caller]
fn completed(mut list: Value) -> Vec<Value> {
    let defaults = list["itemDefaults"].take();
    let Value::Array(mut items) = list["items"].take() else { panic!("{list}") };
    assert_eq!(list["isIncomplete"], !items.is_empty());
    for item in &mut items {
        for name in ["commitCharacters", "insertTextFormat", "data"] {
            if item.get(name).is_none() && !defaults[name].is_null() {
                item[name] = defaults[name].clone();
            }
        }
        if item.get("textEdit").is_none() {
            let text = item.get("textEditText").unwrap_or(&item["label"]).clone();
            let range = &defaults["editRange"];
            item["textEdit"] = match range.get("insert") {
                Some(insert) => json!({ "newText": text, "insert": insert, "replace": range["replace"] }),
                None => json!({ "newText": text, "range": range }),
            };
        }
    }
    items
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().expect("a label")).collect()
}

#[track_caller]
fn find<'a>(items: &'a [Value], label: &str) -> &'a Value {
    items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("no {label} in {:?}", labels(items)))
}

/// Returns the text after an item is accepted. With the mode `insert`, it keeps the rest of the word, otherwise it
/// replaces it.
#[track_caller]
fn accepted(editor: &Editor, item: &Value, mode: &str) -> String {
    let edit = &item["textEdit"];
    let range = edit.get("range").unwrap_or(&edit[mode]);
    let (start, end) = (editor.offset(&range["start"]), editor.offset(&range["end"]));
    assert!(start <= editor.cursor && editor.cursor <= end, "{edit}");
    assert!(!editor.text[start..end].contains('\n'), "{edit}");
    let mut edits = item["additionalTextEdits"].as_array().cloned().unwrap_or_default();
    edits.push(json!({ "range": range, "newText": edit["newText"] }));
    editor.after(&edits)
}

/// Checks the text after the item with that label replaces the word, in every encoding.
#[track_caller]
fn check(capabilities: &Value, marked: &str, label: &str, expected: &str) {
    for encoding in ENCODINGS {
        let mut editor = Editor::in_encoding(encoding, capabilities.clone(), marked);
        let items = offered(&mut editor);
        assert_eq!(accepted(&editor, find(&items, label), "replace"), expected, "{encoding}");
        editor.client.shut_down();
    }
}

#[test]
fn accepted_items_neither_duplicate_nor_delete_text() {
    for capabilities in [rich(), suggesting()] {
        check(&capabilities, "/* 😀é */ P: project { #pro$0 }", "#provider", "/* 😀é */ P: project { #provider($1); }");
        check(
            &capabilities,
            "/* 😀é */ S: service { a: st$0ri(5); }",
            "string",
            "/* 😀é */ S: service { a: string(5); }",
        );
        check(
            &capabilities,
            "P: project {}\n/* é */ S: service { /* 😀 */ #$0 }",
            "#auth",
            "P: project {\n  #authMethod(email);\n}\n/* é */ S: service { /* 😀 */ #auth; }",
        );
    }
}

#[test]
fn sends_plain_text_to_clients_without_snippets() {
    let plain = json!({});
    check(&plain, "/* 😀 */ P: project { #pro$0; }", "#provider", "/* 😀 */ P: project { #provider(kubernetes); }");
    check(&plain, "$0", "project", "Name: project {\n  \n}");
    let indented = "S: service {\n  Name: struct {\n    \n  }\n}";
    check(&plain, "S: service {\n  $0\n}", "struct", indented);
    let mut editor = Editor::new(plain, "S: service { a: $0; }");
    let items = offered(&mut editor);
    assert!(items.iter().all(|item| item.get("insertTextFormat").is_none()));
    assert!(items.iter().all(|item| !item["textEdit"]["newText"].as_str().unwrap_or("$").contains('$')), "{items:?}");
    editor.client.shut_down();
}

/// A client without a command that opens the list again receives the values with the item.
#[test]
fn offers_values_in_the_item_or_directly_after_it() {
    let text = "P: project { #$0 }";
    let snippets = item_support(json!({ "snippetSupport": true }));
    check(&snippets, text, "#provider", "P: project { #provider(${1|kubernetes,dockerCompose|}); }");
    check(&rich(), text, "#provider", "P: project { #provider($1); }");
    check(&json!({}), text, "#provider", "P: project { #provider(kubernetes); }");
}

#[test]
fn keeps_text_after_the_cursor_unless_duplicated() {
    let inserted = |marked: &str, label: &str| {
        let mut editor = Editor::new(rich(), marked);
        let items = offered(&mut editor);
        accepted(&editor, find(&items, label), "insert")
    };
    assert_eq!(inserted("S: service { #omit[re$0xy]; }", "read"), "S: service { #omit[readxy]; }");
    assert_eq!(inserted("S: service { #a$0uth }", "#enumerable"), "S: service { #enumerable; }");
    assert_eq!(inserted("S: service { a: t$0ime@unique; }", "int"), "S: service { a: int @unique; }");
    assert_eq!(inserted("S: service { #r$0eadable(all); }", "#enumerable"), "S: service { #enumerable; }");
    assert_eq!(inserted("S: service { a: $0int(max: 5); }", "bool"), "S: service { a: bool; }");
    assert_eq!(inserted("S: service { a: i$0nt; }", "string(…)"), "S: service { a: string($1); }");
    for marked in ["max$0Length: 5", "m$0axLength : 5"] {
        let text = |arguments: &str| format!("S: service {{ a: string({arguments}); }}");
        assert_eq!(inserted(&text(marked), "maxLength:"), text(&marked.replace("$0", "")));
    }
    assert_eq!(
        inserted("S: service { a: string($0maxLength: 5); }", "minLength:"),
        "S: service { a: string(minLength: ${1:5}, maxLength: 5); }"
    );
    assert_eq!(
        inserted("P: project { #pro$0vider(kubernetes); }", "#provider"),
        "P: project { #provider(kubernetes); }"
    );
}

/// For every item at every position, a client with all capabilities inserts the same text as one with snippets only.
#[test]
fn list_defaults_equal_the_properties_of_each_item() {
    let text =
        "/* 😀 */ P: project { #provider(k8s); #omit }\nS: service {\n  a: string(5) @uni;\n  #uses[T, ]\n  b: \n";
    let mut rich = Editor::new(rich(), &format!("$0{text}"));
    let mut plain = Editor::new(suggesting(), &format!("$0{text}"));
    for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
        (rich.cursor, plain.cursor) = (at, at);
        let (with, without) = (offered(&mut rich), offered(&mut plain));
        assert_eq!(labels(&with), labels(&without));
        for (with, without) in with.iter().zip(&without) {
            assert_eq!(accepted(&rich, with, "replace"), accepted(&plain, without, "replace"), "{with} {without}");
            assert_eq!(with.get("insertTextFormat"), without.get("insertTextFormat"), "{with} {without}");
        }
    }
    rich.client.shut_down();
    plain.client.shut_down();
}

#[test]
fn keeps_the_order_of_the_server() {
    let mut editor = Editor::new(json!({}), "S: service { a: int; #omit[$0] }");
    let items = offered(&mut editor);
    assert_eq!(labels(&items), ["create", "read", "update", "delete"]);
    assert!(items.is_sorted_by(|one, other| one["sortText"].as_str() < other["sortText"].as_str()), "{items:?}");
    editor.client.shut_down();
}

/// Checks the labels and the filter words of the items, for clients with different capabilities.
#[track_caller]
fn check_found(marked: &str, expected: &[(&str, &str)]) {
    for capabilities in [rich(), suggesting(), json!({})] {
        let mut editor = Editor::new(capabilities, marked);
        let items = offered(&mut editor);
        let text = |item: &Value, name: &str| item[name].as_str().expect("a text").to_owned();
        let found: Vec<_> = items.iter().map(|item| (text(item, "label"), text(item, "filterText"))).collect();
        let found: Vec<_> = found.iter().map(|(label, filter)| (label.as_str(), filter.as_str())).collect();
        assert_eq!(found, expected, "{marked}");
        editor.client.shut_down();
    }
}

#[test]
fn filter_text_is_one_word_as_typed() {
    check_found("/* 😀 */ P: project { prov$0 }", &[("#provider", "provider")]);
    check_found("/* 😀 */ P: project { #prov$0 }", &[("#provider", "#provider")]);
    check_found("S: service { enum$0 }", &[("#enumerable", "enumerable")]);
    check_found("S: service { a: int un$0 }", &[("@unique", "unique")]);
    check_found("S: service { a: int @un$0 }", &[("@unique", "@unique")]);
    check_found("P: project { #provider(k8$0) }", &[("kubernetes", "k8s")]);
    check_found("P: project { #provider(prov$0) }", &[("provider:", "provider")]);
    check_found("P: project { #database(pos$0) }", &[("postgres", "postgres")]);
    check_found("P: project {}\nS: serv$0", &[("service", "service")]);
    check_found("P: project { xyz$0 }", &[]);
    check_found("P: project { #xyz$0 }", &[]);
}

#[test]
fn inserts_the_sign_with_the_item() {
    let text = |item: &str| format!("/* 😀 */ P: project {{ {item} }}");
    check(&rich(), &text("pr$0ov"), "#provider", &text("#provider($1);"));
    check(&json!({}), &text("prov$0"), "#provider", &text("#provider(kubernetes);"));
    check(&rich(), "S: service { a: int un$0; }", "@unique", "S: service { a: int @unique; }");
    check(&json!({}), "S: service { enum$0\n  a: int; }", "#enumerable", "S: service { #enumerable;\n  a: int; }");
}

/// The inserted text may not start with the filter text, so clients must not compare them.
#[test]
fn sends_items_with_another_filter_text_as_snippets() {
    const SNIPPET: u32 = 2;
    let format = |capabilities, marked: &str, label: &str| {
        let mut editor = Editor::new(capabilities, marked);
        find(&offered(&mut editor), label).get("insertTextFormat").cloned()
    };
    for capabilities in [rich(), suggesting()] {
        assert_eq!(format(capabilities.clone(), "S: service { enum$0 }", "#enumerable"), Some(json!(SNIPPET)));
        assert_eq!(format(capabilities.clone(), "S: service { #enum$0 }", "#enumerable"), None);
        assert_eq!(format(capabilities, "P: project { #provider(k8$0) }", "kubernetes"), Some(json!(SNIPPET)));
    }
    assert_eq!(format(json!({}), "S: service { enum$0 }", "#enumerable"), None);
}

/// A client asks again after each letter if the list is incomplete.
#[test]
fn recomputes_the_list_for_each_letter() {
    let again = json!({ "context": { "triggerKind": 3 } });
    let mut editor = Editor::new(rich(), "P: project {\n  $0\n}");
    let all = offered(&mut editor);
    assert_eq!(all.len(), 7);
    let typed = |editor: &mut Editor, keys: &str| {
        editor.type_in(keys);
        let params = merged(editor.here(), &again);
        completed(editor.client.ask("textDocument/completion", params))
    };
    assert_eq!(labels(&typed(&mut editor, "p")), ["#provider"]);
    assert_eq!(labels(&typed(&mut editor, "r")), ["#provider"]);
    assert_eq!(labels(&typed(&mut editor, "x")), [""; 0]);
    assert_eq!(labels(&typed(&mut editor, "yz")), [""; 0]);
    editor.client.shut_down();
}

/// Items that start with the word come before those that only contain its letters.
#[test]
fn sorts_prefix_matches_first() {
    let mut editor = Editor::new(json!({}), "P: project { a$0 }");
    let items = offered(&mut editor);
    assert_eq!(labels(&items), ["#authMethod", "#language", "#database", "#readable", "#writable"]);
    assert!(items.is_sorted_by(|one, other| one["sortText"].as_str() < other["sortText"].as_str()), "{items:?}");
    editor.client.shut_down();
}

#[test]
fn puts_details_where_the_client_shows_them() {
    let text = "P: project { #provider($0) }";
    let mut editor = Editor::new(rich(), text);
    let item = find(&offered(&mut editor), "kubernetes").clone();
    let description = item["labelDetails"]["description"].as_str().expect("a description").to_owned();
    assert_eq!(item.get("detail"), None);
    let mut editor = Editor::new(json!({}), text);
    let item = find(&offered(&mut editor), "kubernetes").clone();
    assert_eq!(item.get("labelDetails"), None);
    assert_eq!(item["detail"], description);
}

#[test]
fn uses_only_kinds_that_the_client_knows() {
    const VALUE: u32 = 12;
    const ENUM_MEMBER: u32 = 20;
    let kind = |capabilities| {
        let mut editor = Editor::new(capabilities, "P: project { #provider($0) }");
        find(&offered(&mut editor), "kubernetes")["kind"].clone()
    };
    assert_eq!(kind(rich()), ENUM_MEMBER);
    assert_eq!(kind(json!({})), VALUE);
    let known = json!({ "textDocument": { "completion": { "completionItemKind": { "valueSet": [VALUE] } } } });
    assert_eq!(kind(known), VALUE);
}

#[test]
fn lets_clients_indent_lines_if_they_can() {
    const ADJUST: u32 = 2;
    let mode = |capabilities| {
        let mut editor = Editor::new(capabilities, "S: service {\n  $0\n}");
        let items = offered(&mut editor);
        assert_eq!(find(&items, "#auth").get("insertTextMode"), None);
        find(&items, "struct").get("insertTextMode").cloned()
    };
    assert_eq!(mode(rich()), Some(json!(ADJUST)));
    assert_eq!(mode(json!({})), None);
}

#[test]
fn commit_characters_accept_only_language_words() {
    let mut editor = Editor::new(rich(), "S: service { a: $0 }\nT: service {}");
    let items = offered(&mut editor);
    assert_eq!(find(&items, "string")["commitCharacters"], json!(["("]));
    for label in ["string(…)", "bool", "T"] {
        assert_eq!(find(&items, label).get("commitCharacters"), None, "{label}");
    }
    // Only a list has a second value.
    let mut editor = Editor::new(rich(), "P: project { #provider($0) }");
    let items = offered(&mut editor);
    assert_eq!(find(&items, "kubernetes").get("commitCharacters"), None);
    let values = |capabilities| {
        let mut editor = Editor::new(capabilities, "S: service { #omit[$0] }");
        editor.ask("textDocument/completion")
    };
    assert_eq!(values(rich())["itemDefaults"]["commitCharacters"], json!([","]));
    let list = values(item_support(json!({ "commitCharactersSupport": true })));
    assert_eq!(list.get("itemDefaults"), None);
    assert_eq!(list["items"][0]["commitCharacters"], json!([","]));
    assert_eq!(values(json!({}))["items"][0].get("commitCharacters"), None);
}

#[test]
fn retriggers_completion_if_the_client_has_a_command() {
    let command = |capabilities| {
        let mut editor = Editor::new(capabilities, "P: project { $0 }");
        let items = offered(&mut editor);
        find(&items, "#provider").get("command").map(|command| command["command"].clone())
    };
    assert_eq!(command(rich()), Some(json!("editor.action.triggerSuggest")));
    assert_eq!(command(item_support(json!({ "snippetSupport": true }))), None);
    let again = json!({ "experimental": { "temple": { "commands": ["editor.action.triggerSuggest"] } } });
    assert_eq!(command(again), None, "without snippets the cursor is after the brackets");
}

#[test]
fn resolves_documentation_on_request() {
    let mut editor = Editor::new(rich(), "P: project {\n  $0\n}");
    let items = offered(&mut editor);
    assert!(items.iter().all(|item| item.get("documentation").is_none()));
    // The user types on while the editor shows the item.
    editor.type_in("#pro");
    let item = find(&items, "#provider");
    let resolved = editor.client.ask("completionItem/resolve", item.clone());
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    let text = resolved["documentation"]["value"].as_str().expect("a text");
    assert!(text.contains("provider"), "{text}");
    assert_eq!(resolved["textEdit"], item["textEdit"]);
    let service = find(&items, "#metrics").clone();
    editor.client.change(URI, 9, json!([{ "text": "" }]));
    assert_eq!(editor.client.ask("completionItem/resolve", service.clone()), service, "not offered any more");
    let foreign = json!({ "label": "x", "data": 7 });
    assert_eq!(editor.client.ask("completionItem/resolve", foreign.clone()), foreign);
    editor.client.shut_down();
}

#[test]
fn sends_documentation_at_once_to_clients_that_cannot_resolve() {
    let mut editor = Editor::new(json!({}), "S: service { a: $0 }\n// Of a T.\nT: service { a: int; }");
    let items = offered(&mut editor);
    assert!(items.iter().all(|item| item.get("data").is_none()));
    let of = |label: &str| find(&items, label)["documentation"].clone();
    assert_eq!(of("string")["kind"], "plaintext");
    assert!(of("string")["value"].as_str().is_some_and(|text| text.contains("string")));
    assert!(of("T")["value"].as_str().is_some_and(|text| text.starts_with("Of a T.")), "{}", of("T"));
    editor.client.shut_down();
}

/// Returns the number of items if the editor asks because of the character before the cursor.
#[track_caller]
fn count_behind(character: &str, marked: &str) -> usize {
    let mut editor = Editor::new(rich(), marked);
    let asked = json!({ "context": { "triggerKind": 2, "triggerCharacter": character } });
    let params = merged(editor.here(), &asked);
    completed(editor.client.ask("textDocument/completion", params)).len()
}

#[test]
fn opens_automatically_only_where_something_is_required() {
    for text in ["S: service { a: $0", "S: service { #omit[read, $0", "P: $0"] {
        assert_ne!(count_behind(" ", text), 0, "{text}");
    }
    for text in ["S: service { a: int $0", "S: service { $0", "$0", "S: service { a: int; // one: $0", " $0"] {
        assert_eq!(count_behind(" ", text), 0, "{text}");
    }
    assert_ne!(count_behind("@", "S: service { a: int @$0"), 0);
    assert_ne!(count_behind("(", "P: project { #provider($0"), 0);
    assert_eq!(count_behind("#", "// #$0"), 0);
}

#[test]
fn announces_trigger_characters() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": rich() }));
    let options = &answer["capabilities"]["completionProvider"];
    assert_eq!(options["triggerCharacters"], json!(["#", "@", "(", "[", ",", ":", " "]));
    assert_eq!(options["resolveProvider"], true);
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["capabilities"]["completionProvider"]["resolveProvider"], false);
}

#[test]
fn completes_a_typing_session() {
    let mut editor = Editor::new(rich(), "/* 😀 */ P: project { $0 }");
    for key in "#provider".split_inclusive(|_: char| true) {
        editor.type_in(key);
        let items = offered(&mut editor);
        let item = find(&items, "#provider");
        for mode in ["insert", "replace"] {
            assert_eq!(accepted(&editor, item, mode), "/* 😀 */ P: project { #provider($1); }");
        }
    }
    editor.type_in("(");
    for key in ["", "k", "u", "b"] {
        editor.type_in(key);
        let items = offered(&mut editor);
        assert_eq!(items[0]["label"], "kubernetes");
        assert_eq!(accepted(&editor, &items[0], "insert"), "/* 😀 */ P: project { #provider(kubernetes }");
    }
    editor.type_in("ernetes);");
    let items = offered(&mut editor);
    assert!(!labels(&items).contains(&"#provider"), "{items:?}");
    editor.client.shut_down();
}

#[test]
fn clamps_positions_after_the_end() {
    let mut editor = Editor::new(json!({}), "P: project {}\n$0");
    let params = json!({ "textDocument": { "uri": URI }, "position": { "line": 99, "character": 99 } });
    let items = completed(editor.client.ask("textDocument/completion", params));
    assert_eq!(labels(&items), ["service"]);
    let mut params = editor.here();
    params["textDocument"]["uri"] = json!("untitled:other");
    assert_eq!(editor.client.ask_in_vain("textDocument/completion", params), -32602);
    editor.client.shut_down();
}
