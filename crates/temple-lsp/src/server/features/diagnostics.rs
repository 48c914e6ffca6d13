//! `textDocument/diagnostic` and `workspace/diagnostic`: diagnostics for clients that pull them.

use std::collections::HashMap;

use gen_lsp_types::{DocumentDiagnosticParams, Uri, WorkspaceDiagnosticParams};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::server::protocol::error::Error;
use crate::server::session::documents::Entry;
use crate::server::session::key::Key;
use crate::server::session::report::Report;
use crate::server::session::snapshot::Snapshot;

/// `textDocument/diagnostic`: the diagnostics of an open document, or the indexed ones of another file.
pub(crate) fn document(snapshot: &Snapshot, params: DocumentDiagnosticParams) -> Result<DocumentReport, Error> {
    let uri = &params.text_document.uri;
    let previous = params.previous_result_id.as_deref();
    let key = Key::from(uri);
    if snapshot.documents.entry(&key).is_some() {
        return Ok(since(&snapshot.report(snapshot.documents.get(uri)?)?, previous));
    }
    Ok(match snapshot.files.get(&key) {
        Some(file) => since(&file.report, previous),
        None => since(&Report::empty(), previous),
    })
}

/// The report on one document, as an answer to a pull.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum DocumentReport {
    /// All diagnostics.
    #[serde(rename_all = "camelCase")]
    Full { result_id: String, items: Box<RawValue> },
    /// The client has the current diagnostics already.
    #[serde(rename_all = "camelCase")]
    Unchanged { result_id: String },
}

/// The report on one document among those of the workspace.
#[derive(Serialize)]
struct WorkspaceReport {
    /// The document or file.
    uri: Uri,
    /// The version of the text; `null` for a file that is not open.
    version: Option<i64>,
    /// Its diagnostics.
    #[serde(flatten)]
    report: DocumentReport,
}

/// The answer to `workspace/diagnostic`.
#[derive(Serialize)]
pub(crate) struct WorkspaceReports {
    items: Vec<WorkspaceReport>,
}

/// `workspace/diagnostic`: the diagnostics of all open documents and of all files in the workspace folders.
pub(crate) fn workspace(snapshot: &Snapshot, params: WorkspaceDiagnosticParams) -> Result<WorkspaceReports, Error> {
    let previous: HashMap<_, _> =
        params.previous_result_ids.iter().map(|id| (Key::from(&id.uri), (&id.uri, id.value.as_str()))).collect();
    let known = |key: &Key| previous.get(key).map(|(_, id)| *id);
    let mut items = Vec::new();
    for (key, entry) in snapshot.documents.iter() {
        let Entry::Open(document) = entry else { continue };
        // A document whose analysis failed must not prevent the answer for all others.
        let Ok(report) = snapshot.report(document) else { continue };
        let report = since(&report, known(key));
        items.push(WorkspaceReport { uri: document.uri.clone(), version: Some(document.version), report });
    }
    let closed = |key: &Key| snapshot.documents.entry(key).is_none();
    for (key, file) in snapshot.files.iter().filter(|(key, _)| closed(key)) {
        let Some(uri) = key.uri() else { continue };
        items.push(WorkspaceReport { uri, version: None, report: since(&file.report, known(key)) });
    }
    // Clears the diagnostics that the client still shows for deleted files.
    for (key, (uri, id)) in &previous {
        if closed(key) && snapshot.files.get(key).is_none() {
            items.push(WorkspaceReport {
                uri: (*uri).clone(),
                version: None,
                report: since(&Report::empty(), Some(id)),
            });
        }
    }
    items.sort_by(|a, b| a.uri.0.cmp(&b.uri.0));
    Ok(WorkspaceReports { items })
}

/// The answer to a pull by a client that may already have the report `previous`.
fn since(report: &Report, previous: Option<&str>) -> DocumentReport {
    let result_id = format!("{:016x}", report.hash());
    if previous == Some(&result_id) {
        DocumentReport::Unchanged { result_id }
    } else {
        DocumentReport::Full { result_id, items: report.items().to_owned() }
    }
}
