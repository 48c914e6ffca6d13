//! The transports between client and server.

use std::io::{Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

use temple_lsp::server::{Options, Transport, run};

/// Returns a whole session, from the first message to the last.
fn session() -> String {
    let bodies = [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#,
        r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#,
        r#"{"jsonrpc":"2.0","method":"exit"}"#,
    ];
    bodies.map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len())).concat()
}

/// Runs the session with a server at the other end of a stream.
#[track_caller]
fn check_session(mut stream: impl Read + Write) {
    stream.write_all(session().as_bytes()).expect("the server reads");
    // The stream cannot be read to its end, because it stays open as long as this process, which contains the server.
    let mut output = Vec::new();
    while !output.ends_with(br#"{"jsonrpc":"2.0","id":2,"result":null}"#) {
        let mut buffer = [0; 1000];
        let count = stream.read(&mut buffer).expect("the server writes");
        assert_ne!(count, 0, "{}", String::from_utf8_lossy(&output));
        output.extend_from_slice(&buffer[..count]);
    }
    assert!(output.starts_with(b"Content-Length: "), "{}", String::from_utf8_lossy(&output));
}

fn served(transport: Transport) -> thread::JoinHandle<ExitCode> {
    thread::spawn(move || run(transport, Options::default()))
}

#[test]
fn serves_standard_input_and_output() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_temple-lsp"));
    let command = command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut server = command.spawn().expect("the server starts");
    server.stdin.as_mut().expect("a pipe").write_all(session().as_bytes()).expect("the server reads");
    let mut output = String::new();
    server.stdout.as_mut().expect("a pipe").read_to_string(&mut output).expect("the server writes and ends");
    assert!(output.contains("\"temple-lsp\""), "{output}");
    assert_eq!(server.wait().expect("our own process").code(), Some(0));
}

#[test]
fn connects_to_a_port() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let server = served(Transport::Socket(listener.local_addr().expect("a port").port()));
    check_session(listener.accept().expect("the server comes").0);
    assert_eq!(server.join().expect("no panic"), ExitCode::SUCCESS);
}

#[test]
#[cfg(unix)]
fn connects_to_a_socket_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    let listener = std::os::unix::net::UnixListener::bind(&path).expect("a socket");
    let server = served(Transport::Pipe(path));
    check_session(listener.accept().expect("the server comes").0);
    assert_eq!(server.join().expect("no panic"), ExitCode::SUCCESS);
}

#[test]
#[cfg(unix)]
fn listens_on_a_socket_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    let server = served(Transport::Pipe(path.clone()));
    let stream = loop {
        match std::os::unix::net::UnixStream::connect(&path) {
            Ok(stream) => break stream,
            Err(_) => thread::yield_now(),
        }
    };
    check_session(stream);
    assert_eq!(server.join().expect("no panic"), ExitCode::SUCCESS);
}

#[test]
fn fails_without_a_connection() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = served(Transport::Pipe(folder.path().join("no/such/folder/pipe")));
    assert_eq!(server.join().expect("no panic"), ExitCode::from(2));
}
