//! `textDocument/prepareRename` and `textDocument/rename`.

use gen_lsp_types as lsp;

use super::client::Client;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::to_proto;

/// What we can do for this client.
pub(super) fn options(client: &Client) -> lsp::RenameProvider {
    if !client.prepares_rename {
        return true.into();
    }
    lsp::RenameOptions { prepare_provider: Some(true), ..Default::default() }.into()
}

/// The word that would be renamed. The error tells the user why there is none.
pub(super) fn prepare(
    snapshot: &Snapshot,
    params: lsp::PrepareRenameParams,
) -> Result<lsp::PrepareRenamePlaceholder, Failure> {
    let (document, offset) = snapshot.place(&params.text_document_position_params)?;
    let analysis = document.analysis()?;
    let word = analysis.prepare_rename(offset).map_err(refused)?;
    Ok(lsp::PrepareRenamePlaceholder {
        range: to_proto::range(&document.text, word, snapshot.settings.client.encoding),
        placeholder: analysis.text()[std::ops::Range::<usize>::from(word)].to_owned(),
    })
}

/// The edits that rename it. The error tells the user which rule they would break.
pub(super) fn rename(snapshot: &Snapshot, params: lsp::RenameParams) -> Result<lsp::WorkspaceEdit, Failure> {
    let (document, offset) = snapshot.place(&params.text_document_position_params)?;
    let edits = document.analysis()?.rename(offset, &params.new_name).map_err(refused)?;
    Ok(to_proto::workspace_edit(document, &edits, &snapshot.settings.client))
}

fn refused(why: String) -> Failure {
    Failure::new(ErrorCode::RequestFailed, why)
}
