//! Inlay hints: what the client asks for later, and what the server offers.

use gen_lsp_types as lsp;
use serde_json::Value;

/// The parts of a hint that the client asks for only when it is pointed at.
#[derive(Debug, Default)]
pub(crate) struct InlayHintSupport {
    pub(crate) resolves_tooltips: bool,
    pub(crate) resolves_locations: bool,
}

impl InlayHintSupport {
    /// Reads the capability `textDocument.inlayHint`.
    pub(crate) fn read(capability: &Value) -> InlayHintSupport {
        let properties = capability["resolveSupport"]["properties"].as_array();
        let resolves = |name| properties.is_some_and(|properties| properties.iter().any(|property| property == name));
        InlayHintSupport { resolves_tooltips: resolves("tooltip"), resolves_locations: resolves("label.location") }
    }
}

/// The capability of the server.
pub(crate) fn options() -> lsp::InlayHintProvider {
    lsp::InlayHintOptions { resolve_provider: Some(true), ..Default::default() }.into()
}
