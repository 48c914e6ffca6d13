//! Our extension of the protocol: its version and its methods.

use std::cmp::Ordering;

use serde_json::{Value, json};

/// The version of the extension. It changes whenever clients of the previous version would misunderstand something.
const VERSION: i64 = 2;

/// The methods of the extension, without the prefix `temple/`.
const METHODS: [&str; 6] = ["previewManifests", "planManifests", "prepareWrite", "graph", "reveal", "manifestsChanged"];

/// The capability of the server in `experimental.temple`.
pub(crate) fn capability() -> Value {
    json!({ "version": VERSION, "methods": METHODS })
}

/// The version that a client announces in `experimental.temple.version`; `None` if it announces none.
pub(crate) fn announced(capabilities: &Value) -> Option<i64> {
    capabilities.pointer("/experimental/temple/version")?.as_i64()
}

/// Returns a message for the user of a client with this version; `None` if it is the current one.
pub(crate) fn mismatch(version: i64) -> Option<String> {
    let outdated = match version.cmp(&VERSION) {
        Ordering::Less => "the editor extension",
        Ordering::Equal => return None,
        Ordering::Greater => "temple-lsp",
    };
    let ours = env!("CARGO_PKG_VERSION");
    Some(format!(
        "The editor extension uses version {version} of the Temple protocol, but temple-lsp {ours} uses version {VERSION}. \
         Previews and plans may not work. Update {outdated}."
    ))
}
