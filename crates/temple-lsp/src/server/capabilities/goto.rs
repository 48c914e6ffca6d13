//! Navigation: the client's support for location links.

use serde_json::Value;

/// The navigation requests for which the client supports location links.
#[derive(Debug, Default)]
pub(crate) struct LinkSupport {
    pub(crate) definition: bool,
    pub(crate) declaration: bool,
    pub(crate) type_definition: bool,
}

impl LinkSupport {
    /// Reads the client's capabilities.
    pub(crate) fn read(capabilities: &Value) -> LinkSupport {
        let has = |name: &str| capabilities["textDocument"][name]["linkSupport"].as_bool().unwrap_or(false);
        LinkSupport {
            definition: has("definition"),
            declaration: has("declaration"),
            type_definition: has("typeDefinition"),
        }
    }
}
