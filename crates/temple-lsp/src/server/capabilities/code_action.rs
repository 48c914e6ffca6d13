//! Code actions: what the client can do with them, and what the server offers.

use gen_lsp_types as lsp;
use serde_json::Value;
use temple_ide::ActionKind;

/// Support for code actions.
#[derive(Debug, Default)]
pub(crate) struct CodeActionSupport {
    /// True if it takes changes. A client of before that takes commands only, and gets nothing.
    pub(crate) literals: bool,
    /// True if it asks for the edits of the one change that was chosen.
    pub(crate) resolves: bool,
    /// True if it tells the surest repair from the others.
    pub(crate) preferred: bool,
}

impl CodeActionSupport {
    /// Reads the client's capabilities.
    pub(crate) fn read(capabilities: &Value) -> CodeActionSupport {
        let action = &capabilities["textDocument"]["codeAction"];
        let properties = action["resolveSupport"]["properties"].as_array();
        let has = |name: &str| action[name].as_bool().unwrap_or(false);
        CodeActionSupport {
            literals: action["codeActionLiteralSupport"].is_object(),
            resolves: has("dataSupport") && properties.is_some_and(|names| names.iter().any(|name| name == "edit")),
            preferred: has("isPreferredSupport"),
        }
    }

    /// The capability of the server.
    pub(crate) fn options(&self) -> Option<lsp::CodeActionProvider> {
        let kinds = ActionKind::ALL.iter().map(|kind| lsp::CodeActionKind::from(kind.as_str().to_owned()));
        let options = lsp::CodeActionOptions {
            code_action_kinds: Some(kinds.collect()),
            resolve_provider: Some(self.resolves),
            ..Default::default()
        };
        self.literals.then_some(options.into())
    }
}
