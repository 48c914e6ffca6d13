//! What the client says about itself in `initialize`, and what we say in return.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use serde_json::{Value, json};

use super::file_operations::FileOperations;
use super::markup::Format;
use super::{actions, completion, format, navigate, rename};
use super::{code_lens, folding, hints, signature, symbols, tokens};
use super::{commands, extension, from_proto, manifest_uri, to_proto};
use crate::text::Encoding;

/// What the client can do. Read with pointers, not through the protocol's types, so that one capability that is
/// written in an odd way costs itself only.
#[derive(Debug, Default)]
pub(super) struct Client {
    /// What positions count.
    pub(super) encoding: Encoding,
    /// Whether the client asks for diagnostics. Else they are sent to it.
    pub(super) pulls_diagnostics: bool,
    /// Whether it can be told to ask again.
    pub(super) refreshes_diagnostics: bool,
    /// Whether it shows the other places of a diagnostic.
    pub(super) related_information: bool,
    /// The tags that it knows how to show.
    pub(super) diagnostic_tags: Vec<lsp::DiagnosticTag>,
    /// Whether it can be asked for settings.
    pub(super) configuration: bool,
    /// Whether it tells of changed settings once asked to.
    pub(super) registers_configuration: bool,
    /// Whether it watches files once asked to.
    pub(super) registers_watched_files: bool,
    /// The file operations that it tells of.
    pub(super) file_operations: FileOperations,
    /// Whether it shows progress.
    pub(super) progress: bool,
    /// Whether it opens a document when asked to.
    pub(super) shows_documents: bool,
    /// Whether it asks the server for the text of documents that no file holds.
    pub(super) virtual_documents: bool,
    /// Whether it does so only once asked to.
    pub(super) registers_virtual_documents: bool,
    /// Whether it can be told to ask for code lenses again.
    pub(super) refreshes_code_lenses: bool,
    /// What it can do with code lenses.
    pub(super) code_lens: code_lens::Support,
    /// How it wants hovers, and what is shown like them.
    pub(super) hover_format: Format,
    /// What it shows of signatures.
    pub(super) signature: signature::Support,
    /// What it resolves of inlay hints.
    pub(super) hints: hints::Support,
    /// Whether it can be told to ask for inlay hints again.
    pub(super) refreshes_hints: bool,
    /// The semantic tokens that it knows; absent where it has none.
    pub(super) tokens: Option<tokens::Legend>,
    /// What it can fold.
    pub(super) folding: folding::Support,
    /// Whether it shows the outline as a tree.
    pub(super) hierarchical_symbols: bool,
    /// The kinds of symbols that it knows in an outline.
    pub(super) symbols: symbols::Kinds,
    /// The kinds of symbols that it knows in the workspace.
    pub(super) workspace_symbols: symbols::Kinds,
    /// How it completes.
    pub(super) completion: completion::Support,
    /// How it offers changes.
    pub(super) actions: actions::Support,
    /// Where it shows the way to a declaration, and not its place only.
    pub(super) links: navigate::Links,
    /// Whether it asks before it renames.
    pub(super) prepares_rename: bool,
    /// Whether it has several ranges formatted at once.
    pub(super) formats_ranges: bool,
    /// Whether it tells the versions of a document apart when it applies edits.
    pub(super) versioned_edits: bool,
    /// The version of our extension of the protocol that it speaks; absent where it does not say so.
    pub(super) extension: Option<i64>,
}

/// The parameters of `initialize`.
#[derive(Debug)]
pub(super) struct Initialize {
    /// What the client can do.
    pub(super) client: Client,
    /// The folders of the workspace that are on disk.
    pub(super) folders: Vec<PathBuf>,
    /// Settings, where the client gives them at once.
    pub(super) options: Value,
    /// The process that started the server.
    pub(super) parent: Option<i32>,
    /// How much the client wants to be told about what the server does.
    pub(super) trace: Option<String>,
}

impl Initialize {
    /// Reads the parameters. Whatever is missing or odd is taken for absent.
    pub(super) fn read(mut params: Value) -> Initialize {
        Initialize {
            client: Client::read(&params["capabilities"]),
            folders: folders(&params),
            parent: params["processId"].as_i64().and_then(|id| i32::try_from(id).ok()),
            trace: params["trace"].as_str().map(str::to_owned),
            options: params["initializationOptions"].take(),
        }
    }
}

/// The workspace folders, or what older clients have in their place.
fn folders(params: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| from_proto::path(&lsp::Uri::from(uri.as_str()?));
    if let Some(folders) = params["workspaceFolders"].as_array() {
        return folders.iter().filter_map(|folder| path(&folder["uri"])).collect();
    }
    let root = path(&params["rootUri"]).or_else(|| params["rootPath"].as_str().map(PathBuf::from));
    root.into_iter().collect()
}

