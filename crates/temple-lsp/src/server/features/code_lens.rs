//! `textDocument/codeLens` and `codeLens/resolve`: lenses above the project, services and structs.

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use temple_ide::{CodeLens, LensKind};

use crate::server::capabilities::code_lens::SHOW_REFERENCES;
use crate::server::capabilities::execute_command;
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::to_lsp;
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;

/// The data by which a lens is found again.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    version: i64,
}

/// Answers `textDocument/codeLens` with the enabled lenses of an open document.
pub(crate) fn lenses(snapshot: &Snapshot, params: lsp::CodeLensParams) -> Result<Vec<lsp::CodeLens>, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let (analysis, config) = (document.analysis()?, &snapshot.settings.config);
    let mut lenses = Vec::new();
    if config.preview_lenses {
        lenses.extend(analysis.preview_lenses(config.target));
    }
    if config.reference_lenses {
        lenses.extend(analysis.reference_lenses());
    }
    if config.endpoint_lenses {
        lenses.extend(analysis.endpoint_lenses());
    }
    lenses.sort_by_key(|lens| lens.range.start());
    lenses.into_iter().map(|lens| to_lsp(snapshot, document, lens)).collect()
}

fn to_lsp(snapshot: &Snapshot, document: &Document, lens: CodeLens) -> Result<lsp::CodeLens, Error> {
    let client = &snapshot.settings.client;
    let mut range = to_lsp::range(&document.text, lens.range, client.encoding);
    // A lens must be on one line.
    if range.end.line != range.start.line {
        range.end = range.start;
    }
    let title = lens.title.unwrap_or_default();
    let command = match lens.kind {
        LensKind::Preview(target) => {
            let mut argument = json!({ "textDocument": { "uri": document.uri } });
            if let Some(target) = target {
                argument["target"] = target.as_str().into();
            }
            Some(command(title, execute_command::PREVIEW, vec![argument]))
        }
        LensKind::Endpoints => Some(title_only(title)),
        LensKind::References if client.code_lens.at_once => Some(references(snapshot, document, range)?),
        LensKind::References => None,
    };
    let data = command.is_none().then(|| json!(Data { uri: document.uri.clone(), version: document.version }));
    Ok(lsp::CodeLens { range, command, data })
}

/// Answers `codeLens/resolve` by adding the command with the references. An error for another version of the document,
/// in which something else may be at that position.
pub(crate) fn resolve(snapshot: &Snapshot, mut lens: lsp::CodeLens) -> Result<lsp::CodeLens, Error> {
    let data = lens.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    if let Some(Data { uri, version }) = data.filter(|_| lens.command.is_none()) {
        let document = snapshot.documents.get(&uri)?;
        if document.version != version {
            return Err(error::content_modified("the document has changed since this code lens was shown"));
        }
        lens.command = Some(references(snapshot, document, lens.range)?);
    }
    Ok(lens)
}

/// The command that shows the references to the symbol declared in a range.
fn references(snapshot: &Snapshot, document: &Document, range: lsp::Range) -> Result<lsp::Command, Error> {
    let client = &snapshot.settings.client;
    let Some((title, references)) = document.analysis()?.references_of(snapshot.range(document, range)?) else {
        let moved = "the document has changed, and there is no declaration at this position";
        return Err(error::content_modified(moved));
    };
    if !client.code_lens.shows_references {
        return Ok(title_only(title));
    }
    let location = |range| lsp::Location {
        uri: document.uri.clone(),
        range: to_lsp::range(&document.text, range, client.encoding),
    };
    let locations: Vec<_> = references.into_iter().map(|occurrence| location(occurrence.range)).collect();
    Ok(command(title, SHOW_REFERENCES, vec![json!(document.uri), json!(range.start), json!(locations)]))
}

/// A command that only shows its title. In the protocol, an empty name is the only way to have no action.
fn title_only(title: String) -> lsp::Command {
    command(title, "", Vec::new())
}

fn command(title: String, command: &str, arguments: Vec<Value>) -> lsp::Command {
    let arguments = (!arguments.is_empty()).then_some(arguments);
    lsp::Command { title, command: command.to_owned(), arguments, ..Default::default() }
}
