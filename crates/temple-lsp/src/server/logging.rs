//! The log, which goes to standard error or a file: standard output belongs to the protocol.

use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::panic;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Registry, fmt, reload};

static LEVEL: OnceLock<reload::Handle<LevelFilter, Registry>> = OnceLock::new();

/// Starts the log, and sends the backtrace of every panic there. An error where `file` cannot be opened; then
/// the log goes to standard error.
pub(super) fn start(level: LevelFilter, file: Option<&Path>) -> io::Result<()> {
    let opened = file.map(|path| OpenOptions::new().create(true).append(true).open(path)).transpose();
    let (to_file, result) = match opened {
        Ok(file) => (file, Ok(())),
        Err(error) => (None, Err(error)),
    };
    let (filter, handle) = reload::Layer::new(level);
    let with_colours = to_file.is_none() && io::stderr().is_terminal();
    let writer: BoxMakeWriter = match to_file {
        Some(file) => BoxMakeWriter::new(Arc::new(file)),
        None => BoxMakeWriter::new(io::stderr),
    };
    let lines = fmt::layer().with_writer(writer).with_ansi(with_colours).with_target(false);
    // Someone who has started a log of their own keeps it.
    if tracing_subscriber::registry().with(filter).with(lines).try_init().is_ok() {
        let _ = LEVEL.set(handle);
    }
    panic::set_hook(Box::new(|panic| tracing::error!("{panic}\n{}", Backtrace::force_capture())));
    result
}

/// From now on logs so much.
pub(super) fn set_level(level: LevelFilter) {
    if let Some(handle) = LEVEL.get()
        && let Err(error) = handle.reload(level)
    {
        tracing::warn!("the log level stays as it is: {error}");
    }
}
