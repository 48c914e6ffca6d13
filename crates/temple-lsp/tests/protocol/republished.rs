//! Diagnostics are sent again after an edit has touched them, even if they are the same afterwards, because editors
//! move or drop their marks there.

use serde_json::{Value, json};

use crate::client::{Client, URI};
use crate::editor::ENCODINGS;

/// A text with one invalid word, after characters that each encoding counts differently.
const TEXT: &str = "P: project {\n}\nA: service {\n  /* 😀é */ a: strin;\n  b: int;\n}\n";

/// Returns the start of the word, in units of the encoding.
fn word(encoding: &str) -> u64 {
    match encoding {
        "utf-8" => 18,
        "utf-16" => 15,
        _ => 14,
    }
}

/// Starts a server, opens the text, and waits for its diagnostics.
fn opened(encoding: &str) -> Client {
    let mut client = Client::with(json!({ "general": { "positionEncodings": [encoding] } }));
    client.open(URI, 1, TEXT);
    let published = client.published(URI);
    let at = |character| json!({ "line": 3, "character": character });
    let ranges: Vec<_> =
        published["diagnostics"].as_array().expect("a list").iter().map(|item| &item["range"]).collect();
    let range = json!({ "start": at(word(encoding)), "end": at(word(encoding) + 5) });
    assert!(ranges.contains(&&range), "{published}");
    client
}

/// Replaces a part of a line.
fn edit(line: u64, (start, end): (u64, u64), text: &str) -> Value {
    let at = |character| json!({ "line": line, "character": character });
    json!({ "range": { "start": at(start), "end": at(end) }, "text": text })
}

/// Checks if the diagnostics are sent again, with the last version, after notifications with these changes, which must
/// not change them.
#[track_caller]
fn check_in(encoding: &str, notifications: &[Value], is_sent_again: bool) {
    let mut client = opened(encoding);
    let messages = notifications.iter().zip(2..).map(|(changes, version): (_, i64)| {
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        json!({ "method": "textDocument/didChange", "params": params })
    });
    // They are read at once, so that nothing is published between them.
    client.send_together(&messages.collect::<Vec<_>>());
    let rest = client.shut_down();
    let versions: Vec<_> = rest.iter().map(|message| message["params"]["version"].clone()).collect();
    let last = json!(notifications.len() + 1);
    assert_eq!(versions, if is_sent_again { vec![last] } else { Vec::new() }, "{encoding} {notifications:?}: {rest:?}");
}

/// Like [`check_in`], in every encoding. `notifications` gets the start of the word in its units.
#[track_caller]
fn check(notifications: impl Fn(u64) -> Vec<Value>, is_sent_again: bool) {
    for encoding in ENCODINGS {
        check_in(encoding, &notifications(word(encoding)), is_sent_again);
    }
}

#[test]
fn republishes_a_word_that_is_cut_and_pasted() {
    check(|word| vec![json!([edit(3, (word, word + 5), ""), edit(3, (word, word), "strin")])], true);
    check(|word| vec![json!([edit(3, (word + 1, word + 3), "")]), json!([edit(3, (word + 1, word + 1), "tr")])], true);
    check(|word| vec![json!([edit(3, (word, word + 5), "strin")])], true);
}

#[test]
fn republishes_after_an_edit_at_the_end_of_a_word() {
    check(|word| vec![json!([edit(3, (word + 5, word + 5), " ")])], true);
    check(|word| vec![json!([edit(3, (word - 1, word), " ")])], true);
    check(|word| vec![json!([edit(3, (word + 5, word + 6), ";")])], true);
}

#[test]
fn republishes_a_text_replaced_by_itself() {
    check(|_| vec![json!([{ "text": TEXT }])], true);
    check(|_| vec![json!([{ "text": "" }]), json!([{ "text": TEXT }])], true);
    check(|_| vec![json!([edit(4, (9, 9), "\n"), { "text": TEXT }])], true);
    check(|_| vec![json!([{ "text": TEXT }, edit(4, (9, 9), " ")])], true);
}

#[test]
fn does_not_republish_after_an_edit_elsewhere() {
    check(|_| vec![json!([edit(4, (9, 9), " // A number.")])], false);
    check(|_| vec![json!([edit(6, (0, 0), "\n// The end.\n")])], false);
    check(|_| vec![json!([edit(4, (2, 3), "c")]), json!([edit(4, (2, 3), "b")])], false);
    // The word moves down and up again, and keeps its mark.
    check(
        |_| {
            vec![
                json!([edit(1, (0, 0), "\n"), edit(1, (0, 0), "")]),
                json!([{
                    "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 2, "character": 0 } }, "text": ""
                }]),
            ]
        },
        false,
    );
    // It moves back and forth in its line.
    check(
        |word| vec![json!([edit(3, (2, 2), "  "), edit(3, (2, 4), "")]), json!([edit(3, (word + 6, word + 6), " ")])],
        false,
    );
}

#[test]
fn compares_positions_after_earlier_edits() {
    // A line is added above first, so that the word is elsewhere when it is touched.
    let below = |word: u64| edit(4, (word, word + 5), "strin");
    let down = edit(0, (0, 0), "\n");
    let up = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } }, "text": "" });
    check(|word| vec![json!([down, below(word), up])], true);
    check(|word| vec![json!([down]), json!([below(word)]), json!([up])], true);
    // After a line is inserted above, an edit at the old position of the word does not touch the word.
    let comment = edit(3, (0, 0), "  // A comment that is long enough.\n");
    let back = json!({ "range": { "start": { "line": 3, "character": 0 }, "end": { "line": 4, "character": 0 } }, "text": "" });
    check(|word| vec![json!([comment, edit(3, (word, word + 5), "other"), back])], false);
}

#[test]
fn republishes_a_replaced_document_without_problems() {
    let mut client = Client::pushing();
    let text = "P: project {\n  #provider(kubernetes);\n}\n";
    client.open(URI, 1, text);
    assert_eq!(client.published(URI)["version"], 1);
    client.change(URI, 2, json!([{ "text": text }]));
    assert_eq!(client.published(URI)["version"], 2);
    assert_eq!(client.shut_down(), [Value::Null; 0]);
}
