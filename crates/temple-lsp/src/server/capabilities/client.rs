//! The capabilities and parameters that the client sends with `initialize`.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use serde_json::Value;

use super::file_operations::FileOperations;
use super::{code_action, code_lens, completion, extension, folding_range};
use super::{goto, inlay_hint, semantic_tokens, signature_help, symbols};
use crate::server::protocol::markup::Format;
use crate::server::protocol::uri;
use crate::text::Encoding;

/// The capabilities of the client. They are read with JSON pointers rather than the types of the protocol, so that one
/// malformed capability does not invalidate the others.
#[derive(Debug, Default)]
pub(crate) struct ClientCapabilities {
    /// The encoding of positions.
    pub(crate) encoding: Encoding,
    /// True if the client pulls diagnostics; otherwise they are pushed.
    pub(crate) pulls_diagnostics: bool,
    /// True if it handles `workspace/diagnostic/refresh`.
    pub(crate) refreshes_diagnostics: bool,
    /// True if it shows related information of diagnostics.
    pub(crate) related_information: bool,
    /// The diagnostic tags that it supports.
    pub(crate) diagnostic_tags: Vec<lsp::DiagnosticTag>,
    /// True if it answers `workspace/configuration`.
    pub(crate) configuration: bool,
    /// True if `workspace/didChangeConfiguration` has to be registered dynamically.
    pub(crate) registers_configuration: bool,
    /// True if `workspace/didChangeWatchedFiles` can be registered dynamically.
    pub(crate) registers_watched_files: bool,
    /// The file operations that it reports.
    pub(crate) file_operations: FileOperations,
    /// True if it shows progress.
    pub(crate) progress: bool,
    /// True if it handles `window/showDocument`.
    pub(crate) shows_documents: bool,
    /// True if it requests `workspace/textDocumentContent`.
    pub(crate) virtual_documents: bool,
    /// True if `workspace/textDocumentContent` has to be registered dynamically.
    pub(crate) registers_virtual_documents: bool,
    /// True if it handles `workspace/codeLens/refresh`.
    pub(crate) refreshes_code_lenses: bool,
    /// Support for code lenses.
    pub(crate) code_lens: code_lens::CodeLensSupport,
    /// The markup format of hovers and similar texts.
    pub(crate) hover_format: Format,
    /// Support for signatures.
    pub(crate) signature: signature_help::SignatureHelpSupport,
    /// Support for inlay hints.
    pub(crate) hints: inlay_hint::InlayHintSupport,
    /// True if it handles `workspace/inlayHint/refresh`.
    pub(crate) refreshes_hints: bool,
    /// The semantic tokens that it supports; `None` if it has none.
    pub(crate) tokens: Option<semantic_tokens::Legend>,
    /// Support for folding.
    pub(crate) folding: folding_range::FoldingRangeSupport,
    /// True if it shows the outline as a tree.
    pub(crate) hierarchical_symbols: bool,
    /// The kinds of symbols that it supports in an outline.
    pub(crate) symbols: symbols::SymbolKinds,
    /// The kinds of symbols that it supports in workspace symbols.
    pub(crate) workspace_symbols: symbols::SymbolKinds,
    /// Support for completion.
    pub(crate) completion: completion::CompletionSupport,
    /// Support for code actions.
    pub(crate) actions: code_action::CodeActionSupport,
    /// The navigation requests for which it supports location links.
    pub(crate) links: goto::LinkSupport,
    /// True if it supports `textDocument/prepareRename`.
    pub(crate) prepares_rename: bool,
    /// True if it supports `textDocument/rangesFormatting`.
    pub(crate) formats_ranges: bool,
    /// True if it supports versioned document changes in edits.
    pub(crate) versioned_edits: bool,
    /// The version of our protocol extension that it speaks; `None` if it announces none.
    pub(crate) extension: Option<i64>,
}

/// The parameters of `initialize`.
#[derive(Debug)]
pub(crate) struct Initialize {
    /// The capabilities of the client.
    pub(crate) client: ClientCapabilities,
    /// The folders of the workspace that are on disk.
    pub(crate) folders: Vec<PathBuf>,
    /// The initialization options, which may contain settings.
    pub(crate) options: Value,
    /// The process that started the server.
    pub(crate) parent: Option<i32>,
    /// The requested trace level.
    pub(crate) trace: Option<String>,
}

impl Initialize {
    /// Reads the parameters. Missing or malformed values count as absent.
    pub(crate) fn read(mut params: Value) -> Initialize {
        Initialize {
            client: ClientCapabilities::read(&params["capabilities"]),
            folders: folders(&params),
            parent: params["processId"].as_i64().and_then(|id| i32::try_from(id).ok()),
            trace: params["trace"].as_str().map(str::to_owned),
            options: params["initializationOptions"].take(),
        }
    }
}

/// The workspace folders, or the root that older clients send instead.
fn folders(params: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| uri::to_path(&lsp::Uri::from(uri.as_str()?));
    if let Some(folders) = params["workspaceFolders"].as_array() {
        return folders.iter().filter_map(|folder| path(&folder["uri"])).collect();
    }
    let root = path(&params["rootUri"]).or_else(|| params["rootPath"].as_str().map(PathBuf::from));
    root.into_iter().collect()
}

impl ClientCapabilities {
    fn read(capabilities: &Value) -> ClientCapabilities {
        let has = |pointer| capabilities.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
        let diagnostics = |name| {
            let values = ["diagnostic", "publishDiagnostics"].map(|kind| &capabilities["textDocument"][kind][name]);
            values.into_iter().find(|value| !value.is_null()).unwrap_or(&Value::Null)
        };
        let document = &capabilities["textDocument"];
        ClientCapabilities {
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
            code_lens: code_lens::CodeLensSupport::read(&document["codeLens"], &capabilities["experimental"]),
            hover_format: Format::read(&document["hover"]["contentFormat"]),
            signature: signature_help::SignatureHelpSupport::read(&document["signatureHelp"]),
            hints: inlay_hint::InlayHintSupport::read(&document["inlayHint"]),
            refreshes_hints: has("/workspace/inlayHint/refreshSupport"),
            tokens: semantic_tokens::Legend::read(&document["semanticTokens"]),
            folding: folding_range::FoldingRangeSupport::read(&document["foldingRange"]),
            hierarchical_symbols: has("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            symbols: symbols::SymbolKinds::read(&document["documentSymbol"]),
            workspace_symbols: symbols::SymbolKinds::read(&capabilities["workspace"]["symbol"]),
            completion: completion::CompletionSupport::read(capabilities),
            actions: code_action::CodeActionSupport::read(capabilities),
            links: goto::LinkSupport::read(capabilities),
            prepares_rename: has("/textDocument/rename/prepareSupport"),
            formats_ranges: has("/textDocument/rangeFormatting/rangesSupport"),
            versioned_edits: has("/workspace/workspaceEdit/documentChanges"),
            extension: extension::announced(capabilities),
        }
    }
}

/// The first known encoding in the client's list; UTF-16 if there is no list, as the protocol requires.
fn encoding(offered: &Value) -> Encoding {
    let known = |name: &Value| match name.as_str()? {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.as_array().and_then(|offered| offered.iter().find_map(known)).unwrap_or_default()
}
