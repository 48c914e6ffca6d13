//! `textDocument/codeLens` and `codeLens/resolve`: what is shown above the project, services and structs.

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use temple_ide::{CodeLens, LensKind};

use super::commands;
use super::documents::Document;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::to_proto;

/// A command that the client has to bring: to show a list of places. Only the client can.
const SHOW_REFERENCES: &str = "temple.showReferences";

/// What the client can do with code lenses.
#[derive(Debug, Default)]
pub(super) struct Support {
    /// Whether it has the command that shows references.
    shows_references: bool,
    /// Whether what a lens shows has to be told at once.
    at_once: bool,
}

impl Support {
    /// Reads `textDocument.codeLens` and the client's own commands in `experimental.temple.commands`.
    pub(super) fn read(capability: &Value, experimental: &Value) -> Support {
        let has = |list: &Value, name| list.as_array().is_some_and(|list| list.iter().any(|it| it == name));
        let resolved = &capability["resolveSupport"]["properties"];
        Support {
            shows_references: has(&experimental["temple"]["commands"], SHOW_REFERENCES),
            at_once: resolved.is_array() && !has(resolved, "command"),
        }
    }
}

/// What leads from a lens back to its document.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    version: i64,
}

/// The code lenses of an open document that are wanted.
pub(super) fn lenses(snapshot: &Snapshot, params: lsp::CodeLensParams) -> Result<Vec<lsp::CodeLens>, Failure> {
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
    lenses.into_iter().map(|lens| shown(snapshot, document, lens)).collect()
}

fn shown(snapshot: &Snapshot, document: &Document, lens: CodeLens) -> Result<lsp::CodeLens, Failure> {
    let client = &snapshot.settings.client;
    let mut range = to_proto::range(&document.text, lens.range, client.encoding);
    // A lens stands on one line.
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
            Some(command(title, commands::PREVIEW, vec![argument]))
        }
        LensKind::Endpoints => Some(words(title)),
        LensKind::References if client.code_lens.at_once => Some(references(snapshot, document, range)?),
        LensKind::References => None,
    };
    let data = command.is_none().then(|| json!(Data { uri: document.uri.clone(), version: document.version }));
    Ok(lsp::CodeLens { range, command, data })
}

/// A lens with its command: the references to what is declared there. Refused for another version of the document, in
/// which something else may stand there.
pub(super) fn resolve(snapshot: &Snapshot, mut lens: lsp::CodeLens) -> Result<lsp::CodeLens, Failure> {
    let data = lens.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    if let Some(Data { uri, version }) = data.filter(|_| lens.command.is_none()) {
        let document = snapshot.documents.get(&uri)?;
        if document.version != version {
            return Err(Failure::new(ErrorCode::ContentModified, "the document has changed since this was shown"));
        }
        lens.command = Some(references(snapshot, document, lens.range)?);
    }
    Ok(lens)
}

/// What a lens shows of the references to what is declared in a range.
fn references(snapshot: &Snapshot, document: &Document, range: lsp::Range) -> Result<lsp::Command, Failure> {
    let client = &snapshot.settings.client;
    let Some((title, references)) = document.analysis()?.references_of(snapshot.range(document, range)?) else {
        let moved = "the text has changed, and nothing is declared there any more";
        return Err(Failure::new(ErrorCode::ContentModified, moved));
    };
    if !client.code_lens.shows_references {
        return Ok(words(title));
    }
    let location = |range| lsp::Location {
        uri: document.uri.clone(),
        range: to_proto::range(&document.text, range, client.encoding),
    };
    let locations: Vec<_> = references.into_iter().map(|mention| location(mention.range)).collect();
    Ok(command(title, SHOW_REFERENCES, vec![json!(document.uri), json!(range.start), json!(locations)]))
}

/// What is to be read only. An empty name is the protocol's only way to say that there is nothing to run.
fn words(title: String) -> lsp::Command {
    command(title, "", Vec::new())
}

fn command(title: String, command: &str, arguments: Vec<Value>) -> lsp::Command {
    let arguments = (!arguments.is_empty()).then_some(arguments);
    lsp::Command { title, command: command.to_owned(), arguments, ..Default::default() }
}
