//! The language server. One thread owns the state and takes one event after another; it never computes and never waits
//! for the client. Others read the input, write the output, answer requests from snapshots, and read the disk.
//!
//! ```text
//! input → transport::read → State → Pool → Outbox → transport::write → output
//!                             ↑  ↘ Disk ↙
//!                             └── events ──┘
//! ```

mod actions;
mod calls;
mod client;
mod code_lens;
mod commands;
mod completion;
mod config;
mod diagnostics;
mod disk;
mod documents;
mod event;
mod extension;
mod file_operations;
mod files;
mod folding;
mod format;
mod framing;
mod from_proto;
mod generated;
mod graph;
mod guard;
mod hints;
mod history;
mod hover;
mod links;
mod logging;
mod manifest_uri;
mod markup;
mod message;
mod navigate;
mod outbox;
mod parent;
mod plan;
mod pool;
mod prepare_write;
mod preview;
mod previews;
mod progress;
mod publish;
mod published;
mod quiet;
mod recovery;
mod rename;
mod reveal;
mod router;
mod scope;
mod selection;
mod settings;
mod signature;
mod snapshot;
mod source;
mod state;
mod symbols;
mod sync;
mod to_proto;
mod tokens;
mod transport;
mod workspace;

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

pub use config::{Setting, SettingKind, Values, settings};
pub use tracing::level_filters::LevelFilter;
pub use transport::Transport;

use guard::{Guard, spawn};

/// What the command line says about the server.
#[derive(Debug, Clone)]
pub struct Options {
    /// How much goes to the log, unless the setting `temple.log.level` says otherwise.
    pub log_level: LevelFilter,
    /// The file that the log is added to. Absent, it goes to standard error.
    pub log_file: Option<PathBuf>,
    /// The process of the editor, which the server does not outlive. Most editors name it in `initialize` only.
    pub client_process_id: Option<i32>,
    /// How long a Templefile is left alone after an edit before the client hears that generated files have changed.
    /// While edits go on, it hears of them after five times as long.
    pub quiet: Duration,
    /// How long the end waits at most for what is still to be answered, and for a client that does not read it.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            log_level: LevelFilter::WARN,
            log_file: None,
            client_process_id: None,
            quiet: Duration::from_millis(200),
            patience: Duration::from_secs(1),
        }
    }
}

/// Runs the server until the client ends it. The exit code is 0 after a `shutdown` request, 1 without it, and 2 if there
/// is no connection.
pub fn run(transport: Transport, options: Options) -> ExitCode {
    logging::start(options.log_level, options.log_file.as_deref());
    match transport.connect() {
        Ok((input, output)) => ExitCode::from(serve(input, output, options)),
        Err(error) => {
            tracing::error!("no connection to the client: {error}");
            ExitCode::from(2)
        }
    }
}

/// Serves one client over a stream in each direction, which may be anything. Returns the exit code, as [`run`] does.
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static, options: Options) -> u8 {
    exit_code(start(input, output, options, Guard::default()))
}

/// As [`serve`], and also answers the requests `temple/test/panic` and `temple/test/sleep`, which the server's tests need.
/// Starts the log if the options name a file for it.
#[doc(hidden)]
pub fn serve_test(input: impl Read + Send + 'static, output: impl Write + Send + 'static, options: Options) -> u8 {
    if let Some(file) = &options.log_file {
        logging::start(options.log_level, Some(file));
    }
    exit_code(start(input, output, options, Guard::for_tests()))
}

fn exit_code(served: io::Result<u8>) -> u8 {
    served.unwrap_or_else(|error| {
        tracing::error!("a thread could not be started: {error}");
        2
    })
}

fn start(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    options: Options,
    guard: Guard,
) -> io::Result<u8> {
    let (events, queue) = crossbeam_channel::unbounded();
    let (writer, outgoing) = crossbeam_channel::unbounded();
    let (written, end) = crossbeam_channel::bounded(1);
    let outbox = Arc::new(outbox::Outbox::new(writer));
    let patience = options.patience;

    let (to_state, to_client, guarded) = (events.clone(), outbox.clone(), guard.clone());
    spawn("reader", move || transport::read(input, &to_state, &to_client, &guarded))?;
    let (to_state, guarded) = (events.clone(), guard.clone());
    let write = move || {
        transport::write(output, &outgoing, &to_state, &guarded);
        let _ = written.send(());
    };
    spawn("writer", write)?;

    if let Some(process) = options.client_process_id {
        parent::watch(process, events.clone(), Arc::downgrade(&outbox), guard.clone());
    }
    let code = state::State::new(options, guard, outbox.clone(), events)?.run(&queue);
    outbox.end();
    let _ = end.recv_timeout(patience);
    Ok(code)
}
