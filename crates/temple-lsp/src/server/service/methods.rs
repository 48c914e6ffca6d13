//! The table of requests: which method is answered by which function.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::server::from_proto;
use crate::server::protocol::jsonrpc::{self, ErrorCode, Failure, Id};
use crate::server::snapshot::Snapshot;
use crate::server::{actions, calls, completion, diagnostics, format, navigate, rename};
use crate::server::{code_lens, commands, graph, plan, prepare_write, preview, reveal};
use crate::server::{folding, hints, hover, links, selection, signature, symbols, tokens};

/// Answers a request from a snapshot: the whole answer as it is sent, or why there is none.
pub(super) type Handler = fn(&Snapshot, &Id, Option<&RawValue>) -> Result<Vec<u8>, Failure>;

/// Every request, with what answers it. A new feature is one line here, and one function.
pub(super) const METHODS: &[(&str, Handler)] = &[
    ("textDocument/diagnostic", |s, id, params| answer(s, id, params, diagnostics::document)),
    ("workspace/diagnostic", |s, id, params| answer(s, id, params, diagnostics::workspace)),
    ("textDocument/completion", |s, id, params| answer(s, id, params, completion::complete)),
    ("completionItem/resolve", |s, id, params| answer(s, id, params, completion::resolve)),
    ("textDocument/codeAction", |s, id, params| answer(s, id, params, actions::actions)),
    ("codeAction/resolve", |s, id, params| answer(s, id, params, actions::resolve)),
    ("textDocument/definition", |s, id, params| answer(s, id, params, navigate::definition)),
    ("textDocument/declaration", |s, id, params| answer(s, id, params, navigate::declaration)),
    ("textDocument/typeDefinition", |s, id, params| answer(s, id, params, navigate::type_definition)),
    ("textDocument/references", |s, id, params| answer(s, id, params, navigate::references)),
    ("textDocument/documentHighlight", |s, id, params| answer(s, id, params, navigate::highlights)),
    ("textDocument/prepareCallHierarchy", |s, id, params| answer(s, id, params, calls::prepare)),
    ("callHierarchy/incomingCalls", |s, id, params| answer(s, id, params, calls::incoming)),
    ("callHierarchy/outgoingCalls", |s, id, params| answer(s, id, params, calls::outgoing)),
    ("textDocument/prepareRename", |s, id, params| answer(s, id, params, rename::prepare)),
    ("textDocument/rename", |s, id, params| answer(s, id, params, rename::rename)),
    ("textDocument/formatting", |s, id, params| answer(s, id, params, format::document)),
    ("textDocument/rangeFormatting", |s, id, params| answer(s, id, params, format::range)),
    ("textDocument/rangesFormatting", |s, id, params| answer(s, id, params, format::ranges)),
    ("textDocument/onTypeFormatting", |s, id, params| answer(s, id, params, format::on_type)),
    ("temple/graph", |s, id, params| answer(s, id, params, graph::graph)),
    ("textDocument/codeLens", |s, id, params| answer(s, id, params, code_lens::lenses)),
    ("codeLens/resolve", |s, id, params| answer(s, id, params, code_lens::resolve)),
    ("textDocument/hover", |s, id, params| answer(s, id, params, hover::hover)),
    ("textDocument/signatureHelp", |s, id, params| answer(s, id, params, signature::help)),
    ("textDocument/inlayHint", |s, id, params| answer(s, id, params, hints::hints)),
    ("inlayHint/resolve", |s, id, params| answer(s, id, params, hints::resolve)),
    ("textDocument/semanticTokens/full", |s, id, params| answer(s, id, params, tokens::full)),
    ("textDocument/semanticTokens/full/delta", |s, id, params| answer(s, id, params, tokens::delta)),
    ("textDocument/semanticTokens/range", |s, id, params| answer(s, id, params, tokens::range)),
    ("textDocument/foldingRange", |s, id, params| answer(s, id, params, folding::folds)),
    ("textDocument/selectionRange", |s, id, params| answer(s, id, params, selection::ranges)),
    ("textDocument/documentSymbol", |s, id, params| answer(s, id, params, symbols::document)),
    ("workspace/symbol", |s, id, params| answer(s, id, params, symbols::workspace)),
    ("textDocument/documentLink", |s, id, params| answer(s, id, params, links::links)),
    ("workspace/executeCommand", |s, id, params| answer(s, id, params, commands::execute)),
    ("workspace/textDocumentContent", |s, id, params| answer(s, id, params, preview::content)),
    ("temple/previewManifests", |s, id, params| answer(s, id, params, preview::manifests)),
    ("temple/planManifests", |s, id, params| answer(s, id, params, plan::plan)),
    ("temple/prepareWrite", |s, id, params| answer(s, id, params, prepare_write::prepare_write)),
    ("temple/reveal", |s, id, params| answer(s, id, params, reveal::reveal)),
    ("temple/test/sleep", |s, id, params| answer(s, id, params, only_in_tests(s, test_sleep)?)),
];

/// Reads the parameters, has the request handled, and writes the result.
fn answer<P: DeserializeOwned, R: Serialize>(
    snapshot: &Snapshot,
    id: &Id,
    params: Option<&RawValue>,
    handle: fn(&Snapshot, P) -> Result<R, Failure>,
) -> Result<Vec<u8>, Failure> {
    let params = from_proto::read(params).map_err(|error| Failure::new(ErrorCode::InvalidParams, error))?;
    Ok(jsonrpc::result(id, &handle(snapshot, params)?))
}

fn only_in_tests<T>(snapshot: &Snapshot, handle: T) -> Result<T, Failure> {
    let unknown = || Failure::new(ErrorCode::MethodNotFound, "requests for tests are not answered");
    snapshot.guard.is_for_tests().then_some(handle).ok_or_else(unknown)
}

/// `temple/test/sleep`: keeps a thread busy for so many milliseconds.
fn test_sleep(_: &Snapshot, milliseconds: u64) -> Result<u64, Failure> {
    std::thread::sleep(std::time::Duration::from_millis(milliseconds));
    Ok(milliseconds)
}
