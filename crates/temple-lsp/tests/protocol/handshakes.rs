//! The `initialize` requests of well-known editors.

use serde_json::{Value, json};

use crate::client::{Client, URI, nonsense_in_line, nonsense_lines};

/// Checks that the server accepts the request, uses this encoding, and pushes diagnostics or lets the client pull them.
#[track_caller]
fn check(params: Value, encoding: &str, pulls: bool) {
    let mut client = Client::fresh();
    let answer = client.ask("initialize", params);
    assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
    assert_eq!(answer["capabilities"].get("diagnosticProvider").is_some(), pulls);
    client.notify("initialized", json!({}));
    client.open(URI, 0, &nonsense_in_line(2));
    let diagnostics = if pulls { client.pulled(URI) } else { client.published(URI)["diagnostics"].take() };
    assert_eq!(nonsense_lines(&diagnostics), [2]);
    client.shut_down();
}

#[test]
fn visual_studio_code() {
    let refresh = json!({ "refreshSupport": true });
    let register = json!({ "dynamicRegistration": true });
    let capabilities = json!({
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
                "failureHandling": "textOnlyTransactional", "normalizesLineEndings": true,
                "changeAnnotationSupport": { "groupsOnLabel": true } },
            "configuration": true, "workspaceFolders": true, "didChangeConfiguration": register,
            "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": true },
            "codeLens": refresh, "semanticTokens": refresh, "inlayHint": refresh, "diagnostics": refresh,
            "symbol": { "dynamicRegistration": true, "symbolKind": { "valueSet": [1, 2, 3] } },
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": false,
                "tagSupport": { "valueSet": [1, 2] }, "codeDescriptionSupport": true, "dataSupport": true },
            "synchronization": { "dynamicRegistration": true, "willSave": true, "willSaveWaitUntil": true, "didSave": true },
            "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
            "hover": { "dynamicRegistration": true, "contentFormat": ["markdown", "plaintext"] },
        },
        "window": { "showMessage": { "messageActionItem": { "additionalPropertiesSupport": true } },
            "showDocument": { "support": true }, "workDoneProgress": true },
        "general": { "staleRequestSupport": { "cancel": true, "retryOnContentModified": ["textDocument/semanticTokens/full"] },
            "regularExpressions": { "engine": "ECMAScript", "version": "ES2020" },
            "markdown": { "parser": "marked", "version": "1.1.0" }, "positionEncodings": ["utf-16"] },
        "notebookDocument": { "synchronization": { "dynamicRegistration": true, "executionSummarySupport": true } },
    });
    let params = json!({
        "processId": std::process::id(), "clientInfo": { "name": "Visual Studio Code", "version": "1.90.0" },
        "locale": "en", "rootPath": null, "rootUri": null, "capabilities": capabilities, "trace": "off",
        "workspaceFolders": null, "initializationOptions": {},
    });
    check(params, "utf-16", true);
}

#[test]
fn neovim() {
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
        "textDocument": {
            "diagnostic": { "dynamicRegistration": false, "tagSupport": { "valueSet": [1, 2] } },
            "publishDiagnostics": { "relatedInformation": true, "tagSupport": { "valueSet": [1, 2] }, "dataSupport": true },
            "synchronization": { "didSave": true, "dynamicRegistration": false, "willSave": true, "willSaveWaitUntil": true },
        },
        "window": { "showDocument": { "support": true }, "workDoneProgress": true },
        "workspace": { "applyEdit": true, "configuration": true, "workspaceFolders": true,
            "didChangeConfiguration": { "dynamicRegistration": false },
            "didChangeWatchedFiles": { "dynamicRegistration": false, "relativePatternSupport": true } },
    });
    let params = json!({
        "processId": std::process::id(), "clientInfo": { "name": "Neovim", "version": "0.11.0" },
        "rootPath": null, "rootUri": null, "workspaceFolders": null, "trace": "off", "capabilities": capabilities,
        "workDoneToken": "1",
    });
    check(params, "utf-8", true);
}

#[test]
fn helix() {
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-8", "utf-32", "utf-16"] },
        "textDocument": { "publishDiagnostics": { "tagSupport": { "valueSet": [1, 2] }, "versionSupport": true } },
        "window": { "workDoneProgress": true, "showDocument": { "support": true } },
        "workspace": { "applyEdit": true, "configuration": true, "didChangeConfiguration": { "dynamicRegistration": false },
            "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": false },
            "workspaceFolders": true },
    });
    let params = json!({
        "processId": std::process::id(), "clientInfo": { "name": "helix", "version": "25.01" },
        "rootPath": "/nowhere", "rootUri": "file:///nowhere", "capabilities": capabilities,
        "workspaceFolders": [{ "name": "nowhere", "uri": "file:///nowhere" }],
    });
    check(params, "utf-8", false);
}

#[test]
fn emacs() {
    // Emacs sends empty objects where others omit members, and null params for shutdown.
    let capabilities = json!({
        "workspace": { "applyEdit": true, "executeCommand": { "dynamicRegistration": false },
            "didChangeWatchedFiles": { "dynamicRegistration": true }, "symbol": { "dynamicRegistration": false },
            "configuration": true, "workspaceFolders": true },
        "textDocument": { "publishDiagnostics": { "relatedInformation": false, "codeDescriptionSupport": false,
            "tagSupport": { "valueSet": [1, 2] } }, "hover": { "contentFormat": ["plaintext"] } },
        "window": { "showDocument": { "support": true }, "workDoneProgress": true },
        "general": { "positionEncodings": ["utf-32", "utf-8", "utf-16"] }, "experimental": {},
    });
    let params = json!({
        "processId": null, "clientInfo": { "name": "Eglot", "version": "1.17" }, "rootPath": "/nowhere/",
        "rootUri": "file:///nowhere", "initializationOptions": {}, "capabilities": capabilities,
        "workspaceFolders": [],
    });
    check(params, "utf-32", false);
}
