//! `temple/planManifests`: the changes that generating into a folder would make. Nothing is written.

use std::path::PathBuf;

use gen_lsp_types::{TextDocumentIdentifier, Uri};
use serde::Deserialize;
use temple_ide::manifest::Target;

use crate::json::JsonPlan;
use crate::plan::{Plan, compare, disk};
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::{params, uri};
use crate::server::session::effect::{Effect, WithEffect};
use crate::server::session::generated::{Generated, ManifestAnswer, PlanId};
use crate::server::session::shown_manifests::ShownManifests;
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::{Source, TextSource};

/// The parameters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlanParams {
    /// The Templefile.
    text_document: TextDocumentIdentifier,
    /// The folder, which need not exist.
    pub(crate) folder: Uri,
    /// The target; `None` for that of the settings or the Templefile.
    #[serde(default, deserialize_with = "params::target")]
    pub(crate) target: Option<Target>,
    /// The text to use while the current one has errors.
    pub(crate) source: Option<TextSource>,
    /// True if files are compared exactly instead of by content.
    #[serde(default)]
    exact: bool,
}

impl PlanParams {
    /// Returns the Templefile and the text to use.
    pub(crate) fn source(&self, snapshot: &Snapshot) -> Result<Source, Error> {
        snapshot.source(&self.text_document.uri, self.source.unwrap_or_default())
    }

    /// Returns the path of the folder, or an error if its URI has none.
    pub(crate) fn path(&self) -> Result<PathBuf, Error> {
        let folder = &self.folder;
        uri::to_path(folder).ok_or_else(|| {
            let what = format_args!("{folder}: not the URI of a folder on disk");
            error::invalid_params(what)
        })
    }

    /// Compares the generated files with the current content of the folder.
    pub(crate) fn compared(&self, generated: &Generated<'_>) -> Result<(Plan, PlanId), Error> {
        let PlanParams { folder, exact, .. } = self;
        let found = disk::read(&self.path()?, generated.rendered.preview)
            .map_err(|error| error::request_failed(format_args!("{folder}: {error}")))?;
        let plan = Plan { complete: generated.source.is_complete(), ..compare(&generated.rendered, &found, *exact) };
        Ok((plan, PlanId::new(generated.id(), folder, &found, *exact)))
    }
}

/// `temple/planManifests`: compares the generated files with a folder. From now on the client is notified when the
/// generated files change.
pub(crate) fn plan(snapshot: &Snapshot, params: PlanParams) -> WithEffect<ManifestAnswer<JsonPlan>> {
    // An invalid folder is reported even if the Templefile is unavailable.
    params.path()?;
    let source = params.source(snapshot)?;
    let preview = snapshot.preview(&source, params.target);
    let generated = Generated::new(&source, &preview);
    let (plan, id) = params.compared(&generated)?;
    let shown = ShownManifests::watched(params.target, params.source.unwrap_or_default(), generated.seen(snapshot));
    let plan = JsonPlan::new(plan, &source.converter(snapshot), |note| snapshot.settings.config.wants_note(note));
    let answer = generated.answer(snapshot, id, plan);
    Ok((answer, Effect::FilesServed { key: source.key.clone(), document: source.document.clone(), shown }))
}
