//! Standard output and standard error, and the handling of their failures.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;

use super::exit::FAILURE;

/// Standard output, buffered.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Returns true if output to `stream` may be coloured: as `--color` specifies, or else as the environment and the
/// terminal allow.
pub(crate) fn colored(stream: &impl anstream::stream::RawStream) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// Returns the width of the terminal on standard output in columns, or `None` if it is not a terminal.
pub(crate) fn width() -> Option<usize> {
    let stdout = io::stdout();
    let (width, _) = stdout.is_terminal().then(|| terminal_size::terminal_size_of(stdout))??;
    Some(usize::from(width.0))
}

/// Prints the output of `write` to standard output. The exit code is 0, or 2 if writing fails.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ExitCode {
    let mut out = stdout();
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Returns the exit code after a failure of standard output. A closed pipe, for example to `head`, is not a failure.
pub(crate) fn failed(error: &io::Error) -> ExitCode {
    if error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    print_error(&format!("cannot write to standard output: {error}"));
    ExitCode::from(FAILURE)
}

/// Prints `error: message` to standard error.
pub(crate) fn print_error(message: &str) {
    print_message("error", AnsiColor::BrightRed, message);
}

/// Prints `warning: message` to standard error.
pub(crate) fn warn(message: &str) {
    print_message("warning", AnsiColor::Yellow, message);
}

/// Prints a message to standard error that is neither an error nor a warning.
pub(crate) fn inform(message: &str) {
    // If standard error is closed, the message cannot be shown anywhere.
    let _ = writeln!(anstream::stderr(), "{}", annotate_snippets::normalize_untrusted_str(message));
}

fn print_message(word: &str, color: AnsiColor, message: &str) {
    let style = color.on_default().bold();
    let message = annotate_snippets::normalize_untrusted_str(message);
    // If standard error is closed, the message cannot be shown anywhere.
    let _ = writeln!(anstream::stderr(), "{style}{word}{style:#}: {message}");
}
