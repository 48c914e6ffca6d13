//! The options of the server on the command line.

use std::path::PathBuf;
use std::time::Duration;

use tracing::level_filters::LevelFilter;

/// The options of the server on the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// The level of the log, unless the setting `temple.log.level` says otherwise.
    pub log_level: LevelFilter,
    /// The file that the log is added to. Absent, it goes to standard error.
    pub log_file: Option<PathBuf>,
    /// The process of the editor, which the server does not outlive. Most editors name it in `initialize` only.
    pub client_process_id: Option<i32>,
    /// The time for which a Templefile is left alone after an edit before the client hears that generated files have changed.
    /// While edits go on, it hears of them after five times as long.
    pub quiet: Duration,
    /// The longest wait at the end for what is still to be answered, and for a client that does not read it.
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
