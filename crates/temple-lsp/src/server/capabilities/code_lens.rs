//! Code lenses: what the client can do with them.

use serde_json::Value;

/// A command that the client has to bring: to show a list of places. Only the client can.
pub(crate) const SHOW_REFERENCES: &str = "temple.showReferences";

/// Support for code lenses.
#[derive(Debug, Default)]
pub(crate) struct CodeLensSupport {
    /// True if it has the command that shows references.
    pub(crate) shows_references: bool,
    /// True if what a lens shows has to be told at once.
    pub(crate) at_once: bool,
}

impl CodeLensSupport {
    /// Reads `textDocument.codeLens` and the client's own commands in `experimental.temple.commands`.
    pub(crate) fn read(capability: &Value, experimental: &Value) -> CodeLensSupport {
        let has = |list: &Value, name| list.as_array().is_some_and(|list| list.iter().any(|it| it == name));
        let resolved = &capability["resolveSupport"]["properties"];
        CodeLensSupport {
            shows_references: has(&experimental["temple"]["commands"], SHOW_REFERENCES),
            at_once: resolved.is_array() && !has(resolved, "command"),
        }
    }
}