impl Client {
    fn read(capabilities: &Value) -> Client {
        let has = |pointer| capabilities.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
        let diagnostics = |name| {
            let values = ["diagnostic", "publishDiagnostics"].map(|kind| &capabilities["textDocument"][kind][name]);
            values.into_iter().find(|value| !value.is_null()).unwrap_or(&Value::Null)
        };
        let document = &capabilities["textDocument"];
        Client {
            encoding: encoding(&capabilities["general"]["positionEncodings"]),
            pulls_diagnostics: capabilities["textDocument"]["diagnostic"].is_object(),
            refreshes_diagnostics: has("/workspace/diagnostics/refreshSupport"),
            related_information: diagnostics("relatedInformation").as_bool().unwrap_or(false),
            diagnostic_tags: serde_json::from_value(diagnostics("tagSupport")["valueSet"].clone()).unwrap_or_default(),
            configuration: has("/workspace/configuration"),
            registers_configuration: has("/workspace/didChangeConfiguration/dynamicRegistration"),
            registers_watched_files: has("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            file_operations: FileOperations::read(&capabilities["workspace"]["fileOperations"]),
            progress: has("/window/workDoneProgress"),
            shows_documents: has("/window/showDocument/support"),
            virtual_documents: capabilities["workspace"]["textDocumentContent"].is_object(),
            registers_virtual_documents: has("/workspace/textDocumentContent/dynamicRegistration"),
            refreshes_code_lenses: has("/workspace/codeLens/refreshSupport"),
            code_lens: code_lens::Support::read(&document["codeLens"], &capabilities["experimental"]),
            hover_format: Format::read(&document["hover"]["contentFormat"]),
            signature: signature::Support::read(&document["signatureHelp"]),
            hints: hints::Support::read(&document["inlayHint"]),
            refreshes_hints: has("/workspace/inlayHint/refreshSupport"),
            tokens: tokens::Legend::read(&document["semanticTokens"]),
            folding: folding::Support::read(&document["foldingRange"]),
            hierarchical_symbols: has("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            symbols: symbols::Kinds::read(&document["documentSymbol"]),
            workspace_symbols: symbols::Kinds::read(&capabilities["workspace"]["symbol"]),
            completion: completion::Support::read(capabilities),
            actions: actions::Support::read(capabilities),
            links: navigate::Links::read(capabilities),
            prepares_rename: has("/textDocument/rename/prepareSupport"),
            formats_ranges: has("/textDocument/rangeFormatting/rangesSupport"),
            versioned_edits: has("/workspace/workspaceEdit/documentChanges"),
            extension: extension::announced(capabilities),
        }
    }

    /// What we can do for this client.
    pub(super) fn answer(&self) -> lsp::InitializeResult {
        let sync = lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::Incremental),
            save: Some(lsp::Save::Bool(true)),
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
            position_encoding: Some(to_proto::encoding(self.encoding)),
            text_document_sync: Some(lsp::TextDocumentSync::Options(sync)),
            diagnostic_provider: self.pulls_diagnostics.then_some(lsp::DiagnosticProvider::DiagnosticOptions(pull)),
            code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(true), ..Default::default() }),
            hover_provider: Some(true.into()),
            signature_help_provider: Some(signature::options()),
            inlay_hint_provider: Some(hints::options()),
            semantic_tokens_provider: self.tokens.as_ref().map(tokens::Legend::options),
            folding_range_provider: Some(true.into()),
            selection_range_provider: Some(true.into()),
            document_symbol_provider: Some(true.into()),
            workspace_symbol_provider: Some(true.into()),
            document_link_provider: Some(lsp::DocumentLinkOptions::default()),
            completion_provider: Some(self.completion.options()),
            code_action_provider: self.actions.options(),
            definition_provider: Some(true.into()),
            declaration_provider: Some(true.into()),
            type_definition_provider: Some(true.into()),
            references_provider: Some(true.into()),
            document_highlight_provider: Some(true.into()),
            call_hierarchy_provider: Some(true.into()),
            rename_provider: Some(rename::options(self)),
            document_formatting_provider: Some(true.into()),
            document_range_formatting_provider: Some(format::range_options(self)),
            document_on_type_formatting_provider: Some(format::on_type_options()),
            execute_command_provider: Some(lsp::ExecuteCommandOptions {
                commands: commands::NAMES.map(str::to_owned).to_vec(),
                ..Default::default()
            }),
            workspace: Some(lsp::WorkspaceOptions {
                workspace_folders: Some(folders),
                file_operations: self.file_operations.options(),
                text_document_content: self.static_virtual_documents(),
            }),
            experimental: Some(json!({ "temple": extension::capability() })),
            ..Default::default()
        };
        let info =
            lsp::ServerInfo { name: "temple-lsp".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        lsp::InitializeResult { capabilities, server_info: Some(info) }
    }
}

impl Client {
    /// What says that we have virtual documents to a client that cannot be told later.
    fn static_virtual_documents(&self) -> Option<lsp::TextDocumentContent> {
        let options = lsp::TextDocumentContentOptions { schemes: vec![manifest_uri::SCHEME.to_owned()] };
        (self.virtual_documents && !self.registers_virtual_documents).then_some(options.into())
    }
}

/// The first encoding in the client's list that we know; UTF-16 where there is no list, as the protocol says.
fn encoding(offered: &Value) -> Encoding {
    let known = |name: &Value| match name.as_str()? {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.as_array().and_then(|offered| offered.iter().find_map(known)).unwrap_or_default()
}
