//! The log. It goes to standard error, because standard output belongs to the protocol.

use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::panic;
use std::path::Path;
use std::sync::OnceLock;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Registry, fmt, reload};

static LEVEL: OnceLock<reload::Handle<LevelFilter, Registry>> = OnceLock::new();

/// Starts the log, which also records the backtrace of every panic. If the file cannot be written, the log goes to
/// standard error with a warning.
pub(super) fn start(level: LevelFilter, file: Option<&Path>) {
    let (filter, handle) = reload::Layer::new(level);
    let (mut writer, mut ansi, mut trouble) = (BoxMakeWriter::new(io::stderr), io::stderr().is_terminal(), None);
    if let Some(path) = file {
        match OpenOptions::new().create(true).append(true).open(path) {
            Ok(file) => (writer, ansi) = (BoxMakeWriter::new(file), false),
            Err(error) => trouble = Some(format!("{}: {error}", path.display())),
        }
    }
    let lines = fmt::layer().with_writer(writer).with_ansi(ansi).with_target(false);
    // A log that the embedding program has started is kept.
    if tracing_subscriber::registry().with(filter).with(lines).try_init().is_ok() {
        let _ = LEVEL.set(handle);
    }
    if let Some(trouble) = trouble {
        tracing::error!("cannot write to the log file: {trouble}; logging to standard error instead");
    }
    panic::set_hook(Box::new(|panic| tracing::error!("{panic}\n{}", Backtrace::force_capture())));
}

/// Sets the level of the log.
pub(super) fn set_level(level: LevelFilter) {
    if let Some(handle) = LEVEL.get()
        && let Err(error) = handle.reload(level)
    {
        tracing::warn!("failed to change the log level: {error}");
    }
}
