//! `textDocument/documentLink`: addresses in comments.

use gen_lsp_types as lsp;

use super::protocol::jsonrpc::Failure;
use super::snapshot::Snapshot;
use super::to_proto;

/// The links of an open document.
pub(super) fn links(snapshot: &Snapshot, params: lsp::DocumentLinkParams) -> Result<Vec<lsp::DocumentLink>, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let links = document.analysis()?.links().into_iter().map(|link| lsp::DocumentLink {
        range: to_proto::range(&document.text, link.range, snapshot.settings.client.encoding),
        target: Some(lsp::Uri(link.target)),
        tooltip: None,
        data: None,
    });
    Ok(links.collect())
}
