//! The semantic tokens that the client received last for some documents, for computing deltas.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gen_lsp_types as lsp;

use super::key::Key;

/// The maximum number of documents whose tokens are kept.
const MAX_DOCUMENTS: usize = 32;

/// The tokens of one version of a document.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// An id, equal for equal tokens.
    pub(crate) id: String,
    /// The tokens, each positioned relative to the previous one.
    pub(crate) data: Vec<lsp::SemanticToken>,
}

impl Tokens {
    /// Creates tokens with their id.
    pub(crate) fn new(data: Vec<lsp::SemanticToken>) -> Tokens {
        let mut hasher = DefaultHasher::new();
        data.hash(&mut hasher);
        Tokens { id: format!("{:016x}", hasher.finish()), data }
    }
}

/// The last tokens of some documents. Cheap to clone; a change copies it only if it is shared.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenCache {
    /// The most recently used documents are at the end.
    documents: Arc<VecDeque<(Key, Arc<Tokens>)>>,
}

impl TokenCache {
    /// Returns the tokens that the client received last for a document.
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<Tokens>> {
        self.documents.iter().find(|(known, _)| known == key).map(|(_, tokens)| tokens)
    }

    /// Inserts the tokens of a document, and removes its previous ones.
    pub(crate) fn insert(&mut self, key: Key, tokens: Arc<Tokens>) {
        let documents = Arc::make_mut(&mut self.documents);
        documents.retain(|(known, _)| *known != key);
        documents.push_back((key, tokens));
        if documents.len() > MAX_DOCUMENTS {
            documents.pop_front();
        }
    }

    /// Removes a document.
    pub(crate) fn remove(&mut self, key: &Key) {
        if self.get(key).is_some() {
            Arc::make_mut(&mut self.documents).retain(|(known, _)| known != key);
        }
    }
}
