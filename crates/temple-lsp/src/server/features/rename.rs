//! `textDocument/prepareRename` and `textDocument/rename`.

use gen_lsp_types as lsp;

use crate::server::protocol::error::{self, Error};
use crate::server::protocol::to_lsp;
use crate::server::session::snapshot::Snapshot;

/// The word that would be renamed. The error tells the user why there is none.
pub(crate) fn prepare(
    snapshot: &Snapshot,
    params: lsp::PrepareRenameParams,
) -> Result<lsp::PrepareRenamePlaceholder, Error> {
    let (document, offset) = snapshot.document_at(&params.text_document_position_params)?;
    let analysis = document.analysis()?;
    let word = analysis.prepare_rename(offset).map_err(refused)?;
    Ok(lsp::PrepareRenamePlaceholder {
        range: to_lsp::range(&document.text, word, snapshot.settings.client.encoding),
        placeholder: analysis.text()[std::ops::Range::<usize>::from(word)].to_owned(),
    })
}

/// The edits that rename it. The error tells the user which rule they would break.
pub(crate) fn rename(snapshot: &Snapshot, params: lsp::RenameParams) -> Result<lsp::WorkspaceEdit, Error> {
    let (document, offset) = snapshot.document_at(&params.text_document_position_params)?;
    let edits = document.analysis()?.rename(offset, &params.new_name).map_err(refused)?;
    Ok(snapshot.workspace_edit(document, &edits))
}

fn refused(why: String) -> Error {
    error::request_failed(why)
}
