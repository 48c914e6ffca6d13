//! A panic is logged with its backtrace. The test has a process of its own, because a process has one log and one panic
//! hook.

use std::fs;
use std::io::Write;
use std::thread;

use temple_lsp::server::{Options, serve_test};

/// Returns the messages of a session in which each of these jobs panics and a document is opened.
fn session(jobs: &[&str]) -> Vec<u8> {
    let mut messages = vec![r#"{"id":0,"method":"initialize","params":{"capabilities":{}}}"#.to_owned()];
    messages
        .extend(jobs.iter().map(|job| format!(r#"{{"id":"{job}","method":"temple/test/panic","params":"{job}"}}"#)));
    messages.push(r#"{"method":"initialized","params":{}}"#.to_owned());
    let document = r#"{"uri":"untitled:x","languageId":"temple","version":1,"text":""}"#;
    messages.push(format!(r#"{{"method":"textDocument/didOpen","params":{{"textDocument":{document}}}}}"#));
    messages.push(r#"{"id":1,"method":"temple/graph","params":{"textDocument":{"uri":"untitled:x"}}}"#.to_owned());
    messages.push(r#"{"id":2,"method":"shutdown"}"#.to_owned());
    messages.iter().flat_map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()).collect()
}

#[test]
fn the_log_has_the_backtrace_of_a_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    let (input, mut client) = std::io::pipe().expect("a pipe");
    let (mut answers, output) = std::io::pipe().expect("a pipe");
    let options = Options { log_file: Some(log.clone()), ..Options::default() };
    let server = thread::spawn(move || serve_test(input, output, options));
    client.write_all(&session(&["diagnose", "request"])).expect("the server reads");
    drop(client);
    std::io::copy(&mut answers, &mut std::io::sink()).expect("the server writes");
    let code = server.join();
    // From here on, panics belong to this test.
    let _ = std::panic::take_hook();
    assert_eq!(code.expect("the server does not panic"), 0);
    let text = fs::read_to_string(log).expect("a log");
    for job in ["Diagnose", "Request"] {
        assert!(text.contains(&format!("{job} was made to panic by a test")), "{text}");
        assert!(text.contains(&format!("{job} has panicked, which is a bug in temple-lsp")), "{text}");
    }
    assert!(text.matches("run_guarded").count() >= 2, "there is no backtrace: {text}");
}
