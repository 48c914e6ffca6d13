//! The language server. One thread owns the state and takes one event after another; it never computes and never waits
//! for the client. Others read the input, write the output, answer requests from snapshots, and read the disk.
//!
//! ```text
//! input → transport::read → State → Pool → Outbox → transport::write → output
//!                             ↑  ↘ Disk ↙
//!                             └── events ──┘
//! ```

mod client;
mod config;
mod diagnostics;
mod disk;
mod documents;
mod event;
mod framing;
mod from_proto;
mod logging;
mod message;
mod outbox;
mod parent;
mod pool;
mod progress;
mod publish;
mod router;
mod settings;
mod snapshot;
mod state;
mod sync;
mod to_proto;
mod transport;
mod workspace;

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub use tracing::level_filters::LevelFilter;
pub use transport::Transport;

/// How long the end waits for a client that does not read what is left to say.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the command line says about the server.
#[derive(Debug, Clone)]
pub struct Options {
    /// How much goes to the log, unless the setting `temple.log.level` says otherwise.
    pub log_level: LevelFilter,
    /// Where the log goes; absent for standard error.
    pub log_file: Option<PathBuf>,
    /// The process of the editor, where the command line names it; else `initialize` does.
    pub client_process_id: Option<i32>,
    /// Answers the requests `temple/test/panic` and `temple/test/sleep`, with which the server is tested.
    #[doc(hidden)]
    pub test_requests: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { log_level: LevelFilter::WARN, log_file: None, client_process_id: None, test_requests: false }
    }
}

/// Runs the server until the client ends it. The exit code is 0 after a `shutdown` request, else 1.
pub fn run(transport: Transport, options: Options) -> ExitCode {
    if let Err(error) = logging::start(options.log_level, options.log_file.as_deref()) {
        tracing::error!("the log file cannot be opened: {error}");
        return ExitCode::from(2);
    }
    match transport.connect() {
        Ok((input, output)) => ExitCode::from(serve(input, output, options)),
        Err(error) => {
            tracing::error!("no connection to the client: {error}");
            ExitCode::from(2)
        }
    }
}

/// Serves one client over a stream in each direction. Returns the exit code.
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static, options: Options) -> u8 {
    match start(input, output, options) {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("a thread could not be started: {error}");
            2
        }
    }
}

fn start(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    options: Options,
) -> std::io::Result<u8> {
    let (events, queue) = crossbeam_channel::unbounded();
    let (writer, outgoing) = crossbeam_channel::unbounded();
    let (written, end) = crossbeam_channel::bounded(1);
    let outbox = Arc::new(outbox::Outbox::new(writer));

    let (sender, receiver) = (events.clone(), outbox.clone());
    thread::Builder::new().name("reader".to_owned()).spawn(move || transport::read(input, &sender, &receiver))?;
    let sender = events.clone();
    let write = move || {
        transport::write(output, &outgoing, &sender);
        let _ = written.send(());
    };
    thread::Builder::new().name("writer".to_owned()).spawn(write)?;

    let code = state::State::new(options, outbox.clone(), events)?.run(&queue);
    outbox.end();
    let _ = end.recv_timeout(PATIENCE);
    Ok(code)
}
