//! Signature help: what the client can show, and when it shall ask.

use gen_lsp_types as lsp;
use serde_json::Value;

use crate::server::protocol::markup::Format;

/// Support for signature help.
#[derive(Debug, Default)]
pub(crate) struct SignatureHelpSupport {
    pub(crate) format: Format,
    /// True if parameters may be told by their place in the label, else by their name.
    pub(crate) label_offsets: bool,
    /// True if no parameter may be the active one.
    pub(crate) no_active_parameter: bool,
}

impl SignatureHelpSupport {
    /// Reads the capability `textDocument.signatureHelp`.
    pub(crate) fn read(capability: &Value) -> SignatureHelpSupport {
        let signature = &capability["signatureInformation"];
        SignatureHelpSupport {
            format: Format::read(&signature["documentationFormat"]),
            label_offsets: signature["parameterInformation"]["labelOffsetSupport"] == true,
            no_active_parameter: signature["noActiveParameterSupport"] == true,
        }
    }
}

/// The capability of the server, with the characters after which a client asks.
pub(crate) fn options() -> lsp::SignatureHelpOptions {
    let characters = |characters: &[&str]| Some(characters.iter().copied().map(str::to_owned).collect());
    lsp::SignatureHelpOptions {
        trigger_characters: characters(&["(", ",", "["]),
        // A keyword ends with a colon, and what ends at a bracket leads to the signature around it.
        retrigger_characters: characters(&[":", ")", "]"]),
        ..Default::default()
    }
}
