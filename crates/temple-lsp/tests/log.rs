//! A panic is logged with its backtrace. The test has a process of its own, because a process has one log and one panic
//! hook.

use std::fs;
use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use temple_lsp::server::{Options, serve_test};

/// A time limit that is never reached: a server with it does not end while anything is in progress, such as the backtrace
/// of a panic, whose symbols may take a minute on a busy machine.
const FOR_EVER: Duration = Duration::from_secs(3600);

fn framed(messages: impl IntoIterator<Item = String>) -> Vec<u8> {
    let frame = |body: String| format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes();
    messages.into_iter().flat_map(frame).collect()
}

/// Returns the messages of a session in which each of these jobs panics and a document is opened. The session goes on.
fn session(jobs: &[&str]) -> Vec<u8> {
    let mut messages = vec![r#"{"id":0,"method":"initialize","params":{"capabilities":{}}}"#.to_owned()];
    messages
        .extend(jobs.iter().map(|job| format!(r#"{{"id":"{job}","method":"temple/test/panic","params":"{job}"}}"#)));
    messages.push(r#"{"method":"initialized","params":{}}"#.to_owned());
    let document = r#"{"uri":"untitled:x","languageId":"temple","version":1,"text":""}"#;
    messages.push(format!(r#"{{"method":"textDocument/didOpen","params":{{"textDocument":{document}}}}}"#));
    messages.push(r#"{"id":1,"method":"temple/graph","params":{"textDocument":{"uri":"untitled:x"}}}"#.to_owned());
    framed(messages)
}

#[test]
fn the_log_has_the_backtrace_of_a_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    let (input, mut client) = io::pipe().expect("a pipe");
    let (mut answers, output) = io::pipe().expect("a pipe");
    let options = Options { log_file: Some(log.clone()), patience: FOR_EVER, ..Options::default() };
    let server = thread::spawn(move || serve_test(input, output, options));
    let reader = thread::spawn(move || io::copy(&mut answers, &mut io::sink()));
    client.write_all(&session(&["diagnose", "request"])).expect("the server reads");
    client.write_all(&framed([r#"{"id":2,"method":"shutdown"}"#.to_owned()])).expect("the server reads");
    drop(client);
    let code = server.join();
    // From here on, panics belong to this test.
    let _ = std::panic::take_hook();
    assert_eq!(code.expect("the server does not panic"), 0);
    reader.join().expect("the reader does not panic").expect("the server writes");
    let text = fs::read_to_string(&log).expect("a log");
    let pieces: Vec<String> = ["Diagnose", "Request"]
        .iter()
        .flat_map(|job| {
            let panic = format!("{job} was made to panic by a test");
            [panic, format!("{job} has panicked, which is a bug in temple-lsp")]
        })
        .collect();
    for piece in pieces {
        assert!(text.contains(&piece), "{piece}: {text}");
    }
    assert!(text.matches("run_guarded").count() >= 2, "there is no backtrace: {text}");
}
