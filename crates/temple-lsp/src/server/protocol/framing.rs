//! The base protocol, which separates messages in a stream of bytes.

use crate::limits::{MAX_HEADER_LINE_BYTES, MAX_MESSAGE_BYTES};

/// The number of bytes to read at once.
const READ_BYTES: usize = 64 << 10;

/// A part of the input.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame<'a> {
    /// The body of a message.
    Body(&'a [u8]),
    /// Bytes that belong to no message, with the reason. The input continues after them.
    Bad(&'static str),
}

/// Reassembles messages from chunks of any size.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    buffer: Vec<u8>,
    /// The start of the unprocessed part of the buffer.
    start: usize,
    header: Header,
    /// The number of bytes of a too large message that have yet to arrive.
    skip: usize,
}

/// The header of the next message.
#[derive(Debug, Default, Clone, Copy)]
struct Header {
    length: Option<usize>,
    lines: bool,
    bad: bool,
    complete: bool,
}

impl Frames {
    /// Lets `read` fill a part of the buffer. Returns its result, which is 0 at the end of the input.
    pub(crate) fn fill(&mut self, read: impl FnOnce(&mut [u8]) -> std::io::Result<usize>) -> std::io::Result<usize> {
        self.compact();
        let filled = self.buffer.len();
        let missing = self.header.length.filter(|_| self.header.complete).unwrap_or(0).saturating_sub(filled);
        self.buffer.resize(filled + missing.clamp(READ_BYTES, 16 * READ_BYTES), 0);
        let count = read(&mut self.buffer[filled..]);
        self.buffer.truncate(filled + *count.as_ref().unwrap_or(&0));
        count
    }

    /// The next message; `None` until more bytes have arrived.
    pub(crate) fn next(&mut self) -> Option<Frame<'_>> {
        loop {
            if self.skip > 0 {
                let skipped = self.skip.min(self.buffer.len() - self.start);
                self.start += skipped;
                self.skip -= skipped;
                if self.skip > 0 {
                    return None;
                }
            }
            if self.header.complete {
                let header = self.header;
                match header.length {
                    Some(length) if length > MAX_MESSAGE_BYTES => {
                        (self.skip, self.header) = (length, Header::default());
                        return Some(Frame::Bad("the message is too large"));
                    }
                    Some(length) => {
                        let start = self.start;
                        if self.buffer.len() - start < length {
                            return None;
                        }
                        (self.start, self.header) = (start + length, Header::default());
                        return Some(Frame::Body(&self.buffer[start..start + length]));
                    }
                    None => {
                        self.header = Header::default();
                        // Blank lines between messages are harmless.
                        if header.lines {
                            return Some(Frame::Bad("a header without a valid Content-Length"));
                        }
                    }
                }
            }
            if !self.header_line() {
                return None;
            }
        }
    }

    /// Returns true if the input ended inside a message.
    pub(crate) fn is_in_mid_message(&self) -> bool {
        self.skip > 0 || self.header.lines || self.start < self.buffer.len()
    }

    /// Reads one header line; false until it is complete.
    fn header_line(&mut self) -> bool {
        let rest = &self.buffer[self.start..];
        let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
            if rest.len() > MAX_HEADER_LINE_BYTES {
                // No client sends such a header. Discarding it keeps the buffer small; the following blank line reports
                // the error.
                self.start = self.buffer.len();
                self.header.lines = true;
                self.header.bad = true;
            }
            return false;
        };
        let line = rest[..end].trim_ascii();
        self.start += end + 1;
        if line.is_empty() {
            self.header.complete = true;
            if self.header.bad {
                self.header.length = None;
            }
        } else {
            self.header.lines = true;
            if let Some(value) = value_of(line, b"content-length") {
                let length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
                self.header.bad |= length.is_none();
                self.header.length = length;
            }
        }
        true
    }

    /// Discards the processed part, and shrinks the buffer after a large message.
    fn compact(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        if self.buffer.is_empty() && self.buffer.capacity() > 4 * READ_BYTES {
            self.buffer = Vec::new();
        }
    }
}

/// The value of the header line `name: value`, if it has this name.
fn value_of<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    line[..colon].trim_ascii().eq_ignore_ascii_case(name).then(|| line[colon + 1..].trim_ascii())
}

/// Appends a message with its header to `output`.
pub(crate) fn write(output: &mut Vec<u8>, body: &[u8]) {
    output.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    output.extend_from_slice(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that the input, split into chunks of every size, gives these bodies; `!` stands for bytes that belong to
    /// no message.
    #[track_caller]
    fn check(input: &[u8], expected: &[&str]) {
        for size in 1..=input.len() {
            let mut frames = Frames::default();
            let mut found = Vec::new();
            for chunk in input.chunks(size) {
                let read = |buffer: &mut [u8]| {
                    buffer[..chunk.len()].copy_from_slice(chunk);
                    Ok(chunk.len())
                };
                frames.fill(read).expect("reading from memory");
                while let Some(frame) = frames.next() {
                    found.push(match frame {
                        Frame::Body(body) => String::from_utf8_lossy(body).into_owned(),
                        Frame::Bad(_) => "!".to_owned(),
                    });
                }
            }
            assert_eq!(found, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn reassembles_messages_from_chunks_of_any_size() {
        check(b"Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n{ }", &["{}", "{ }"]);
        check(b"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", &["", "1"]);
        check(b"Content-Length: 5\r\n\r\n{}", &[]);
    }

    #[test]
    fn accepts_headers_in_any_notation() {
        check(b"content-length:2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}", &["{}"]);
        check(b"CONTENT-LENGTH :  2  \n\n{}", &["{}"]);
        check(b"\r\n\r\nContent-Length: 2\r\n\r\n{}\r\nContent-Length: 2\r\n\r\n{}", &["{}", "{}"]);
    }

    #[test]
    fn reports_and_skips_bad_headers() {
        check(b"Content-Length: two\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check(b"Content-Length: -1\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check(b"hello\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check(b"Content-Length: 99999999999999\r\n\r\n{}", &["!"]);
        check(b"Content-Length: 99999999999999999999999999\r\n\r\nContent-Length: 1\r\n\r\n1", &["!", "1"]);
    }

    #[test]
    fn does_not_buffer_an_endless_line() {
        let mut frames = Frames::default();
        for _ in 0..100 {
            frames.fill(|buffer| Ok(buffer.len())).expect("reading from memory");
            assert_eq!(frames.next(), None);
        }
        assert!(frames.buffer.len() < 4 * READ_BYTES);
    }
}
