//! The answer to `initialize`: the server as it describes itself to a client.

use gen_lsp_types as lsp;
use serde_json::json;

use super::client::ClientCapabilities;
use super::semantic_tokens::Legend;
use super::{execute_command, extension, formatting, inlay_hint, rename, signature_help};
use crate::server::protocol::{manifest_uri, to_lsp};

/// The answer to a client with these capabilities.
pub(crate) fn answer(client: &ClientCapabilities) -> lsp::InitializeResult {
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        ..Default::default()
    };
    let pull = lsp::DiagnosticOptions {
        identifier: Some("temple".to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: true,
        work_done_progress_options: Default::default(),
    };
    let folders = lsp::WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(lsp::ChangeNotifications::Bool(true)),
    };
    let capabilities = lsp::ServerCapabilities {
        position_encoding: Some(to_lsp::encoding(client.encoding)),
        text_document_sync: Some(lsp::TextDocumentSync::Options(sync)),
        diagnostic_provider: client.pulls_diagnostics.then_some(lsp::DiagnosticProvider::DiagnosticOptions(pull)),
        code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(true), ..Default::default() }),
        hover_provider: Some(true.into()),
        signature_help_provider: Some(signature_help::options()),
        inlay_hint_provider: Some(inlay_hint::options()),
        semantic_tokens_provider: client.tokens.as_ref().map(Legend::options),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        document_link_provider: Some(lsp::DocumentLinkOptions::default()),
        completion_provider: Some(client.completion.options()),
        code_action_provider: client.actions.options(),
        definition_provider: Some(true.into()),
        declaration_provider: Some(true.into()),
        type_definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        call_hierarchy_provider: Some(true.into()),
        rename_provider: Some(rename::options(client.prepares_rename)),
        document_formatting_provider: Some(true.into()),
        document_range_formatting_provider: Some(formatting::range_options(client.formats_ranges)),
        document_on_type_formatting_provider: Some(formatting::on_type_options()),
        execute_command_provider: Some(execute_command::options()),
        workspace: Some(lsp::WorkspaceOptions {
            workspace_folders: Some(folders),
            file_operations: client.file_operations.options(),
            text_document_content: static_virtual_documents(client),
        }),
        experimental: Some(json!({ "temple": extension::capability() })),
        ..Default::default()
    };
    let info = lsp::ServerInfo { name: "temple-lsp".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    lsp::InitializeResult { capabilities, server_info: Some(info) }
}

/// The capability of virtual documents, for a client that cannot be told of them later.
fn static_virtual_documents(client: &ClientCapabilities) -> Option<lsp::TextDocumentContent> {
    let options = lsp::TextDocumentContentOptions { schemes: vec![manifest_uri::SCHEME.to_owned()] };
    (client.virtual_documents && !client.registers_virtual_documents).then_some(options.into())
}
