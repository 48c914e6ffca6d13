//! `textDocument/semanticTokens`: the tokens of a document as a whole, as a delta, or in a range.

use std::sync::Arc;

use gen_lsp_types as lsp;
use temple_ide::{TextRange, TextSize};

use crate::server::protocol::error::Error;
use crate::server::session::documents::Document;
use crate::server::session::effect::{Effect, WithEffect};
use crate::server::session::key::Key;
use crate::server::session::snapshot::Snapshot;
use crate::server::session::token_cache::Tokens;
use crate::text::Positions;

/// `textDocument/semanticTokens/full`: all tokens of an open document.
pub(crate) fn full(snapshot: &Snapshot, params: lsp::SemanticTokensParams) -> WithEffect<lsp::SemanticTokens> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let tokens = tokens(snapshot, document)?;
    let key = Key::from(&document.uri);
    Ok((whole(&tokens), Effect::TokensServed { key, tokens }))
}

/// `textDocument/semanticTokens/full/delta`: the changes since an earlier result, or all tokens if that is no longer
/// known.
pub(crate) fn delta(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensDeltaParams,
) -> WithEffect<lsp::SemanticTokensDeltaResponse> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let tokens = tokens(snapshot, document)?;
    let key = Key::from(&document.uri);
    let earlier = snapshot.tokens.get(&key).filter(|earlier| earlier.id == params.previous_result_id);
    let answer = match earlier {
        Some(earlier) => lsp::SemanticTokensDeltaResponse::SemanticTokensDelta(changes(earlier, &tokens)),
        None => lsp::SemanticTokensDeltaResponse::SemanticTokens(whole(&tokens)),
    };
    Ok((answer, Effect::TokensServed { key, tokens }))
}

/// `textDocument/semanticTokens/range`: the tokens of a range of an open document.
pub(crate) fn range(snapshot: &Snapshot, params: lsp::SemanticTokensRangeParams) -> Result<lsp::SemanticTokens, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let range = snapshot.range(document, params.range)?;
    Ok(lsp::SemanticTokens { result_id: None, data: encoded(snapshot, document, range)? })
}

/// The tokens of a range, each positioned relative to the previous one.
fn encoded(snapshot: &Snapshot, document: &Document, range: TextRange) -> Result<Vec<lsp::SemanticToken>, Error> {
    let (analysis, client) = (document.analysis()?, &snapshot.settings.client);
    // A client that requests tokens without announcing its support gets none.
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

fn tokens(snapshot: &Snapshot, document: &Document) -> Result<Arc<Tokens>, Error> {
    let all = TextRange::up_to(TextSize::of(&**document.analysis()?.text()));
    Ok(Arc::new(Tokens::new(encoded(snapshot, document, all)?)))
}

/// All tokens as a result.
fn whole(tokens: &Tokens) -> lsp::SemanticTokens {
    lsp::SemanticTokens { result_id: Some(tokens.id.clone()), data: tokens.data.clone() }
}

/// The edit from the earlier tokens to these, between their common start and their common end.
fn changes(earlier: &Tokens, tokens: &Tokens) -> lsp::SemanticTokensDelta {
    let (old, new) = (&earlier.data, &tokens.data);
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = ends.take_while(|(old, new)| old == new).count();
    let (removed, added) = (old.len() - start - end, &new[start..new.len() - end]);
    // Each token is encoded as five numbers.
    let numbers = |tokens: usize| u32::try_from(5 * tokens).unwrap_or(u32::MAX);
    let edit = lsp::SemanticTokensEdit {
        start: numbers(start),
        delete_count: numbers(removed),
        data: (!added.is_empty()).then(|| added.iter().flat_map(|&token| <[u32; 5]>::from(token)).collect()),
    };
    let edits = if removed == 0 && added.is_empty() { Vec::new() } else { vec![edit] };
    lsp::SemanticTokensDelta { result_id: Some(tokens.id.clone()), edits }
}
