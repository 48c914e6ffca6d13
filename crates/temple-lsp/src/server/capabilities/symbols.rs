//! The kinds of symbols that the client knows.

use gen_lsp_types as lsp;
use serde_json::Value;
use temple_ide::OutlineKind;

/// The kinds of symbols that the client knows.
#[derive(Debug, Default)]
pub(crate) struct SymbolKinds {
    known: Option<Vec<lsp::SymbolKind>>,
}

impl SymbolKinds {
    /// Reads `textDocument.documentSymbol` or `workspace.symbol`.
    pub(crate) fn read(capability: &Value) -> SymbolKinds {
        SymbolKinds { known: serde_json::from_value(capability["symbolKind"]["valueSet"].clone()).ok() }
    }

    /// The kind of a symbol, or the nearest one that older clients know.
    pub(crate) fn of(&self, kind: OutlineKind) -> lsp::SymbolKind {
        let (kind, older) = match kind {
            OutlineKind::Project => (lsp::SymbolKind::Namespace, lsp::SymbolKind::Module),
            OutlineKind::Service => (lsp::SymbolKind::Class, lsp::SymbolKind::Class),
            OutlineKind::Struct => (lsp::SymbolKind::Struct, lsp::SymbolKind::Class),
            OutlineKind::Attribute => (lsp::SymbolKind::Field, lsp::SymbolKind::Property),
            OutlineKind::Metadata => (lsp::SymbolKind::Property, lsp::SymbolKind::Field),
        };
        let is_known = match &self.known {
            Some(known) => known.contains(&kind),
            // Without a list, the client knows the kinds of the first version of the protocol.
            None => kind != lsp::SymbolKind::Struct,
        };
        if is_known { kind } else { older }
    }
}
