//! `textDocument/documentLink`: links in comments.

use gen_lsp_types as lsp;

use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::snapshot::Snapshot;

/// The links of an open document.
pub(crate) fn links(snapshot: &Snapshot, params: lsp::DocumentLinkParams) -> Result<Vec<lsp::DocumentLink>, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let links = document.analysis()?.links().into_iter().map(|link| lsp::DocumentLink {
        range: to_lsp::range(&document.text, link.range, snapshot.settings.client.encoding),
        target: Some(lsp::Uri(link.target)),
        tooltip: None,
        data: None,
    });
    Ok(links.collect())
}
