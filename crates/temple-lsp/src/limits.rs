//! The limits on what is read from outside and kept in memory, in one file so that they can be compared.
//!
//! The limits on what is shown at once are where it is shown.

use std::io::{self, ErrorKind, Read};

/// The maximum length of a text that the command line reads. Byte offsets have 32 bits, and the tree takes several times
/// the memory of the text.
pub(crate) const MAX_INPUT_BYTES: u64 = 512 << 20;

/// The maximum length of a Templefile that the server reads although it is not open. The server reads all Templefiles of
/// the workspace folders, and no real one is as long.
pub(crate) const MAX_WORKSPACE_FILE_BYTES: u64 = 64 << 20;

/// The maximum length of a file that a plan compares with a generated one. It is read whole and compared line by line,
/// and no generated file is nearly as long.
pub(crate) const MAX_COMPARED_FILE_BYTES: u64 = 32 << 20;

/// The maximum length of a message of the client; longer ones are refused. Even the longest text that the command line
/// reads, with every character escaped, takes about twice its length.
pub(crate) const MAX_MESSAGE_BYTES: usize = 1 << 30;

/// The maximum length of a line in the header of a message, of which a few dozen bytes are ever used.
pub(crate) const MAX_HEADER_LINE_BYTES: usize = 8 << 10;

/// The maximum length of the parameters in a trace message, which people read.
pub(crate) const MAX_TRACED_BYTES: usize = 10_000;

/// The maximum number of names that the workspace index keeps of one file, so that one large file leaves room for others.
pub(crate) const MAX_FILE_SYMBOLS: usize = 20_000;

/// The maximum number of names that the workspace index keeps of all files, of about a hundred bytes each. The names in
/// further files are not found unless the files are open.
pub(crate) const MAX_WORKSPACE_SYMBOLS: usize = 500_000;

/// The maximum number of versions of a document that are kept without analysis. Only a program edits more often
/// than that.
pub(crate) const MAX_UNANALYSED_VERSIONS: usize = 1024;

/// The maximum number of lines, of two texts together, that are matched one by one, because completely different texts
/// would take seconds. In longer texts, only the common start and end are matched.
pub(crate) const MAX_MATCHED_LINES: usize = 100_000;

/// Formats a limit for a message, such as `64 MiB`.
pub(crate) fn in_mib(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

/// Reads all of `source`, whose length is expected to be `length` bytes. Fails with [`ErrorKind::FileTooLarge`] if it
/// has more than `max` bytes.
pub(crate) fn read_limited(source: impl Read, length: u64, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if length <= max {
        bytes.reserve_exact(length as usize + 1);
        source.take(max + 1).read_to_end(&mut bytes)?;
    }
    if length.max(bytes.len() as u64) > max {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_the_limit_is_read() {
        assert_eq!(read_limited(&b"abc"[..], 3, 3).expect("short enough"), b"abc");
        assert_eq!(read_limited(&b"abc"[..], 0, 3).expect("short enough"), b"abc");
        for length in [0, 4, u64::MAX] {
            let error = read_limited(&b"abcd"[..], length, 3).expect_err("too long");
            assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        }
    }
}
