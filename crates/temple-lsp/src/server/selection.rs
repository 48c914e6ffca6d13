//! `textDocument/selectionRange`: what a selection grows to, step by step.

use gen_lsp_types as lsp;

use super::protocol::jsonrpc::Failure;
use super::snapshot::Snapshot;
use super::{from_proto, to_proto};

/// For each place of an open document, the ranges around it from the narrowest to the widest.
pub(super) fn ranges(
    snapshot: &Snapshot,
    params: lsp::SelectionRangeParams,
) -> Result<Vec<lsp::SelectionRange>, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let (analysis, encoding) = (document.analysis()?, snapshot.settings.client.encoding);
    let grow = |position| {
        let offset = from_proto::offset(&document.text, position, encoding);
        let ranges = analysis.selections(offset).into_iter().rev();
        ranges.fold(None, |parent: Option<lsp::SelectionRange>, range| {
            let range = to_proto::range(&document.text, range, encoding);
            Some(lsp::SelectionRange { range, parent: parent.map(Box::new) })
        })
    };
    Ok(params.positions.into_iter().filter_map(grow).collect())
}
