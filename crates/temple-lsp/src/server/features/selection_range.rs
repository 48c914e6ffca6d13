//! `textDocument/selectionRange`: the steps in which a selection grows.

use gen_lsp_types as lsp;

use crate::server::protocol::error::Error;
use crate::server::protocol::{from_lsp, to_lsp};
use crate::server::session::snapshot::Snapshot;

/// For each position in an open document, the ranges around it from the narrowest to the widest.
pub(crate) fn ranges(
    snapshot: &Snapshot,
    params: lsp::SelectionRangeParams,
) -> Result<Vec<lsp::SelectionRange>, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let (analysis, encoding) = (document.analysis()?, snapshot.settings.client.encoding);
    let grow = |position| {
        let offset = from_lsp::offset(&document.text, position, encoding);
        let ranges = analysis.selections(offset).into_iter().rev();
        ranges.fold(None, |parent: Option<lsp::SelectionRange>, range| {
            let range = to_lsp::range(&document.text, range, encoding);
            Some(lsp::SelectionRange { range, parent: parent.map(Box::new) })
        })
    };
    Ok(params.positions.into_iter().filter_map(grow).collect())
}
