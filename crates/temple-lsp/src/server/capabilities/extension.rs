//! Our extension of the protocol: its version, and what belongs to it.

use std::cmp::Ordering;

use serde_json::{Value, json};

/// The version of the extension. Another one means that a client of this one would misunderstand something.
const VERSION: i64 = 2;

/// Requests and notifications beyond the protocol, without `temple/` before them.
const METHODS: [&str; 6] = ["previewManifests", "planManifests", "prepareWrite", "graph", "reveal", "manifestsChanged"];

/// The capability of the server in `experimental.temple`.
pub(crate) fn capability() -> Value {
    json!({ "version": VERSION, "methods": METHODS })
}

/// The version that a client announces in its capability `experimental.temple.version`. Absent where it announces none.
pub(crate) fn announced(capabilities: &Value) -> Option<i64> {
    capabilities.pointer("/experimental/temple/version")?.as_i64()
}

/// Tells the user of a client that speaks this version; `None` where it is ours.
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
