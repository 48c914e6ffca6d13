//! `docs/methods.md` documents the server's support for every method of the protocol.

use std::collections::BTreeSet;

use gen_lsp_types::{LspNotificationMethod, LspRequestMethod};
use serde_json::{Value, json};
use temple_lsp::server::{accepted_notifications, sent_methods};

use crate::client::Client;

const PAGE: &str = include_str!("../../../../docs/methods.md");

/// Lists all methods of an enumeration. The code does not compile unless all variants are listed.
macro_rules! methods {
    ($name:ident: $ty:ident { $($variant:ident)* }) => {
        fn $name() -> Vec<&'static str> {
            // Fails to compile when the protocol has another one.
            let _ = |method: $ty<'_>| match method { $($ty::$variant => {})* $ty::Custom(_) => {} };
            vec![$($ty::$variant.as_str(),)*]
        }
    };
}

methods! { requests: LspRequestMethod {
    TextDocumentImplementation TextDocumentTypeDefinition WorkspaceWorkspaceFolders WorkspaceConfiguration
    TextDocumentDocumentColor TextDocumentColorPresentation TextDocumentFoldingRange WorkspaceFoldingRangeRefresh
    TextDocumentDeclaration TextDocumentSelectionRange WindowWorkDoneProgressCreate TextDocumentPrepareCallHierarchy
    CallHierarchyIncomingCalls CallHierarchyOutgoingCalls TextDocumentSemanticTokensFull
    TextDocumentSemanticTokensFullDelta TextDocumentSemanticTokensRange WorkspaceSemanticTokensRefresh
    WindowShowDocument TextDocumentLinkedEditingRange WorkspaceWillCreateFiles WorkspaceWillRenameFiles
    WorkspaceWillDeleteFiles TextDocumentMoniker TextDocumentPrepareTypeHierarchy TypeHierarchySupertypes
    TypeHierarchySubtypes TextDocumentInlineValue WorkspaceInlineValueRefresh TextDocumentInlayHint InlayHintResolve
    WorkspaceInlayHintRefresh TextDocumentDiagnostic WorkspaceDiagnostic WorkspaceDiagnosticRefresh
    TextDocumentInlineCompletion WorkspaceTextDocumentContent WorkspaceTextDocumentContentRefresh
    ClientRegisterCapability ClientUnregisterCapability Initialize Shutdown WindowShowMessageRequest
    TextDocumentWillSaveWaitUntil TextDocumentCompletion CompletionItemResolve TextDocumentHover
    TextDocumentSignatureHelp TextDocumentDefinition TextDocumentReferences TextDocumentDocumentHighlight
    TextDocumentDocumentSymbol TextDocumentCodeAction CodeActionResolve WorkspaceSymbol WorkspaceSymbolResolve
    TextDocumentCodeLens CodeLensResolve WorkspaceCodeLensRefresh TextDocumentDocumentLink DocumentLinkResolve
    TextDocumentFormatting TextDocumentRangeFormatting TextDocumentRangesFormatting TextDocumentOnTypeFormatting
    TextDocumentRename TextDocumentPrepareRename WorkspaceExecuteCommand WorkspaceApplyEdit
} }
methods! { notifications: LspNotificationMethod {
    WorkspaceDidChangeWorkspaceFolders WindowWorkDoneProgressCancel WorkspaceDidCreateFiles WorkspaceDidRenameFiles
    WorkspaceDidDeleteFiles NotebookDocumentDidOpen NotebookDocumentDidChange NotebookDocumentDidSave
    NotebookDocumentDidClose Initialized Exit WorkspaceDidChangeConfiguration WindowShowMessage WindowLogMessage
    TelemetryEvent TextDocumentDidOpen TextDocumentDidChange TextDocumentDidClose TextDocumentDidSave
    TextDocumentWillSave WorkspaceDidChangeWatchedFiles TextDocumentPublishDiagnostics SetTrace LogTrace
    CancelRequest Progress
} }

/// A row of one of the tables.
struct Row {
    method: &'static str,
    /// `client` or `server`.
    from: &'static str,
    /// The path of the capability, as names separated by dots; empty if there is none.
    capability: &'static str,
    answer: &'static str,
}

