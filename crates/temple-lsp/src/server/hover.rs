//! `textDocument/hover`: what a word means.

use gen_lsp_types as lsp;

use super::protocol::jsonrpc::Failure;
use super::snapshot::Snapshot;
use super::to_proto;

/// What there is to say at a place of an open document.
pub(super) fn hover(
    snapshot: &Snapshot,
    params: lsp::TextDocumentPositionParams,
) -> Result<Option<lsp::Hover>, Failure> {
    let (document, offset) = snapshot.place(&params)?;
    let client = &snapshot.settings.client;
    Ok(document.analysis()?.hover(offset).map(|hover| lsp::Hover {
        contents: lsp::Contents::MarkupContent(client.hover_format.markup(&hover.markdown)),
        range: Some(to_proto::range(&document.text, hover.range, client.encoding)),
    }))
}
