//! `textDocument/inlayHint` and `inlayHint/resolve`: what holds although it is not written.

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};
use temple_ide::{Hint, HintKind, TextRange};

use crate::server::protocol::error::Error;
use crate::server::protocol::{from_lsp, to_lsp};
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;
use crate::text::{Position, Positions};

/// Leads from a hint back to its origin, as the client hands it back.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    version: i64,
    kind: String,
}

/// The hints in a part of an open document, of the kinds that are wanted.
pub(crate) fn hints(snapshot: &Snapshot, params: lsp::InlayHintParams) -> Result<Vec<lsp::InlayHint>, Error> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let range = snapshot.range(document, params.range)?;
    let wanted = |kind| snapshot.settings.config.wants_hint(kind);
    let analysis = document.analysis()?;
    let mut positions = Positions::new(analysis.text(), snapshot.settings.client.encoding);
    let hints = analysis.hints(range, wanted);
    Ok(hints.iter().map(|hint| to_lsp(snapshot, document, hint, positions.at(hint.offset))).collect())
}

fn to_lsp(snapshot: &Snapshot, document: &Document, hint: &Hint, position: Position) -> lsp::InlayHint {
    let client = &snapshot.settings.client.hints;
    let is_parameter = hint.kind == HintKind::ParameterNames;
    let label = match hint.source {
        None => lsp::Label::String(hint.label.clone()),
        Some(_) if client.resolves_locations => part(hint, None),
        Some(source) => part(hint, Some(location(snapshot, document, source))),
    };
    let is_resolved_later = client.resolves_tooltips || client.resolves_locations && hint.source.is_some();
    let data = || Data { uri: document.uri.clone(), version: document.version, kind: hint.kind.as_str().to_owned() };
    lsp::InlayHint {
        position: lsp::Position { line: position.line, character: position.character },
        label,
        kind: is_parameter.then_some(lsp::InlayHintKind::Parameter),
        text_edits: None,
        tooltip: (!client.resolves_tooltips).then(|| tooltip(snapshot, hint)),
        padding_left: (!is_parameter).then_some(true),
        padding_right: is_parameter.then_some(true),
        data: is_resolved_later.then(|| serde_json::json!(data())),
    }
}

fn part(hint: &Hint, location: Option<lsp::Location>) -> lsp::Label {
    let value = hint.label.clone();
    vec![lsp::InlayHintLabelPart { value, location, ..Default::default() }].into()
}

fn location(snapshot: &Snapshot, document: &Document, source: TextRange) -> lsp::Location {
    let range = to_lsp::range(&document.text, source, snapshot.settings.client.encoding);
    lsp::Location { uri: document.uri.clone(), range }
}

fn tooltip(snapshot: &Snapshot, hint: &Hint) -> lsp::Tooltip {
    lsp::Tooltip::MarkupContent(snapshot.settings.client.hover_format.markup(&hint.tooltip))
}

/// A hint with all that was left out of it. One of an earlier version of the document stays as it is: the client is about
/// to ask for new ones.
pub(crate) fn resolve(snapshot: &Snapshot, mut hint: lsp::InlayHint) -> Result<lsp::InlayHint, Error> {
    let data = hint.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some(data) = data else { return Ok(hint) };
    let Ok(document) = snapshot.documents.get(&data.uri) else { return Ok(hint) };
    if document.version != data.version {
        return Ok(hint);
    }
    let label = match &hint.label {
        lsp::Label::String(label) => label,
        lsp::Label::InlayHintLabelPartList(parts) => parts.first().map_or("", |part| &part.value),
    };
    let offset = from_lsp::offset(&document.text, hint.position, snapshot.settings.client.encoding);
    let here = document.analysis()?.hints(TextRange::empty(offset), |kind| kind.as_str() == data.kind);
    if let Some(found) = here.iter().find(|found| found.label == label) {
        hint.tooltip = Some(tooltip(snapshot, found));
        if let Some(source) = found.source {
            hint.label = part(found, Some(location(snapshot, document, source)));
        }
    }
    Ok(hint)
}
