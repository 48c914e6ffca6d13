//! The client as it describes itself in `initialize`.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use serde_json::Value;

use super::file_operations::FileOperations;
use super::{code_action, code_lens, completion, extension, folding_range};
use super::{goto, inlay_hint, semantic_tokens, signature_help, symbols};
use crate::server::protocol::markup::Format;
use crate::server::protocol::uri;
use crate::text::Encoding;

/// The capabilities of the client. Read with pointers, not through the protocol's types, so that one capability that is
/// written in an odd way costs itself only.
#[derive(Debug, Default)]
pub(crate) struct ClientCapabilities {
    /// The unit of positions.
    pub(crate) encoding: Encoding,
    /// True if the client asks for diagnostics. Else they are sent to it.
    pub(crate) pulls_diagnostics: bool,
    /// True if it can be told to ask again.
    pub(crate) refreshes_diagnostics: bool,
    /// True if it shows the other places of a diagnostic.
    pub(crate) related_information: bool,
    /// The tags that it knows how to show.
    pub(crate) diagnostic_tags: Vec<lsp::DiagnosticTag>,
    /// True if it can be asked for settings.
    pub(crate) configuration: bool,
    /// True if it tells of changed settings once asked to.
    pub(crate) registers_configuration: bool,
    /// True if it watches files once asked to.
    pub(crate) registers_watched_files: bool,
    /// The file operations that it tells of.
    pub(crate) file_operations: FileOperations,
    /// True if it shows progress.
    pub(crate) progress: bool,
    /// True if it opens a document when asked to.
    pub(crate) shows_documents: bool,
    /// True if it asks the server for the text of documents that no file holds.
    pub(crate) virtual_documents: bool,
    /// True if it does so only once asked to.
    pub(crate) registers_virtual_documents: bool,
    /// True if it can be told to ask for code lenses again.
    pub(crate) refreshes_code_lenses: bool,
    /// Support for code lenses.
    pub(crate) code_lens: code_lens::CodeLensSupport,
    /// The form in which it wants hovers, and what is shown like them.
    pub(crate) hover_format: Format,
    /// Support for signatures.
    pub(crate) signature: signature_help::SignatureHelpSupport,
    /// Support for inlay hints.
    pub(crate) hints: inlay_hint::InlayHintSupport,
    /// True if it can be told to ask for inlay hints again.
    pub(crate) refreshes_hints: bool,
    /// The semantic tokens that it knows; absent where it has none.
    pub(crate) tokens: Option<semantic_tokens::Legend>,
    /// Support for folding.
    pub(crate) folding: folding_range::FoldingRangeSupport,
    /// True if it shows the outline as a tree.
    pub(crate) hierarchical_symbols: bool,
    /// The kinds of symbols that it knows in an outline.
    pub(crate) symbols: symbols::SymbolKinds,
    /// The kinds of symbols that it knows in the workspace.
    pub(crate) workspace_symbols: symbols::SymbolKinds,
    /// Support for completion.
    pub(crate) completion: completion::CompletionSupport,
    /// Support for code actions.
    pub(crate) actions: code_action::CodeActionSupport,
    /// The requests for which it shows the way to a declaration, not only its range.
    pub(crate) links: goto::LinkSupport,
    /// True if it asks before it renames.
    pub(crate) prepares_rename: bool,
    /// True if it has several ranges formatted at once.
    pub(crate) formats_ranges: bool,
    /// True if it tells the versions of a document apart when it applies edits.
    pub(crate) versioned_edits: bool,
    /// The version of our extension of the protocol that it speaks; absent where it does not say so.
    pub(crate) extension: Option<i64>,
}

/// The parameters of `initialize`.
#[derive(Debug)]
pub(crate) struct Initialize {
    /// The capabilities of the client.
    pub(crate) client: ClientCapabilities,
    /// The folders of the workspace that are on disk.
    pub(crate) folders: Vec<PathBuf>,
    /// Settings, where the client gives them at once.
    pub(crate) options: Value,
    /// The process that started the server.
    pub(crate) parent: Option<i32>,
    /// The trace level that the client wants.
    pub(crate) trace: Option<String>,
}

impl Initialize {
    /// Reads the parameters. Whatever is missing or odd is taken for absent.
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

/// The workspace folders, or what older clients have in their place.
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
