//! The language server.

use std::path::PathBuf;
use std::process::ExitCode;

pub use tracing::level_filters::LevelFilter;

/// How the server talks to its editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Standard input and output.
    Stdio,
    /// A connection to this port of the local machine.
    Socket(u16),
    /// A local socket or named pipe.
    Pipe(PathBuf),
}

/// Logging, and the process to watch.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is logged.
    pub log_level: LevelFilter,
    /// Where it is logged.
    pub log_file: Option<PathBuf>,
    /// The process of the editor.
    pub client_process_id: Option<i32>,
}

impl Default for Options {
    fn default() -> Options {
        Options { log_level: LevelFilter::WARN, log_file: None, client_process_id: None }
    }
}

/// Runs the server.
pub fn run(transport: Transport, options: Options) -> ExitCode {
    let _ = (transport, options);
    ExitCode::from(2)
}
