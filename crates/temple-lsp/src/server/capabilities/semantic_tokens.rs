//! Semantic tokens: the client's support, and the server's capability.

use gen_lsp_types as lsp;
use serde_json::Value;
use temple_ide::{Highlight, HighlightKind, Modifier};

/// The token types and modifiers that the client supports, by the indexes in our legend.
#[derive(Debug, Default)]
pub(crate) struct Legend {
    kinds: Vec<HighlightKind>,
    modifiers: Vec<Modifier>,
}

impl Legend {
    /// Reads the capability `textDocument.semanticTokens`. `None` if the client has no semantic tokens.
    pub(crate) fn read(capability: &Value) -> Option<Legend> {
        let knows = |list: &str, name: &str| match capability[list].as_array() {
            Some(names) => names.iter().any(|known| known == name),
            None => true,
        };
        capability.is_object().then(|| Legend {
            kinds: HighlightKind::ALL.iter().copied().filter(|kind| knows("tokenTypes", kind.as_str())).collect(),
            modifiers: Modifier::ALL.iter().copied().filter(|it| knows("tokenModifiers", it.as_str())).collect(),
        })
    }

    /// The capability of the server.
    pub(crate) fn options(&self) -> lsp::SemanticTokensProvider {
        let full = lsp::SemanticTokensFullDelta { delta: Some(true) };
        lsp::SemanticTokensProvider::SemanticTokensOptions(lsp::SemanticTokensOptions {
            legend: lsp::SemanticTokensLegend {
                token_types: self.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
                token_modifiers: self.modifiers.iter().map(|modifier| modifier.as_str().to_owned()).collect(),
            },
            range: Some(lsp::SemanticTokensOptionsRange::Bool(true)),
            full: Some(lsp::Full::SemanticTokensFullDelta(full)),
            ..Default::default()
        })
    }

    /// The index of a token type, or of the nearest one that older clients support; `None` if there is none.
    pub(crate) fn kind(&self, kind: HighlightKind) -> Option<u32> {
        let number = |kind| self.kinds.iter().position(|&known| known == kind);
        let nearest = || (kind == HighlightKind::Annotation).then(|| number(HighlightKind::Metadata)).flatten();
        u32::try_from(number(kind).or_else(nearest)?).ok()
    }

    /// The modifiers as a bit set, as in the protocol.
    pub(crate) fn modifiers(&self, highlight: &Highlight) -> u32 {
        let bit = |modifier| self.modifiers.iter().position(|&known| known == modifier).map(|number| 1 << number);
        highlight.modifiers.iter().filter_map(bit).sum()
    }
}
