//! Any input of the server: it ends, and writes only whole messages.
//!
//! The first byte determines how the rest is sent: as it is, or cut at line feeds into messages with a proper header,
//! after a proper `initialize`, so that the handlers receive something too.

#![no_main]

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use libfuzzer_sys::fuzz_target;
use temple_lsp::server::{Options, serve};

const INITIALIZE: &str =
    r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}"#;

fuzz_target!(|input: &[u8]| {
    let Some((mode, rest)) = input.split_first() else { return };
    let sent = if mode % 2 == 0 { rest.to_vec() } else { framed(rest) };
    let output = Output::default();
    serve(Cursor::new(sent), output.clone(), Options::default());
    let written = output.0.lock().map(|bytes| bytes.clone()).unwrap_or_default();
    check(&written);
});

fn framed(lines: &[u8]) -> Vec<u8> {
    let mut sent = Vec::new();
    for body in std::iter::once(INITIALIZE.as_bytes()).chain(lines.split(|&byte| byte == b'\n')) {
        let _ = write!(sent, "Content-Length: {}\r\n\r\n", body.len());
        sent.extend_from_slice(body);
    }
    sent
}

/// The output of the server.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if let Ok(mut written) = self.0.lock() {
            written.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Panics unless the bytes are messages: a header each, and JSON of just that length.
fn check(mut written: &[u8]) {
    while !written.is_empty() {
        let blank = written.windows(4).position(|window| window == b"\r\n\r\n").expect("a header ends");
        let header = std::str::from_utf8(&written[..blank]).expect("a header is text");
        let length = header.lines().find_map(|line| line.strip_prefix("Content-Length: ")).expect("a length");
        let body = blank + 4..blank + 4 + length.parse::<usize>().expect("a length is a number");
        serde_json::from_slice::<serde_json::Value>(&written[body.clone()]).expect("a body is JSON");
        written = &written[body.end..];
    }
}
