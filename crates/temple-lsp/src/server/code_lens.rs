//! `textDocument/codeLens`: what is offered above the project block.

use gen_lsp_types as lsp;
use serde_json::json;

use super::commands;
use super::message::Failure;
use super::snapshot::Snapshot;
use super::to_proto;

/// The code lenses of an open document.
pub(super) fn lenses(snapshot: &Snapshot, params: lsp::CodeLensParams) -> Result<Vec<lsp::CodeLens>, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    if !snapshot.settings.config.code_lens {
        return Ok(Vec::new());
    }
    let lenses = document.analysis()?.code_lenses(snapshot.settings.config.target);
    let lenses = lenses.into_iter().map(|lens| {
        let mut range = to_proto::range(&document.text, lens.range, snapshot.settings.client.encoding);
        // A lens stands on one line.
        if range.end.line != range.start.line {
            range.end = range.start;
        }
        let mut argument = json!({ "textDocument": { "uri": document.uri } });
        if let Some(target) = lens.target {
            argument["target"] = target.as_str().into();
        }
        let command = lsp::Command {
            title: lens.title,
            command: commands::PREVIEW.to_owned(),
            arguments: Some(vec![argument]),
            ..Default::default()
        };
        lsp::CodeLens { range, command: Some(command), data: None }
    });
    Ok(lenses.collect())
}
