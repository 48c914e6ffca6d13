//! `temple/prepareWrite`: the files that an editor is about to write, exactly as shown to the user. The server itself
//! writes nothing.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use gen_lsp_types::Uri;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::plan_manifests::PlanParams;
use crate::folder::Root;
use crate::plan::State;
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::uri;
use crate::server::session::generated::{Changed, Generated};
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::{Source, TextSource};

/// The parameters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PrepareWriteParams {
    /// The id of the plan that was shown to the user.
    id: String,
    /// The parameters of that plan.
    #[serde(flatten)]
    plan: PlanParams,
    /// The paths of the files to write; `None` for all.
    paths: Option<HashSet<String>>,
}

/// The files to write.
#[derive(Debug, Serialize)]
pub(crate) struct PreparedWrite {
    /// The text that the files are generated from.
    source: TextSource,
    /// The version of that text; `null` if the file was read from disk.
    version: Option<i64>,
    /// The files that differ from those in the folder, sorted by path.
    files: Vec<FileToWrite>,
}

#[derive(Debug, Serialize)]
struct FileToWrite {
    path: String,
    text: String,
    state: State,
}

/// Returns the files of a plan with their texts. An error if anything has changed since the plan was made, or if the
/// Templefile has errors and the last valid files were not requested.
pub(crate) fn prepare_write(snapshot: &Snapshot, params: PrepareWriteParams) -> Result<PreparedWrite, Error> {
    let PrepareWriteParams { id, plan: params, paths } = params;
    let path = params.path()?;
    let source = params.source(snapshot)?;
    refuse_errors(snapshot, &source, params.source)?;
    let preview = snapshot.preview(&source, params.target);
    let generated = Generated::new(&source, &preview);
    let (plan, now) = params.compared(&generated)?;
    let changed = now.changed_since(&id).map_err(|_| {
        let what = format_args!("`{id}` is not a plan ID; request `temple/planManifests` first");
        error::invalid_params(what)
    })?;
    if let Some(changed) = changed {
        return Err(modified(changed, &source.uri, &params.folder));
    }

    let known: HashSet<&str> = generated.rendered.files.iter().map(|(file, _)| file.path()).collect();
    if let Some(unknown) = paths.iter().flatten().find(|path| !known.contains(path.as_str())) {
        let what = format_args!("`{unknown}` is not a file generated from {}", source.uri);
        return Err(error::invalid_params(what));
    }
    let differs = |state| matches!(state, State::Added | State::Changed);
    let states = plan.files.iter().filter(|file| differs(file.state)).map(|file| (file.path.as_str(), file.state));
    let states: HashMap<&str, State> = states.collect();
    let files = generated.rendered.files.iter().filter_map(|(file, rendered)| {
        let path = file.path();
        let state = *states.get(path)?;
        let is_wanted = paths.as_ref().is_none_or(|paths| paths.contains(path));
        is_wanted.then(|| FileToWrite { path: path.to_owned(), text: rendered.text.clone(), state })
    });
    let files: Vec<FileToWrite> = files.collect();
    refuse_impossible(&path, &files)?;
    Ok(PreparedWrite { source: source.kind(), version: source.version(), files })
}

/// Refuses a text with errors, unless the last valid text was requested and exists.
fn refuse_errors(snapshot: &Snapshot, source: &Source, wanted: Option<TextSource>) -> Result<(), Error> {
    let wants_last_valid = wanted == Some(TextSource::LastValid);
    if source.is_complete() || wants_last_valid && source.kind() == TextSource::LastValid {
        return Ok(());
    }
    let name = uri::name(&source.uri);
    let errors = source.errors(snapshot);
    let first = errors.first().map(|error| format!(": line {}: {}", error.range.start.line + 1, error.message));
    let first = first.unwrap_or_default();
    let (count, them) = match source.current.errors().count() {
        1 => ("1 error".to_owned(), "it"),
        many => (format!("{many} errors"), "them"),
    };
    let message = if wants_last_valid && source.document.is_some() {
        format!(
            "{name} has had errors since it was opened, so there is no valid version to save. Fix {them} before saving{first}"
        )
    } else {
        format!("{name} has {count}. Fix {them} before saving{first}")
    };
    let data = json!({ "errors": errors, "lastValid": source.has_valid() });
    Err(error::with_data(error::request_failed(message), data))
}

/// Returns an error that names what has changed since the files were shown to the user.
fn modified(changed: Changed, document: &Uri, folder: &Uri) -> Error {
    let what = match changed {
        Changed::Text => format!("{} has changed", uri::name(document)),
        Changed::Settings => "The settings or the provider has changed".to_owned(),
        Changed::Folder => format!("The folder {} has changed", uri::name(folder)),
    };
    let message = format!("{what} since the files were shown. Review the files again, then save.");
    error::content_modified(message)
}

/// Refuses files outside the folder, and files whose path is blocked by something else.
fn refuse_impossible(folder: &Path, files: &[FileToWrite]) -> Result<(), Error> {
    let failed = |reason| error::request_failed(reason);
    let root = Root::new(folder).map_err(failed)?;
    let look_up = |file: &FileToWrite| match root.look_up(&file.path) {
        Ok(_) => Ok(()),
        Err(reason) => Err(failed(format!("Nothing was saved. {}: {reason}", file.path))),
    };
    files.iter().try_for_each(look_up)
}
