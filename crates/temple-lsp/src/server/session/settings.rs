//! The capabilities of the client and the settings of its user.

use std::sync::Arc;

use crate::server::capabilities::client::ClientCapabilities;
use crate::server::config::Config;

/// Everything beside a text that its report depends on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// The capabilities of the client.
    pub(crate) client: Arc<ClientCapabilities>,
    /// The settings of the user.
    pub(crate) config: Arc<Config>,
}
