//! Diagnostics as the client gets them, pushed or pulled.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gen_lsp_types::{DocumentDiagnosticParams, Uri, WorkspaceDiagnosticParams};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use temple_ide::{Analysis, TextRange};

use super::documents::{Entry, Key};
use super::event::Settings;
use super::protocol::jsonrpc::Failure;
use super::snapshot::Snapshot;
use super::to_proto::{self, DocumentReport, WorkspaceReport};
use crate::text::Text;

/// The diagnostics of one text, ready to be sent.
#[derive(Debug)]
pub(super) struct Report {
    items: Box<RawValue>,
    hash: u64,
    /// Where they are in the text.
    ranges: Arc<[TextRange]>,
}

impl Report {
    /// The report on a text.
    pub(super) fn new(analysis: &Analysis, uri: &Uri, text: &Text, settings: &Settings) -> Report {
        let wanted = || analysis.diagnostics().iter().filter(|diagnostic| settings.config.wants(diagnostic.code));
        let items = wanted().map(|diagnostic| to_proto::diagnostic(diagnostic, uri, text, &settings.client));
        // Positions and strings can always be written.
        let report = to_raw_value(&items.collect::<Vec<_>>()).map_or_else(|_| Report::empty(), Report::from);
        Report { ranges: wanted().map(|diagnostic| diagnostic.range).collect(), ..report }
    }

    /// The report that there is nothing to report.
    pub(super) fn empty() -> Report {
        Report::from(RawValue::from_string("[]".to_owned()).unwrap_or_default())
    }

    /// The diagnostics as a JSON array.
    pub(super) fn items(&self) -> &RawValue {
        &self.items
    }

    /// Whether there are no diagnostics.
    pub(super) fn is_empty(&self) -> bool {
        self.items.get() == "[]"
    }

    /// Equal for equal diagnostics.
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// Where the diagnostics are in the text, in bytes.
    pub(super) fn ranges(&self) -> &Arc<[TextRange]> {
        &self.ranges
    }

    /// The answer to a pull by a client that may have the report `previous` already.
    fn since(&self, previous: Option<&str>) -> DocumentReport {
        let result_id = format!("{:016x}", self.hash);
        if previous == Some(&result_id) {
            DocumentReport::Unchanged { result_id }
        } else {
            DocumentReport::Full { result_id, items: self.items.clone() }
        }
    }
}

impl From<Box<RawValue>> for Report {
    fn from(items: Box<RawValue>) -> Report {
        let mut hasher = DefaultHasher::new();
        items.get().hash(&mut hasher);
        Report { items, hash: hasher.finish(), ranges: Arc::default() }
    }
}

/// `textDocument/diagnostic`: the diagnostics of an open document; of another file, what is known of it.
pub(super) fn document(snapshot: &Snapshot, params: DocumentDiagnosticParams) -> Result<DocumentReport, Failure> {
    let uri = &params.text_document.uri;
    let previous = params.previous_result_id.as_deref();
    let key = Key::from(uri);
    if snapshot.documents.entry(&key).is_some() {
        return Ok(snapshot.report(snapshot.documents.get(uri)?)?.since(previous));
    }
    Ok(match snapshot.files.get(&key) {
        Some(file) => file.report.since(previous),
        None => Report::empty().since(previous),
    })
}

/// The answer to `workspace/diagnostic`.
#[derive(Serialize)]
pub(super) struct WorkspaceReports {
    items: Vec<WorkspaceReport>,
}

/// `workspace/diagnostic`: the diagnostics of all open documents and of all files in the workspace folders.
pub(super) fn workspace(snapshot: &Snapshot, params: WorkspaceDiagnosticParams) -> Result<WorkspaceReports, Failure> {
    let previous: HashMap<_, _> =
        params.previous_result_ids.iter().map(|id| (Key::from(&id.uri), (&id.uri, id.value.as_str()))).collect();
    let since = |key: &Key| previous.get(key).map(|(_, id)| *id);
    let mut items = Vec::new();
    for (key, entry) in snapshot.documents.iter() {
        let Entry::Open(document) = entry else { continue };
        // A document whose analysis failed must not cost the answer about all others.
        let Ok(report) = snapshot.report(document) else { continue };
        let report = report.since(since(key));
        items.push(WorkspaceReport { uri: document.uri.clone(), version: Some(document.version), report });
    }
    let closed = |key: &Key| snapshot.documents.entry(key).is_none();
    for (key, file) in snapshot.files.iter().filter(|(key, _)| closed(key)) {
        let Some(uri) = key.uri() else { continue };
        items.push(WorkspaceReport { uri, version: None, report: file.report.since(since(key)) });
    }
    // What the client still shows of files that are gone.
    for (key, (uri, id)) in &previous {
        if closed(key) && snapshot.files.get(key).is_none() {
            items.push(WorkspaceReport { uri: (*uri).clone(), version: None, report: Report::empty().since(Some(id)) });
        }
    }
    items.sort_by(|a, b| a.uri.0.cmp(&b.uri.0));
    Ok(WorkspaceReports { items })
}
