//! `textDocument/hover`: what a word means.

use gen_lsp_types as lsp;

use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::snapshot::Snapshot;

/// Describes the word at a position of an open document.
pub(crate) fn hover(snapshot: &Snapshot, params: lsp::TextDocumentPositionParams) -> Result<Option<lsp::Hover>, Error> {
    let (document, offset) = snapshot.document_at(&params)?;
    let client = &snapshot.settings.client;
    Ok(document.analysis()?.hover(offset).map(|hover| lsp::Hover {
        contents: lsp::Contents::MarkupContent(client.hover_format.markup(&hover.markdown)),
        range: Some(to_lsp::range(&document.text, hover.range, client.encoding)),
    }))
}
