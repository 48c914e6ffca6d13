//! `temple/planManifests`: what generating into a folder would change there. Nothing is written.

use gen_lsp_types::{TextDocumentIdentifier, Uri};
use serde::Deserialize;
use temple_ide::model::Provider;

use super::from_proto;
use super::message::{ErrorCode, Failure};
use super::preview;
use super::snapshot::Snapshot;
use crate::json::JsonPlan;
use crate::plan::{compare, disk};

/// The parameters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanParams {
    /// The Templefile.
    text_document: TextDocumentIdentifier,
    /// The folder, which need not be there yet.
    folder: Uri,
    /// The provider; absent for that of the settings or of the Templefile.
    #[serde(default, deserialize_with = "preview::target")]
    target: Option<Provider>,
    /// Whether files are compared letter by letter, not by what they say.
    #[serde(default)]
    exact: bool,
}

/// Compares what a Templefile generates with what is in a folder.
pub(super) fn plan(snapshot: &Snapshot, params: PlanParams) -> Result<JsonPlan, Failure> {
    let PlanParams { text_document, folder, target, exact } = params;
    let path = from_proto::path(&folder).ok_or_else(|| {
        let what = format_args!("{folder}: not the address of a folder on disk");
        Failure::new(ErrorCode::InvalidParams, what)
    })?;
    let source = snapshot.source(&text_document.uri)?;
    let preview = snapshot.preview(&source, target);
    let found = disk::read(&path, &preview)
        .map_err(|error| Failure::new(ErrorCode::RequestFailed, format_args!("{folder}: {error}")))?;
    let plan = compare(&preview, &found, exact);
    Ok(JsonPlan::new(plan, &snapshot.places(&source), |note| snapshot.settings.config.wants_note(note)))
}
