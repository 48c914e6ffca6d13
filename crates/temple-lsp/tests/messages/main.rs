//! The list of everything that the program says to its users, `messages.txt`.
//!
//! The list is made by running the program: diagnostics and editor features over the recorded cases, the examples on the
//! pages and many changed texts, and the help of every command. Texts in the sources that none of this has produced,
//! such as errors of the disk, are listed from the sources, so that no message can be missing.
//!
//! `UPDATE_EXPECT=1 cargo test -p temple-lsp --test messages` writes the list. Read the difference aloud before you
//! commit it: a message says what is wrong and then what to do, in words that need no second reading.

mod corpus;
mod diagnostics;
mod editor;
mod list;
mod program;
mod sources;

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use list::List;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The parts of the program, with the sources of each.
const PARTS: [(&str, &[&str]); 6] = [
    ("Syntax and model", &["crates/syntax/src", "crates/model/src"]),
    ("Deploy files", &["crates/deploy/src"]),
    ("Generated files", &["crates/manifest/src"]),
    ("Editor features", &["crates/ide/src"]),
    ("Command line", &["crates/temple-lsp/src/cli", "crates/temple-lsp/src/plan", "crates/temple-lsp/src"]),
    ("Language server", &["crates/temple-lsp/src/server"]),
];

#[test]
fn every_message_is_in_the_list() {
    let texts = corpus::texts();
    let mut list = List::default();
    diagnostics::add(&texts, &mut list);
    editor::add(&texts, &mut list);
    program::add(&mut list);
    let rest = sources::not_in(&list);
    let unprovoked: Vec<&String> = rest.iter().filter(|it| it.part == PARTS[0].0).map(|it| &it.text).collect();
    assert_eq!(unprovoked, UNREACHABLE, "add a text to `corpus.rs` that has these messages");
    for literal in rest {
        list.add(&format!("Other texts of the sources: {}", literal.part), &literal.text);
    }
    expect_file!["messages.txt"].assert_eq(&list.to_string());
}

/// The messages about Templefiles that no text has, because the code that reports them is a safeguard.
const UNREACHABLE: [&str; 2] = ["The text cannot be parsed from here on.", "end of file"];