fn rows() -> Vec<Row> {
    let rows = PAGE.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, method, from, capability, answer, _] = cells[..] else { return None };
        matches!(from, "client" | "server" | "both").then_some(Row { method, from, capability, answer })
    });
    rows.collect()
}

impl Row {
    fn is_answered(&self) -> bool {
        self.answer == "yes" || self.answer.starts_with("yes,")
    }
}

/// Returns a client with every capability that the server requires for its features.
fn capable() -> Value {
    let resolves = |property| json!({ "properties": [property] });
    let text_document = json!({
        "semanticTokens": {},
        "diagnostic": {},
        "completion": { "completionItem": { "resolveSupport": resolves("documentation") } },
        "codeAction": { "codeActionLiteralSupport": {}, "dataSupport": true, "resolveSupport": resolves("edit") },
        "rename": { "prepareSupport": true },
        "rangeFormatting": { "rangesSupport": true },
    });
    let operations = json!({ "didCreate": true, "didRename": true, "didDelete": true });
    json!({ "textDocument": text_document, "workspace": { "textDocumentContent": {}, "fileOperations": operations } })
}

#[test]
fn every_method_has_one_row() {
    let listed: Vec<&str> = rows().iter().map(|row| row.method).collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len(), "a method has two rows");
    let all: BTreeSet<&str> = requests().into_iter().chain(notifications()).collect();
    assert_eq!(unique, all);
}

#[test]
fn a_method_without_an_answer_has_a_reason() {
    for row in rows() {
        let has_reason = row.answer.strip_prefix("no: ").is_some_and(|reason| reason.len() > 10);
        assert!(row.is_answered() || has_reason, "{}: {}", row.method, row.answer);
    }
}

#[test]
fn answers_the_methods_of_the_page() {
    let mut client = Client::with(capable());
    for row in rows().iter().filter(|row| row.from == "client" && requests().contains(&row.method)) {
        if matches!(row.method, "initialize" | "shutdown") {
            continue;
        }
        let id = client.request(row.method, json!({}));
        let is_known = client.answer(id)["error"]["code"] != -32601;
        assert_eq!(is_known, row.is_answered(), "{}", row.method);
    }
    client.shut_down();
}

#[test]
fn announces_the_capabilities_of_the_page() {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", json!({ "capabilities": capable() }));
    let capabilities = &answer["capabilities"];
    let is_announced = |row: &Row| {
        let value = row.capability.split('.').fold(capabilities, |value, name| &value[name]);
        !value.is_null() && value != false
    };
    for row in rows().iter().filter(|row| !row.capability.is_empty()) {
        assert_eq!(is_announced(row), row.is_answered(), "{}: {}", row.method, row.capability);
    }
    // The server announces no other capabilities.
    let first = |row: &Row| row.capability.split('.').next().unwrap_or_default().to_owned();
    let known: BTreeSet<String> = rows().iter().map(first).collect();
    let about_no_method = ["positionEncoding", "experimental"];
    for name in capabilities.as_object().expect("an object").keys() {
        assert!(known.contains(name) || about_no_method.contains(&name.as_str()), "{name} is on no line");
    }
    client.shut_down();
}

/// Checks the methods that the server neither announces nor answers: those of the messages that it sends, and of the
/// notifications that it accepts.
#[test]
fn the_page_lists_what_is_sent_and_accepted() {
    // The extensions of the protocol are on another page.
    let known = sent_methods().chain(accepted_notifications()).filter(|method| !method.starts_with("temple/"));
    let rows = rows();
    let is_request_of_the_client = |row: &&Row| row.from == "client" && requests().contains(&row.method);
    let listed = rows.iter().filter(|row| row.is_answered() && !is_request_of_the_client(row)).map(|row| row.method);
    assert_eq!(known.collect::<BTreeSet<_>>(), listed.collect::<BTreeSet<_>>());
}

#[test]
fn a_method_is_sent_or_accepted_by_the_side_of_its_row() {
    let rows = rows();
    let from = |method: &str| rows.iter().find(|row| row.method == method).map(|row| row.from);
    for method in sent_methods().filter(|method| !method.starts_with("temple/")) {
        assert!(matches!(from(method), Some("server" | "both")), "{method}");
    }
    for method in accepted_notifications() {
        assert!(matches!(from(method), Some("client" | "both")), "{method}");
    }
}
