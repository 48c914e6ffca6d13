//! `textDocument/codeAction` and `codeAction/resolve`: repairs and rewritings.

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use temple_ide::{Action, ActionKind, Analysis, TextRange};

use super::config::Config;
use super::documents::Document;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::to_proto;

/// How the client offers changes.
#[derive(Debug, Default)]
pub(super) struct Support {
    /// Whether it takes changes. A client of before that takes commands only, and gets nothing.
    literals: bool,
    /// Whether it asks for the edits of the one change that was chosen.
    resolves: bool,
    /// Whether it tells the surest repair from the others.
    preferred: bool,
}

impl Support {
    /// Reads the client's capabilities.
    pub(super) fn read(capabilities: &Value) -> Support {
        let action = &capabilities["textDocument"]["codeAction"];
        let properties = action["resolveSupport"]["properties"].as_array();
        let has = |name: &str| action[name].as_bool().unwrap_or(false);
        Support {
            literals: action["codeActionLiteralSupport"].is_object(),
            resolves: has("dataSupport") && properties.is_some_and(|names| names.iter().any(|name| name == "edit")),
            preferred: has("isPreferredSupport"),
        }
    }

    /// What we can do for this client.
    pub(super) fn options(&self) -> Option<lsp::CodeActionProvider> {
        let kinds = ActionKind::ALL.iter().map(|kind| lsp::CodeActionKind::from(kind.as_str().to_owned()));
        let options = lsp::CodeActionOptions {
            code_action_kinds: Some(kinds.collect()),
            resolve_provider: Some(self.resolves),
            ..Default::default()
        };
        self.literals.then_some(options.into())
    }
}

/// The parameters of `textDocument/codeAction`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: lsp::TextDocumentIdentifier,
    range: lsp::Range,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    /// Of these only the place is read, for they may come from anybody, and ours are known.
    #[serde(default)]
    diagnostics: Vec<Value>,
    only: Option<Vec<String>>,
    trigger_kind: Option<u32>,
}

impl Context {
    /// Whether the client wants changes of a kind: one whose name it gives, or the start of it.
    fn wants(&self, kind: ActionKind) -> bool {
        const AUTOMATIC: u32 = 2;
        let starts = |wanted: &String| {
            kind.as_str()
                .strip_prefix(wanted.as_str())
                .is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        match &self.only {
            Some(only) => only.iter().any(starts),
            // Nobody wants to repair everything wherever the cursor goes.
            None => kind != ActionKind::FixAll || self.trigger_kind != Some(AUTOMATIC),
        }
    }
}

/// What leads back from an offered change to its edits.
#[derive(Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    version: i64,
    range: lsp::Range,
    kind: String,
    /// The place among the changes of that kind.
    index: usize,
}

/// The changes that are offered for a range.
pub(super) fn actions(snapshot: &Snapshot, params: Params) -> Result<Vec<lsp::CodeAction>, Failure> {
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
            edit: (!resolves).then(|| to_proto::workspace_edit(document, &action.edits, client)),
            data: resolves.then(|| json!(data)),
            ..Default::default()
        }
    });
    Ok(actions.collect())
}

/// The changes for the range, and the repairs of the diagnostics that the client shows with it, as some do with all of a
/// line. Each comes with the range for which it is offered, and its place among those of its kind there.
fn wanted(
    snapshot: &Snapshot,
    document: &Document,
    analysis: &Analysis,
    params: &Params,
) -> Result<Vec<(lsp::Range, usize, Action)>, Failure> {
    let mut wanted: Vec<(lsp::Range, usize, Action)> = Vec::new();
    let range_of = |shown: &Value| serde_json::from_value(shown["range"].clone()).ok();
    let reported = params.context.diagnostics.iter().filter_map(range_of);
    for (range, is_here) in [(params.range, true)].into_iter().chain(reported.map(|range| (range, false))) {
        // What the client shows may be older than the text.
        let place = match snapshot.range(document, range) {
            Err(_) if !is_here => continue,
            place => place?,
        };
        let mut counts = [0; ActionKind::ALL.len()];
        let is_wanted = |kind| params.context.wants(kind) && (is_here || kind == ActionKind::QuickFix);
        for action in offered(analysis, place, &snapshot.settings.config, is_wanted) {
            let count = &mut counts[action.kind as usize];
            let is_meant = is_here || action.repairs.is_some_and(|(_, repaired)| repaired == place);
            if is_meant && !wanted.iter().any(|(_, _, other)| *other == action) {
                wanted.push((range, *count, action));
            }
            *count += 1;
        }
    }
    Ok(wanted)
}

/// Adds the edits to a change that was offered. They are refused for another version of the document.
pub(super) fn resolve(snapshot: &Snapshot, mut action: Value) -> Result<Value, Failure> {
    let Ok(data) = serde_json::from_value::<Data>(action["data"].clone()) else { return Ok(action) };
    let stale = || Failure::new(ErrorCode::ContentModified, "the document has changed since this was offered");
    let document = snapshot.documents.get(&data.uri)?;
    if document.version != data.version {
        return Err(stale());
    }
    let range = snapshot.range(document, data.range)?;
    let is_wanted = |kind: ActionKind| kind.as_str() == data.kind;
    let offered = offered(document.analysis()?, range, &snapshot.settings.config, is_wanted);
    let offered = offered.get(data.index).filter(|offered| action["title"] == *offered.title).ok_or_else(stale)?;
    action["edit"] = json!(to_proto::workspace_edit(document, &offered.edits, &snapshot.settings.client));
    Ok(action)
}

/// The changes of the wanted kinds. What the user does not want to hear of is not repaired.
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

/// The diagnostic that a change repairs, as the client got it.
fn repaired(
    snapshot: &Snapshot,
    document: &Document,
    analysis: &Analysis,
    action: &Action,
) -> Option<Vec<lsp::Diagnostic>> {
    let repairs = action.repairs?;
    let diagnostic = analysis.diagnostics().iter().find(|it| (it.code, it.range) == repairs)?;
    Some(vec![to_proto::diagnostic(diagnostic, &document.uri, &document.text, &snapshot.settings.client)])
}
