//! The options of the server on the command line.

use std::path::PathBuf;
use std::time::Duration;

use tracing::level_filters::LevelFilter;

/// The options of the server on the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// The log level, unless the setting `temple.log.level` overrides it.
    pub log_level: LevelFilter,
    /// The file to append the log to; standard error if `None`.
    pub log_file: Option<PathBuf>,
    /// The process of the editor, with which the server ends. Most editors send it only in `initialize`.
    pub client_process_id: Option<i32>,
    /// The delay after an edit of a Templefile before the client is notified of changed generated files. While edits
    /// continue, it is notified after five times this delay.
    pub quiet: Duration,
    /// The maximum wait at the end for unfinished answers, and for a client that does not read them.
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
