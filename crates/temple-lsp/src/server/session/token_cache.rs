//! The semantic tokens that the client was told last of some documents, so that it can be told changes.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gen_lsp_types as lsp;

use super::key::Key;

/// Of how many documents the last tokens are kept.
const MAX_DOCUMENTS: usize = 32;

/// The tokens of one version of a document.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// Equal for equal tokens.
    pub(crate) id: String,
    /// The tokens, each placed by its distance from the one before.
    pub(crate) data: Vec<lsp::SemanticToken>,
}

impl Tokens {
    /// Tokens with their id.
    pub(crate) fn new(data: Vec<lsp::SemanticToken>) -> Tokens {
        let mut hasher = DefaultHasher::new();
        data.hash(&mut hasher);
        Tokens { id: format!("{:016x}", hasher.finish()), data }
    }
}

/// The last tokens of some documents. Cheap to clone while nothing changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenCache {
    /// Those told last are at the end.
    documents: Arc<VecDeque<(Key, Arc<Tokens>)>>,
}

impl TokenCache {
    /// The tokens that the client was told last of a document.
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<Tokens>> {
        self.documents.iter().find(|(known, _)| known == key).map(|(_, tokens)| tokens)
    }

    /// Inserts the tokens of a document, which replace its earlier ones.
    pub(crate) fn insert(&mut self, key: Key, tokens: Arc<Tokens>) {
        let documents = Arc::make_mut(&mut self.documents);
        documents.retain(|(known, _)| *known != key);
        documents.push_back((key, tokens));
        if documents.len() > MAX_DOCUMENTS {
            documents.pop_front();
        }
    }

    /// Forgets a document.
    pub(crate) fn remove(&mut self, key: &Key) {
        if self.get(key).is_some() {
            Arc::make_mut(&mut self.documents).retain(|(known, _)| known != key);
        }
    }
}
