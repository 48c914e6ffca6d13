//! `temple/planManifests`: what generating into a folder would change there. Nothing is written.

use std::path::PathBuf;

use gen_lsp_types::{TextDocumentIdentifier, Uri};
use serde::Deserialize;
use temple_ide::model::Provider;

use super::event::Event;
use super::from_proto;
use super::generated::{Answer, Generated, PlanId};
use super::preview;
use super::previews::Shown;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::source::{Source, TextSource};
use crate::json::JsonPlan;
use crate::plan::{Plan, compare, disk};

/// The parameters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanParams {
    /// The Templefile.
    text_document: TextDocumentIdentifier,
    /// The folder, which need not be there yet.
    pub(super) folder: Uri,
    /// The provider; absent for that of the settings or of the Templefile.
    #[serde(default, deserialize_with = "preview::target")]
    pub(super) target: Option<Provider>,
    /// The text to use while the current one has errors.
    pub(super) source: Option<TextSource>,
    /// Whether files are compared letter by letter, not by what they say.
    #[serde(default)]
    exact: bool,
}

impl PlanParams {
    /// The Templefile with the text to use.
    pub(super) fn source(&self, snapshot: &Snapshot) -> Result<Source, Failure> {
        snapshot.source(&self.text_document.uri, self.source.unwrap_or_default())
    }

    /// The path of the folder, or why it has none.
    pub(super) fn path(&self) -> Result<PathBuf, Failure> {
        let folder = &self.folder;
        from_proto::path(folder).ok_or_else(|| {
            let what = format_args!("{folder}: not the address of a folder on disk");
            Failure::new(ErrorCode::InvalidParams, what)
        })
    }

    /// Compares what was generated with what is in the folder now.
    pub(super) fn compared(&self, generated: &Generated<'_>) -> Result<(Plan, PlanId), Failure> {
        let PlanParams { folder, exact, .. } = self;
        let found = disk::read(&self.path()?, generated.rendered.preview)
            .map_err(|error| Failure::new(ErrorCode::RequestFailed, format_args!("{folder}: {error}")))?;
        let plan = Plan { complete: generated.source.is_complete(), ..compare(&generated.rendered, &found, *exact) };
        Ok((plan, PlanId::new(generated.id(), folder, &found, *exact)))
    }
}

/// `temple/planManifests`: compares what a Templefile generates with what is in a folder. From now on the client is told
/// when the generated files change.
pub(super) fn plan(snapshot: &Snapshot, params: PlanParams) -> Result<Answer<JsonPlan>, Failure> {
    planned(snapshot, &params, |source, generated| {
        let shown = Shown::watched(params.target, params.source.unwrap_or_default(), generated.seen(snapshot));
        snapshot.tell(Event::Served { key: source.key.clone(), document: source.document.clone(), shown });
    })
}

/// The command `temple.planManifests`: the same once, after which nothing is told.
pub(super) fn command(snapshot: &Snapshot, params: PlanParams) -> Result<Answer<JsonPlan>, Failure> {
    planned(snapshot, &params, |_, _| {})
}

fn planned(
    snapshot: &Snapshot,
    params: &PlanParams,
    made: impl FnOnce(&Source, &Generated<'_>),
) -> Result<Answer<JsonPlan>, Failure> {
    // A wrong folder is told even where the Templefile cannot be had.
    params.path()?;
    let source = params.source(snapshot)?;
    let preview = snapshot.preview(&source, params.target);
    let generated = Generated::new(&source, &preview);
    let (plan, id) = params.compared(&generated)?;
    made(&source, &generated);
    let plan = JsonPlan::new(plan, &source.places(snapshot), |note| snapshot.settings.config.wants_note(note));
    Ok(generated.answer(snapshot, id, plan))
}
