//! `textDocument/semanticTokens`: what each word is, whole, as changes, or in part.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gen_lsp_types as lsp;
use serde_json::Value;
use temple_ide::{Highlight, HighlightKind, Modifier, TextRange, TextSize};

use super::documents::{Document, Key};
use super::protocol::jsonrpc::Failure;
use super::snapshot::Snapshot;
use crate::text::Positions;

/// Of how many documents the last result is kept.
const KEPT: usize = 32;

/// The kinds and modifiers that the client knows, by the numbers that we give them.
#[derive(Debug, Default)]
pub(super) struct Legend {
    kinds: Vec<HighlightKind>,
    modifiers: Vec<Modifier>,
}

impl Legend {
    /// Reads the capability `textDocument.semanticTokens`. `None` for a client that has no semantic tokens.
    pub(super) fn read(capability: &Value) -> Option<Legend> {
        let knows = |list: &str, name: &str| match capability[list].as_array() {
            Some(names) => names.iter().any(|known| known == name),
            None => true,
        };
        capability.is_object().then(|| Legend {
            kinds: HighlightKind::ALL.iter().copied().filter(|kind| knows("tokenTypes", kind.as_str())).collect(),
            modifiers: Modifier::ALL.iter().copied().filter(|it| knows("tokenModifiers", it.as_str())).collect(),
        })
    }

    /// What we offer.
    pub(super) fn options(&self) -> lsp::SemanticTokensProvider {
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

    /// The number of a kind, or of the nearest one that older clients know; `None` where there is none.
    fn kind(&self, kind: HighlightKind) -> Option<u32> {
        let number = |kind| self.kinds.iter().position(|&known| known == kind);
        let nearest = || (kind == HighlightKind::Annotation).then(|| number(HighlightKind::Metadata)).flatten();
        u32::try_from(number(kind).or_else(nearest)?).ok()
    }

    fn modifiers(&self, highlight: &Highlight) -> u32 {
        let bit = |modifier| self.modifiers.iter().position(|&known| known == modifier).map(|number| 1 << number);
        highlight.modifiers.iter().filter_map(bit).sum()
    }
}

/// Results with their documents, the ones told last at the end.
type Results = VecDeque<(Key, Arc<Tokens>)>;

/// What the client was last told about some documents, so that it can be told changes.
#[derive(Debug, Clone, Default)]
pub(super) struct LastTokens {
    results: Arc<Mutex<Results>>,
}

impl LastTokens {
    /// Forgets a document.
    pub(super) fn forget(&self, key: &Key) {
        self.lock().retain(|(known, _)| known != key);
    }

    /// Keeps a result in the place of an earlier one of that document, which is returned.
    fn replace(&self, key: Key, tokens: Arc<Tokens>) -> Option<Arc<Tokens>> {
        let mut results = self.lock();
        let place = results.iter().position(|(known, _)| *known == key);
        let last = place.and_then(|place| results.remove(place)).map(|(_, tokens)| tokens);
        results.push_back((key, tokens));
        if results.len() > KEPT {
            results.pop_front();
        }
        last
    }

    fn lock(&self) -> MutexGuard<'_, Results> {
        // Nothing in it is ever half done.
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tokens of one version of a document.
#[derive(Debug)]
struct Tokens {
    /// Equal for equal tokens.
    id: String,
    data: Vec<lsp::SemanticToken>,
}

impl Tokens {
    fn of(snapshot: &Snapshot, document: &Document) -> Result<Arc<Tokens>, Failure> {
        let data = encoded(snapshot, document, TextRange::up_to(TextSize::of(&**document.analysis()?.text())))?;
        let mut hasher = DefaultHasher::new();
        data.hash(&mut hasher);
        Ok(Arc::new(Tokens { id: format!("{:016x}", hasher.finish()), data }))
    }

    fn whole(&self) -> lsp::SemanticTokens {
        lsp::SemanticTokens { result_id: Some(self.id.clone()), data: self.data.clone() }
    }

    /// What has to be changed in earlier tokens to get these: the stretch between what both start and end with.
    fn since(&self, earlier: &Tokens) -> lsp::SemanticTokensDelta {
        let (old, new) = (&earlier.data, &self.data);
        let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = ends.take_while(|(old, new)| old == new).count();
        let (removed, added) = (old.len() - start - end, &new[start..new.len() - end]);
        // Each token is written as five numbers.
        let numbers = |tokens: usize| u32::try_from(5 * tokens).unwrap_or(u32::MAX);
        let edit = lsp::SemanticTokensEdit {
            start: numbers(start),
            delete_count: numbers(removed),
            data: (!added.is_empty()).then(|| added.iter().flat_map(|&token| <[u32; 5]>::from(token)).collect()),
        };
        let edits = if removed == 0 && added.is_empty() { Vec::new() } else { vec![edit] };
        lsp::SemanticTokensDelta { result_id: Some(self.id.clone()), edits }
    }
}

/// `textDocument/semanticTokens/full`: all tokens of an open document.
pub(super) fn full(snapshot: &Snapshot, params: lsp::SemanticTokensParams) -> Result<lsp::SemanticTokens, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let tokens = Tokens::of(snapshot, document)?;
    let answer = tokens.whole();
    snapshot.tokens.replace(Key::from(&document.uri), tokens);
    Ok(answer)
}

/// `textDocument/semanticTokens/full/delta`: what has changed since an earlier answer, or all where it is not known any
/// more.
pub(super) fn delta(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensDeltaParams,
) -> Result<lsp::SemanticTokensDeltaResponse, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let tokens = Tokens::of(snapshot, document)?;
    let last = snapshot.tokens.replace(Key::from(&document.uri), tokens.clone());
    Ok(match last.filter(|last| last.id == params.previous_result_id) {
        Some(last) => lsp::SemanticTokensDeltaResponse::SemanticTokensDelta(tokens.since(&last)),
        None => lsp::SemanticTokensDeltaResponse::SemanticTokens(tokens.whole()),
    })
}

/// `textDocument/semanticTokens/range`: the tokens of a part of an open document.
pub(super) fn range(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensRangeParams,
) -> Result<lsp::SemanticTokens, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let range = snapshot.range(document, params.range)?;
    Ok(lsp::SemanticTokens { result_id: None, data: encoded(snapshot, document, range)? })
}

/// The tokens of a range, each placed by its distance from the one before.
fn encoded(snapshot: &Snapshot, document: &Document, range: TextRange) -> Result<Vec<lsp::SemanticToken>, Failure> {
    let (analysis, client) = (document.analysis()?, &snapshot.settings.client);
    // A client that asks without having said what it knows gets the numbers of nothing.
    let Some(legend) = &client.tokens else { return Ok(Vec::new()) };
    let mut positions = Positions::new(analysis.text(), client.encoding);
    let (mut line, mut character) = (0, 0);
    let tokens = analysis.highlights(range).into_iter().filter_map(|highlight| {
        let token_type = legend.kind(highlight.kind)?;
        let (start, end) = (positions.at(highlight.range.start()), positions.at(highlight.range.end()));
        let before = if start.line == line { character } else { 0 };
        let token = lsp::SemanticToken {
            delta_line: start.line - line,
            delta_start: start.character - before,
            length: end.character - start.character,
            token_type,
            token_modifiers_bitset: legend.modifiers(&highlight),
        };
        (line, character) = (start.line, start.character);
        Some(token)
    });
    Ok(tokens.collect())
}
