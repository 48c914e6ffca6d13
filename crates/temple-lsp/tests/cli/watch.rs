//! `preview --watch`. The tests wait for output, never for a fixed time.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, ChildStdout};

use crate::{BROKEN, Folder};

const COMPOSE: &str = "Shop: project { #provider(dockerCompose); }\nCustomer: service { email: string; }\n";

/// A running program that watches `a.temple`.
struct Watch<'f> {
    folder: &'f Folder,
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
}

impl<'f> Watch<'f> {
    fn new(folder: &'f Folder, arguments: &[&str]) -> Watch<'f> {
        let mut child =
            folder.command(&[&["preview", "--watch", "a.temple"], arguments].concat()).spawn().expect("runs");
        let stdout = BufReader::new(child.stdout.take().expect("standard output"));
        let stderr = BufReader::new(child.stderr.take().expect("standard error"));
        Watch { folder, child, stdout, stderr }
    }

    /// Replaces the file by a new one, as editors do.
    fn edit(&self, text: &str) {
        self.folder.write("new", text.as_bytes());
        fs::rename(self.folder.path("new"), self.folder.path("a.temple")).expect("renamed");
    }

    /// Reads standard output up to a line that starts with `start`.
    #[track_caller]
    fn await_stdout(&mut self, start: &str) -> String {
        await_line(&mut self.stdout, start)
    }

    /// Reads standard error up to a line that starts with `start`.
    #[track_caller]
    fn await_stderr(&mut self, start: &str) -> String {
        await_line(&mut self.stderr, start)
    }

    /// Stops reading, and waits for the program to end.
    fn end(mut self) {
        drop(self.stdout);
        assert_eq!(self.child.wait().expect("the program ends").code(), Some(0));
    }
}

#[track_caller]
fn await_line(lines: &mut impl BufRead, start: &str) -> String {
    let mut line = String::new();
    while !line.starts_with(start) {
        line.clear();
        assert_ne!(lines.read_line(&mut line).expect("UTF-8"), 0, "the program ended before `{start}`");
    }
    line
}

#[test]
fn shows_the_preview_again_after_a_change() {
    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    let mut watch = Watch::new(&folder, &[]);
    let first = watch.await_stdout("Shop, dockerCompose  ");
    watch.edit(&COMPOSE.replace("Shop", "Mart"));
    let second = watch.await_stdout("Mart, dockerCompose  ");
    assert_eq!(first.replace("Shop", "Mart"), second);
    // Only terminals are cleared, not pipes.
    assert!(!second.contains('\x1b'));
    watch.end();
}

#[test]
fn keeps_the_last_preview_for_a_broken_text() {
    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    let mut watch = Watch::new(&folder, &[]);
    watch.await_stdout("Shop, dockerCompose  ");
    watch.edit(BROKEN);
    watch.await_stderr("error[unknown-type]");
    watch.await_stderr("warning: showing the preview of the last valid version");
    watch.await_stdout("Shop, dockerCompose  ");
    fs::remove_file(folder.path("a.temple")).expect("removed");
    watch.await_stderr("error: a.temple: no such file or folder");
    watch.await_stdout("Shop, dockerCompose  ");
    watch.edit(&COMPOSE.replace("dockerCompose", "kubernetes"));
    watch.await_stdout("Shop, kubernetes  ");
    watch.end();
}

#[test]
fn shows_the_valid_part_if_the_text_was_never_valid() {
    let folder = Folder::new(&[("a.temple", BROKEN)]);
    let mut watch = Watch::new(&folder, &[]);
    watch.await_stderr("error[unknown-type]");
    watch.await_stdout("Shop, kubernetes  ");
    watch.end();
}

#[test]
fn prints_one_json_document_per_line() {
    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    let mut watch = Watch::new(&folder, &["--format", "json"]);
    for (text, complete) in [(BROKEN, true), (COMPOSE, false)] {
        let document: serde_json::Value = serde_json::from_str(&watch.await_stdout("{")).expect("a document");
        assert_eq!(document["complete"], complete);
        watch.edit(text);
    }
    watch.end();
}

#[test]
fn watches_a_single_file() {
    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    let mut watch = Watch::new(&folder, &["--file", "customer-db/init.sql"]);
    watch.await_stdout("  email TEXT NOT NULL");
    watch.edit(&COMPOSE.replace("email: string", "email: string(9)"));
    watch.await_stdout("  email VARCHAR(9) NOT NULL");
    watch.end();
}

#[test]
fn writes_changed_files_unless_someone_else_changed_them() {
    let folder = Folder::new(&[("a.temple", COMPOSE)]);
    let mut watch = Watch::new(&folder, &["--out", "out"]);
    watch.await_stderr("out: ");
    watch.edit(&COMPOSE.replace("email: string", "email: string(9)"));
    assert!(watch.await_stderr("out: ").starts_with("out: 2 files written, "));
    assert!(folder.read("out/customer-db/init.sql").contains("VARCHAR(9)"));

    folder.write("out/customer-db/init.sql", b"mine");
    watch.edit(&COMPOSE.replace("email: string", "email: string(8)"));
    watch.await_stderr("error: nothing written: these files already exist with different content");
    watch.await_stderr("  customer-db/init.sql");
    assert_eq!(folder.read("out/customer-db/init.sql"), "mine");

    watch.edit(BROKEN);
    watch.await_stderr("error: nothing written: the Templefile has errors");
    watch.end();
}
