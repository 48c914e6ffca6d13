//! The system as a picture: `temple/graph`.

use gen_lsp_types::{Range, TextDocumentIdentifier};
use serde::{Deserialize, Serialize};
use temple_ide::model::Provider;
use temple_ide::{Graph, GraphEdge, GraphFormat, GraphNode, TextRange};

use super::documents::Document;
use super::preview;
use super::protocol::jsonrpc::{ErrorCode, Failure};
use super::snapshot::Snapshot;
use super::to_proto;

/// What `temple/graph` is asked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GraphParams {
    text_document: TextDocumentIdentifier,
    /// The provider to draw for, instead of that of the settings or of the text.
    #[serde(default, deserialize_with = "preview::target")]
    target: Option<Provider>,
    /// `json`, which it is if nothing is said, or a form of text.
    #[serde(default)]
    format: Option<String>,
}

/// What `temple/graph` answers.
#[derive(Serialize)]
pub(super) struct GraphResult {
    format: &'static str,
    /// The version of the document that is drawn.
    version: i64,
    #[serde(flatten)]
    content: Content,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content {
    Text { text: String },
    Data(JsonGraph),
}

#[derive(Serialize)]
struct JsonGraph {
    /// The name of the project, null where there is none.
    title: Option<String>,
    /// The provider, null where there is none.
    target: Option<&'static str>,
    nodes: Vec<JsonNode>,
    edges: Vec<JsonEdge>,
    networks: Vec<JsonNetwork>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonNode {
    id: String,
    kind: &'static str,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The id of what the node belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
    has_error: bool,
}

#[derive(Serialize)]
struct JsonEdge {
    /// The ids of the two ends.
    from: String,
    to: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct JsonNetwork {
    name: String,
    /// The ids of the nodes.
    nodes: Vec<String>,
}

/// `temple/graph`: the system that an open document describes; of a broken one, its sound part.
pub(super) fn graph(snapshot: &Snapshot, params: GraphParams) -> Result<GraphResult, Failure> {
    let document = snapshot.documents.get(&params.text_document.uri)?;
    let format = params.format.as_deref().filter(|&name| name != JSON).map(format).transpose()?;
    let graph = document.analysis()?.graph(params.target.or(snapshot.settings.config.target));
    Ok(GraphResult {
        format: format.map_or(JSON, GraphFormat::as_str),
        version: document.version,
        content: match format {
            Some(format) => Content::Text { text: graph.render(format) },
            None => Content::Data(data(&graph, snapshot, document)),
        },
    })
}

/// The form in which a graph is data.
const JSON: &str = "json";

fn format(name: &str) -> Result<GraphFormat, Failure> {
    let format = GraphFormat::ALL.into_iter().find(|format| format.as_str() == name);
    format.ok_or_else(|| {
        let known = GraphFormat::ALL.map(GraphFormat::as_str).join(", ");
        let what = format_args!("there is no format `{name}`, only {JSON}, {known}");
        Failure::new(ErrorCode::InvalidParams, what)
    })
}

fn data(graph: &Graph, snapshot: &Snapshot, document: &Document) -> JsonGraph {
    let id = |node: usize| graph.nodes[node].id.clone();
    let range = |range: TextRange| to_proto::range(&document.text, range, snapshot.settings.client.encoding);
    let node = |node: &GraphNode| JsonNode {
        id: node.id.clone(),
        kind: node.kind.as_str(),
        label: node.label.clone(),
        detail: node.detail.clone(),
        owner: node.owner.map(id),
        range: node.range.map(range),
        has_error: node.has_error,
    };
    let edge = |edge: &GraphEdge| JsonEdge {
        from: id(edge.from),
        to: id(edge.to),
        kind: edge.kind.as_str(),
        label: edge.label.clone(),
        range: edge.range.map(range),
    };
    let networks = graph.networks.iter();
    JsonGraph {
        title: graph.title.clone(),
        target: graph.target.map(Provider::as_str),
        nodes: graph.nodes.iter().map(node).collect(),
        edges: graph.edges.iter().map(edge).collect(),
        networks: networks
            .map(|network| JsonNetwork {
                name: network.name.clone(),
                nodes: network.nodes.iter().map(|&node| id(node)).collect(),
            })
            .collect(),
    }
}
