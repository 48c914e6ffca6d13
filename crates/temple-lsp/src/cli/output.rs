//! Standard output and standard error, and what to do when they fail.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use super::exit::TROUBLE;

/// Standard output, buffered.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Whether what is written to `stream` may be coloured: as `--color` says, else as the environment and the terminal
/// allow it.
pub(crate) fn colored(stream: &impl anstream::stream::RawStream) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// The width of the terminal on standard output in columns, absent where there is no terminal.
pub(crate) fn width() -> Option<usize> {
    let stdout = io::stdout();
    let (width, _) = stdout.is_terminal().then(|| terminal_size::terminal_size_of(stdout))??;
    Some(usize::from(width.0))
}

/// Prints to standard output what `write` writes. The exit code is 0, or 2 where the output cannot be written.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ExitCode {
    let mut out = stdout();
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// The exit code after standard output failed. A reader that has seen enough, such as `head`, is no trouble.
pub(crate) fn failed(error: &io::Error) -> ExitCode {
    if error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    complain(&format!("cannot write to standard output: {error}"));
    ExitCode::from(TROUBLE)
}

/// Prints `error: message` to standard error.
pub(crate) fn complain(message: &str) {
    say("error", "\x1b[1;91m", message);
}

/// Prints `warning: message` to standard error.
pub(crate) fn warn(message: &str) {
    say("warning", "\x1b[1;33m", message);
}

/// Prints a message to standard error that is neither an error nor a warning.
pub(crate) fn inform(message: &str) {
    // Where standard error is closed, nobody is left to tell.
    let _ = writeln!(anstream::stderr(), "{}", annotate_snippets::normalize_untrusted_str(message));
}

fn say(word: &str, style: &str, message: &str) {
    // Where standard error is closed, nobody is left to tell.
    let _ =
        writeln!(anstream::stderr(), "{style}{word}\x1b[0m: {}", annotate_snippets::normalize_untrusted_str(message));
}
