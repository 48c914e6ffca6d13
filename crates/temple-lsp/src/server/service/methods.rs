//! The table of requests: which method is answered by which function, from which parameters.

use gen_lsp_types as lsp;
use serde_json::Value;

use super::ask::Handler;
use crate::server::features::{call_hierarchy, code_action, code_lens, completion, diagnostics, document_link};
use crate::server::features::{execute_command, folding_range, formatting, goto, graph, hover, inlay_hint};
use crate::server::features::{plan_manifests, prepare_write, preview_manifests, rename, reveal, selection_range};
use crate::server::features::{semantic_tokens, signature_help, symbols, text_document_content};

/// Every request, with what answers it. A new feature is one line here, and one function. Of most features nothing follows
/// but the answer; those of [`super::ask::Ask::with_effect`] have an effect besides.
pub(super) const METHODS: &[(&str, Handler)] = &[
    ("textDocument/diagnostic", |ask| ask.with::<lsp::DocumentDiagnosticParams, _>(diagnostics::document)),
    ("workspace/diagnostic", |ask| ask.with::<lsp::WorkspaceDiagnosticParams, _>(diagnostics::workspace)),
    ("textDocument/completion", |ask| ask.with::<lsp::CompletionParams, _>(completion::complete)),
    ("completionItem/resolve", |ask| ask.with::<Value, _>(completion::resolve)),
    ("textDocument/codeAction", |ask| ask.with::<code_action::Params, _>(code_action::actions)),
    ("codeAction/resolve", |ask| ask.with::<Value, _>(code_action::resolve)),
    ("textDocument/definition", |ask| ask.with::<lsp::DefinitionParams, _>(goto::definition)),
    ("textDocument/declaration", |ask| ask.with::<lsp::DeclarationParams, _>(goto::declaration)),
    ("textDocument/typeDefinition", |ask| ask.with::<lsp::TypeDefinitionParams, _>(goto::type_definition)),
    ("textDocument/references", |ask| ask.with::<lsp::ReferenceParams, _>(goto::references)),
    ("textDocument/documentHighlight", |ask| ask.with::<lsp::DocumentHighlightParams, _>(goto::highlights)),
    ("textDocument/prepareCallHierarchy", |ask| {
        ask.with::<lsp::CallHierarchyPrepareParams, _>(call_hierarchy::prepare)
    }),
    ("callHierarchy/incomingCalls", |ask| ask.with::<call_hierarchy::Params, _>(call_hierarchy::incoming)),
    ("callHierarchy/outgoingCalls", |ask| ask.with::<call_hierarchy::Params, _>(call_hierarchy::outgoing)),
    ("textDocument/prepareRename", |ask| ask.with::<lsp::PrepareRenameParams, _>(rename::prepare)),
    ("textDocument/rename", |ask| ask.with::<lsp::RenameParams, _>(rename::rename)),
    ("textDocument/formatting", |ask| ask.with::<lsp::DocumentFormattingParams, _>(formatting::document)),
    ("textDocument/rangeFormatting", |ask| ask.with::<lsp::DocumentRangeFormattingParams, _>(formatting::range)),
    ("textDocument/rangesFormatting", |ask| ask.with::<lsp::DocumentRangesFormattingParams, _>(formatting::ranges)),
    ("textDocument/onTypeFormatting", |ask| ask.with::<lsp::DocumentOnTypeFormattingParams, _>(formatting::on_type)),
    ("textDocument/codeLens", |ask| ask.with::<lsp::CodeLensParams, _>(code_lens::lenses)),
    ("codeLens/resolve", |ask| ask.with::<lsp::CodeLens, _>(code_lens::resolve)),
    ("textDocument/hover", |ask| ask.with::<lsp::TextDocumentPositionParams, _>(hover::hover)),
    ("textDocument/signatureHelp", |ask| ask.with::<lsp::TextDocumentPositionParams, _>(signature_help::help)),
    ("textDocument/inlayHint", |ask| ask.with::<lsp::InlayHintParams, _>(inlay_hint::hints)),
    ("inlayHint/resolve", |ask| ask.with::<lsp::InlayHint, _>(inlay_hint::resolve)),
    ("textDocument/semanticTokens/full", |ask| {
        ask.with_effect::<lsp::SemanticTokensParams, _, _>(semantic_tokens::full)
    }),
    ("textDocument/semanticTokens/full/delta", |ask| {
        ask.with_effect::<lsp::SemanticTokensDeltaParams, _, _>(semantic_tokens::delta)
    }),
    ("textDocument/semanticTokens/range", |ask| ask.with::<lsp::SemanticTokensRangeParams, _>(semantic_tokens::range)),
    ("textDocument/foldingRange", |ask| ask.with::<lsp::FoldingRangeParams, _>(folding_range::folds)),
    ("textDocument/selectionRange", |ask| ask.with::<lsp::SelectionRangeParams, _>(selection_range::ranges)),
    ("textDocument/documentSymbol", |ask| ask.with::<lsp::DocumentSymbolParams, _>(symbols::document)),
    ("workspace/symbol", |ask| ask.with::<lsp::WorkspaceSymbolParams, _>(symbols::workspace)),
    ("textDocument/documentLink", |ask| ask.with::<lsp::DocumentLinkParams, _>(document_link::links)),
    ("workspace/executeCommand", |ask| ask.with_effect::<lsp::ExecuteCommandParams, _, _>(execute_command::execute)),
    ("workspace/textDocumentContent", |ask| {
        ask.with_effect::<text_document_content::ContentParams, _, _>(text_document_content::content)
    }),
    ("temple/previewManifests", |ask| {
        ask.with_effect::<preview_manifests::PreviewParams, _, _>(preview_manifests::preview)
    }),
    ("temple/planManifests", |ask| ask.with_effect::<plan_manifests::PlanParams, _, _>(plan_manifests::plan)),
    ("temple/prepareWrite", |ask| ask.with::<prepare_write::PrepareWriteParams, _>(prepare_write::prepare_write)),
    ("temple/reveal", |ask| ask.with::<Value, _>(reveal::reveal)),
    ("temple/graph", |ask| ask.with::<graph::GraphParams, _>(graph::graph)),
];
