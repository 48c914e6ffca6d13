//! The call hierarchy: which services call which.

use gen_lsp_types as lsp;
use serde::Deserialize;
use temple_ide::model::Service;
use temple_ide::model::catalogue::BlockKind;
use temple_ide::{Analysis, Calls, TextRange};

use crate::server::protocol::error::Error;
use crate::server::protocol::to_lsp;
use crate::server::session::documents::Document;
use crate::server::session::snapshot::Snapshot;

/// `textDocument/prepareCallHierarchy`: the service that is mentioned at a place, or else the one around.
pub(crate) fn prepare(
    snapshot: &Snapshot,
    params: lsp::CallHierarchyPrepareParams,
) -> Result<Option<[lsp::CallHierarchyItem; 1]>, Error> {
    let (document, offset) = snapshot.document_at(&params.text_document_position_params)?;
    let analysis = document.analysis()?;
    let service = analysis.service_at(offset).and_then(|index| Some((index, *analysis.services().get(index)?)));
    Ok(service.map(|(index, service)| [item(snapshot, document, index, service)]))
}

/// The parameters of both directions: an item that we gave, of which the document and the name are read. So it is
/// good for as long as there is a service of that name; of several, it is the one in the place that it was in.
#[derive(Deserialize)]
pub(crate) struct Params {
    item: Named,
}

#[derive(Deserialize)]
struct Named {
    uri: lsp::Uri,
    name: String,
    #[serde(default)]
    data: Option<usize>,
}

/// `callHierarchy/incomingCalls`: the services that call this one.
pub(crate) fn incoming(
    snapshot: &Snapshot,
    params: Params,
) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>, Error> {
    calls(snapshot, &params, Analysis::incoming_calls, |from, from_ranges| lsp::CallHierarchyIncomingCall {
        from,
        from_ranges,
    })
}

/// `callHierarchy/outgoingCalls`: the services that this one calls.
pub(crate) fn outgoing(
    snapshot: &Snapshot,
    params: Params,
) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>, Error> {
    calls(snapshot, &params, Analysis::outgoing_calls, |to, from_ranges| lsp::CallHierarchyOutgoingCall {
        to,
        from_ranges,
    })
}

/// Calls in one direction; `None` where there is no such service any more.
fn calls<C>(
    snapshot: &Snapshot,
    Params { item: Named { uri, name, data } }: &Params,
    find: fn(&Analysis, usize) -> Vec<Calls>,
    call: fn(lsp::CallHierarchyItem, Vec<lsp::Range>) -> C,
) -> Result<Option<Vec<C>>, Error> {
    let document = snapshot.documents.get(uri)?;
    let analysis = document.analysis()?;
    let services = analysis.services();
    let is_named = |service: &Service| *service.entity.name.source == **name;
    let same = data.filter(|&index| services.get(index).copied().is_some_and(is_named));
    let Some(service) = same.or_else(|| services.iter().copied().position(is_named)) else { return Ok(None) };
    let calls = find(analysis, service).into_iter().filter_map(|Calls { service, occurrences }| {
        let ranges = occurrences.into_iter().map(|occurrence| range(snapshot, document, occurrence));
        Some(call(item(snapshot, document, service, services.get(service)?), ranges.collect()))
    });
    Ok(Some(calls.collect()))
}

fn item(snapshot: &Snapshot, document: &Document, index: usize, service: &Service) -> lsp::CallHierarchyItem {
    lsp::CallHierarchyItem {
        name: service.entity.name.source.to_string(),
        kind: lsp::SymbolKind::Class,
        tags: None,
        detail: Some(BlockKind::Service.as_str().to_owned()),
        uri: document.uri.clone(),
        range: range(snapshot, document, service.entity.range),
        selection_range: range(snapshot, document, service.entity.name.range),
        data: Some(serde_json::json!(index)),
    }
}

fn range(snapshot: &Snapshot, document: &Document, range: TextRange) -> lsp::Range {
    to_lsp::range(&document.text, range, snapshot.settings.client.encoding)
}
