//! Ways to declarations: for which requests the client shows them.

use serde_json::Value;

/// For which requests the client shows the way to a declaration, and not its place only.
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
