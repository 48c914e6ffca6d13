//! `textDocument/codeAction` and `codeAction/resolve`: quick fixes and refactorings.

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use temple_ide::{Action, ActionKind, Analysis, TextRange};

use crate::server::config::Config;
use crate::server::protocol::error::{self, Error};
use crate::server::session::diagnostic;
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;

/// The parameters of `textDocument/codeAction`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Params {
    text_document: lsp::TextDocumentIdentifier,
    range: lsp::Range,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    /// Only the ranges are read, since diagnostics may come from other servers, and ours are known.
    #[serde(default)]
    diagnostics: Vec<Value>,
    only: Option<Vec<String>>,
    trigger_kind: Option<u32>,
}

impl Context {
    /// Returns true if the client requests actions of a kind, by its name or by a prefix of it.
    fn wants(&self, kind: ActionKind) -> bool {
        const AUTOMATIC: u32 = 2;
        let starts = |wanted: &String| {
            kind.as_str()
                .strip_prefix(wanted.as_str())
                .is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        match &self.only {
            Some(only) => only.iter().any(starts),
            // Not offered when the cursor merely moves.
            None => kind != ActionKind::FixAll || self.trigger_kind != Some(AUTOMATIC),
        }
    }
}

/// The data by which an offered action is found again to compute its edits.
#[derive(Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    version: i64,
    range: lsp::Range,
    kind: String,
    /// The index among the actions of that kind.
    index: usize,
}

/// Answers `textDocument/codeAction` with the actions for a range.
pub(crate) fn actions(snapshot: &Snapshot, params: Params) -> Result<Vec<lsp::CodeAction>, Error> {
    let client = &snapshot.settings.client;
    let document = snapshot.documents.get(&params.text_document.uri)?;
    if !client.actions.literals {
        return Ok(Vec::new());
    }
    let analysis = document.analysis()?;
    let actions = wanted(snapshot, document, analysis, &params)?;
    let actions = actions.iter().map(|(range, index, action)| {
        let data = Data {
            uri: document.uri.clone(),
            version: document.version,
            range: *range,
            kind: action.kind.as_str().to_owned(),
            index: *index,
        };
        let resolves = client.actions.resolves;
        lsp::CodeAction {
            title: action.title.clone(),
            kind: Some(action.kind.as_str().to_owned().into()),
            diagnostics: repaired(snapshot, document, analysis, action),
            is_preferred: (client.actions.preferred && action.is_preferred).then_some(true),
            edit: (!resolves).then(|| snapshot.workspace_edit(document, &action.edits)),
            data: resolves.then(|| json!(data)),
            ..Default::default()
        }
    });
    Ok(actions.collect())
}

/// The actions for the range, and the fixes of the diagnostics that the client shows with it, as some do with all
/// diagnostics of a line. Each comes with the range that it is offered for and its index among those of its kind.
fn wanted(
    snapshot: &Snapshot,
    document: &Document,
    analysis: &Analysis,
    params: &Params,
) -> Result<Vec<(lsp::Range, usize, Action)>, Error> {
    let mut wanted: Vec<(lsp::Range, usize, Action)> = Vec::new();
    let range_of = |diagnostic: &Value| serde_json::from_value(diagnostic["range"].clone()).ok();
    let reported = params.context.diagnostics.iter().filter_map(range_of);
    for (range, is_here) in [(params.range, true)].into_iter().chain(reported.map(|range| (range, false))) {
        // The client's diagnostics may be older than the text.
        let selected = match snapshot.range(document, range) {
            Err(_) if !is_here => continue,
            selected => selected?,
        };
        let mut counts = [0; ActionKind::ALL.len()];
        let is_wanted = |kind| params.context.wants(kind) && (is_here || kind == ActionKind::QuickFix);
        for action in offered(analysis, selected, &snapshot.settings.config, is_wanted) {
            let count = &mut counts[action.kind as usize];
            let is_meant = is_here || action.repairs.is_some_and(|(_, repaired)| repaired == selected);
            if is_meant && !wanted.iter().any(|(_, _, other)| *other == action) {
                wanted.push((range, *count, action));
            }
            *count += 1;
        }
    }
    Ok(wanted)
}

/// Answers `codeAction/resolve` by adding the edits to an action. An error for another version of the document.
pub(crate) fn resolve(snapshot: &Snapshot, mut action: Value) -> Result<Value, Error> {
    let Ok(data) = serde_json::from_value::<Data>(action["data"].clone()) else { return Ok(action) };
    let stale = || error::content_modified("the document has changed since this code action was offered");
    let document = snapshot.documents.get(&data.uri)?;
    if document.version != data.version {
        return Err(stale());
    }
    let range = snapshot.range(document, data.range)?;
    let is_wanted = |kind: ActionKind| kind.as_str() == data.kind;
    let offered = offered(document.analysis()?, range, &snapshot.settings.config, is_wanted);
    let offered = offered.get(data.index).filter(|offered| action["title"] == *offered.title).ok_or_else(stale)?;
    action["edit"] = json!(snapshot.workspace_edit(document, &offered.edits));
    Ok(action)
}

/// The actions of the requested kinds. Disabled diagnostics have no fixes.
fn offered(
    analysis: &Analysis,
    range: TextRange,
    config: &Config,
    is_wanted: impl Fn(ActionKind) -> bool,
) -> Vec<Action> {
    let mut actions = analysis.actions(range, |kind| kind != ActionKind::FixAll && is_wanted(kind));
    actions.retain(|action| action.repairs.is_none_or(|(code, _)| config.wants(code)));
    if is_wanted(ActionKind::FixAll) {
        actions.extend(analysis.fix_all(|code| config.wants(code)));
    }
    actions
}

/// The diagnostic that an action fixes, as the client received it.
fn repaired(
    snapshot: &Snapshot,
    document: &Document,
    analysis: &Analysis,
    action: &Action,
) -> Option<Vec<lsp::Diagnostic>> {
    let repairs = action.repairs?;
    let diagnostic = analysis.diagnostics().iter().find(|it| (it.code, it.range) == repairs)?;
    Some(vec![diagnostic::to_lsp(diagnostic, &document.uri, &document.text, &snapshot.settings.client)])
}
