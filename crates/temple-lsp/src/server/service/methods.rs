//! The table of requests: which method is answered by which function, from which parameters.

use gen_lsp_types as lsp;
use serde_json::Value;

use super::handler::Handler;
use crate::server::features::{call_hierarchy, code_action, code_lens, completion, diagnostics, document_link};
use crate::server::features::{execute_command, folding_range, formatting, goto, graph, hover, inlay_hint};
use crate::server::features::{plan_manifests, prepare_write, preview_manifests, rename, reveal, selection_range};
use crate::server::features::{semantic_tokens, signature_help, symbols, text_document_content};

/// Every request, with what answers it. A new feature is one line here, and one function. Of most features nothing follows
/// but the answer; those of [`super::handler::HandlerRequest::with_effect`] have an effect besides.
pub(super) const METHODS: &[(&str, Handler)] = &[
    ("textDocument/diagnostic", |request| request.with::<lsp::DocumentDiagnosticParams, _>(diagnostics::document)),
    ("workspace/diagnostic", |request| request.with::<lsp::WorkspaceDiagnosticParams, _>(diagnostics::workspace)),
    ("textDocument/completion", |request| request.with::<lsp::CompletionParams, _>(completion::complete)),
    ("completionItem/resolve", |request| request.with::<Value, _>(completion::resolve)),
    ("textDocument/codeAction", |request| request.with::<code_action::Params, _>(code_action::actions)),
    ("codeAction/resolve", |request| request.with::<Value, _>(code_action::resolve)),
    ("textDocument/definition", |request| request.with::<lsp::DefinitionParams, _>(goto::definition)),
    ("textDocument/declaration", |request| request.with::<lsp::DeclarationParams, _>(goto::declaration)),
    ("textDocument/typeDefinition", |request| request.with::<lsp::TypeDefinitionParams, _>(goto::type_definition)),
    ("textDocument/references", |request| request.with::<lsp::ReferenceParams, _>(goto::references)),
    ("textDocument/documentHighlight", |request| request.with::<lsp::DocumentHighlightParams, _>(goto::highlights)),
    ("textDocument/prepareCallHierarchy", |request| {
        request.with::<lsp::CallHierarchyPrepareParams, _>(call_hierarchy::prepare)
    }),
    ("callHierarchy/incomingCalls", |request| request.with::<call_hierarchy::Params, _>(call_hierarchy::incoming)),
    ("callHierarchy/outgoingCalls", |request| request.with::<call_hierarchy::Params, _>(call_hierarchy::outgoing)),
    ("textDocument/prepareRename", |request| request.with::<lsp::PrepareRenameParams, _>(rename::prepare)),
    ("textDocument/rename", |request| request.with::<lsp::RenameParams, _>(rename::rename)),
    ("textDocument/formatting", |request| request.with::<lsp::DocumentFormattingParams, _>(formatting::document)),
    ("textDocument/rangeFormatting", |request| {
        request.with::<lsp::DocumentRangeFormattingParams, _>(formatting::range)
    }),
    ("textDocument/rangesFormatting", |request| {
        request.with::<lsp::DocumentRangesFormattingParams, _>(formatting::ranges)
    }),
    ("textDocument/onTypeFormatting", |request| {
        request.with::<lsp::DocumentOnTypeFormattingParams, _>(formatting::on_type)
    }),
    ("textDocument/codeLens", |request| request.with::<lsp::CodeLensParams, _>(code_lens::lenses)),
    ("codeLens/resolve", |request| request.with::<lsp::CodeLens, _>(code_lens::resolve)),
    ("textDocument/hover", |request| request.with::<lsp::TextDocumentPositionParams, _>(hover::hover)),
    ("textDocument/signatureHelp", |request| request.with::<lsp::TextDocumentPositionParams, _>(signature_help::help)),
    ("textDocument/inlayHint", |request| request.with::<lsp::InlayHintParams, _>(inlay_hint::hints)),
    ("inlayHint/resolve", |request| request.with::<lsp::InlayHint, _>(inlay_hint::resolve)),
    ("textDocument/semanticTokens/full", |request| {
        request.with_effect::<lsp::SemanticTokensParams, _, _>(semantic_tokens::full)
    }),
    ("textDocument/semanticTokens/full/delta", |request| {
        request.with_effect::<lsp::SemanticTokensDeltaParams, _, _>(semantic_tokens::delta)
    }),
    ("textDocument/semanticTokens/range", |request| {
        request.with::<lsp::SemanticTokensRangeParams, _>(semantic_tokens::range)
    }),
    ("textDocument/foldingRange", |request| request.with::<lsp::FoldingRangeParams, _>(folding_range::folds)),
    ("textDocument/selectionRange", |request| request.with::<lsp::SelectionRangeParams, _>(selection_range::ranges)),
    ("textDocument/documentSymbol", |request| request.with::<lsp::DocumentSymbolParams, _>(symbols::document)),
    ("workspace/symbol", |request| request.with::<lsp::WorkspaceSymbolParams, _>(symbols::workspace)),
    ("textDocument/documentLink", |request| request.with::<lsp::DocumentLinkParams, _>(document_link::links)),
    ("workspace/executeCommand", |request| {
        request.with_effect::<lsp::ExecuteCommandParams, _, _>(execute_command::execute)
    }),
    ("workspace/textDocumentContent", |request| {
        request.with_effect::<text_document_content::ContentParams, _, _>(text_document_content::content)
    }),
    ("temple/previewManifests", |request| {
        request.with_effect::<preview_manifests::PreviewParams, _, _>(preview_manifests::preview)
    }),
    ("temple/planManifests", |request| request.with_effect::<plan_manifests::PlanParams, _, _>(plan_manifests::plan)),
    ("temple/prepareWrite", |request| {
        request.with::<prepare_write::PrepareWriteParams, _>(prepare_write::prepare_write)
    }),
    ("temple/reveal", |request| request.with::<Value, _>(reveal::reveal)),
    ("temple/graph", |request| request.with::<graph::GraphParams, _>(graph::graph)),
];
