//! `temple/graph`: the system as a diagram.

use gen_lsp_types::{Range, TextDocumentIdentifier};
use serde::{Deserialize, Serialize};
use temple_ide::manifest::Target;
use temple_ide::{Graph, GraphEdge, GraphFormat, GraphNode, TextRange};

use crate::server::protocol::error::{self, Error};
use crate::server::protocol::{params, to_lsp};
use crate::server::session::snapshot::Snapshot;
use crate::server::session::source::TextSource;
use crate::text::Text;

/// The parameters of `temple/graph`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GraphParams {
    text_document: TextDocumentIdentifier,
    /// The target to draw for; `None` for that of the settings or the text.
    #[serde(default, deserialize_with = "params::target")]
    target: Option<Target>,
    /// `json`, which is the default, or a text format.
    #[serde(default)]
    format: Option<String>,
}

/// The result of `temple/graph`.
#[derive(Serialize)]
pub(crate) struct GraphResult {
    format: &'static str,
    /// The version of the document; `null` if the file was read from disk.
    version: Option<i64>,
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
    /// The name of the project; `null` if there is none.
    title: Option<String>,
    /// The target; `null` if there is none.
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
    /// The id of the node that this node belongs to.
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

/// `temple/graph`: the system that a Templefile describes, or the valid part of a broken one.
pub(crate) fn graph(snapshot: &Snapshot, params: GraphParams) -> Result<GraphResult, Error> {
    let source = snapshot.source(&params.text_document.uri, TextSource::Current)?;
    let format = params.format.as_deref().filter(|&name| name != JSON).map(format).transpose()?;
    let graph = source.analysis().graph(params.target.or(snapshot.settings.config.target));
    Ok(GraphResult {
        format: format.map_or(JSON, GraphFormat::as_str),
        version: source.version(),
        content: match format {
            Some(format) => Content::Text { text: graph.render(format) },
            None => Content::Data(data(&graph, snapshot, &source.text)),
        },
    })
}

/// The format for structured data.
const JSON: &str = "json";

fn format(name: &str) -> Result<GraphFormat, Error> {
    let format = GraphFormat::ALL.into_iter().find(|format| format.as_str() == name);
    format.ok_or_else(|| {
        let known = GraphFormat::ALL.map(GraphFormat::as_str).join(", ");
        let what = format_args!("unknown format `{name}`; the formats are {JSON}, {known}");
        error::invalid_params(what)
    })
}

fn data(graph: &Graph, snapshot: &Snapshot, text: &Text) -> JsonGraph {
    let id = |node: usize| graph.nodes[node].id.clone();
    let range = |range: TextRange| to_lsp::range(text, range, snapshot.settings.client.encoding);
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
        target: graph.target.map(Target::as_str),
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
