//! What the client can do, and what its user wants.

use std::sync::Arc;

use crate::server::capabilities::client::Client;
use crate::server::config::Config;

/// What a piece of background work needs to turn a text into a report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// What the client can do.
    pub(crate) client: Arc<Client>,
    /// What the user wants.
    pub(crate) config: Arc<Config>,
}
