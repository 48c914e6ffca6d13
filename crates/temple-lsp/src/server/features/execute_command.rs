//! `workspace/executeCommand`: commands that users run by a key, a menu or a code lens.

use gen_lsp_types::{ExecuteCommandParams, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};

use super::graph::{self, GraphParams, GraphResult};
use super::plan_manifests::{self, PlanParams};
use super::preview_manifests::{self, PreviewParams};
use crate::json::{JsonPlan, JsonPreview};
use crate::server::capabilities::execute_command::{GRAPH, PLAN, PREVIEW};
use crate::server::protocol::error::{self, Error};
use crate::server::protocol::manifest_uri::ManifestUri;
use crate::server::session::documents::Entry;
use crate::server::session::effect::{Effect, Show, WithEffect};
use crate::server::session::generated::{Generated, ManifestAnswer};
use crate::server::session::snapshot::Snapshot;

/// Runs a command. The result is that of the request with the same name.
pub(crate) fn execute(snapshot: &Snapshot, params: ExecuteCommandParams) -> WithEffect<Box<RawValue>, Option<Effect>> {
    let argument = params.arguments.unwrap_or_default().into_iter().next();
    match params.command.as_str() {
        PREVIEW => run(snapshot, argument, preview),
        PLAN => run(snapshot, argument, plan),
        GRAPH => run(snapshot, argument, graph),
        unknown => Err(error::invalid_params(format_args!("unknown command `{unknown}`"))),
    }
}

/// Reads the argument, runs the command, and writes its result.
fn run<P: DeserializeOwned, R: Serialize>(
    snapshot: &Snapshot,
    argument: Option<Value>,
    command: fn(&Snapshot, P) -> WithEffect<R, Option<Effect>>,
) -> WithEffect<Box<RawValue>, Option<Effect>> {
    let params = serde_json::from_value(completed(snapshot, argument)?).map_err(error::invalid_params)?;
    let (result, effect) = command(snapshot, params)?;
    Ok((to_raw_value(&result).map_err(error::internal_error)?, effect))
}

/// `temple.previewManifests`: like the request, and also shows the main file.
fn preview(snapshot: &Snapshot, params: PreviewParams) -> WithEffect<ManifestAnswer<JsonPreview>, Option<Effect>> {
    let source = params.source(snapshot)?;
    let preview = snapshot.preview(&source, params.target);
    let answer = preview_manifests::answer(snapshot, Generated::new(&source, &preview), &params);
    Ok((answer, Some(Effect::Show(Show::new(&source, &preview, params.target)))))
}

/// `temple.planManifests`: like the request, but the client is not notified of later changes.
fn plan(snapshot: &Snapshot, params: PlanParams) -> WithEffect<ManifestAnswer<JsonPlan>, Option<Effect>> {
    let (answer, _) = plan_manifests::plan(snapshot, params)?;
    Ok((answer, None))
}

/// `temple.graph`: like the request.
fn graph(snapshot: &Snapshot, params: GraphParams) -> WithEffect<GraphResult, Option<Effect>> {
    Ok((graph::graph(snapshot, params)?, None))
}

/// The parameters that an argument stands for: an object as it is, or the URI of a Templefile. Without an argument, the
/// only open Templefile is meant.
fn completed(snapshot: &Snapshot, argument: Option<Value>) -> Result<Value, Error> {
    let mut params = match argument {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(params)) => params,
        Some(Value::String(uri)) => Map::from_iter([("textDocument".to_owned(), json!({ "uri": uri }))]),
        Some(other) => {
            let what = format_args!("expected the URI of a Templefile or an object, found {other}");
            return Err(error::invalid_params(what));
        }
    };
    if !params.contains_key("textDocument") {
        params.insert("textDocument".to_owned(), json!({ "uri": only_document(snapshot)? }));
    }
    Ok(Value::Object(params))
}

fn only_document(snapshot: &Snapshot) -> Result<Uri, Error> {
    let open = snapshot.documents.iter().map(|(_, entry)| match entry {
        Entry::Open(document) => &document.uri,
        Entry::OutOfSync(uri) => uri,
    });
    let what = match open.filter(|uri| !ManifestUri::is_scheme_of(uri)).collect::<Vec<_>>()[..] {
        [one] => return Ok(one.clone()),
        [] => "no Templefile is open".to_owned(),
        ref many => format!("{} Templefiles are open; specify one of them", many.len()),
    };
    Err(error::invalid_params(what))
}
