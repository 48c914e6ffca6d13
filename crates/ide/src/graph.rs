//! Graph: the system as a diagram of its running parts and their connections, as data and in text formats for other
//! tools.
//!
//! ```text
//! gateway ──/api/cart──▶ Cart ──▶ cart-db
//!                         │ lines
//! gateway ──/api/book──▶ Book ──▶ book-db
//! ```

mod build;
mod dot;
mod layout;
mod mermaid;
mod svg;
#[cfg(test)]
mod tests;

use temple_manifest::Target;
use temple_model::TextRange;

use crate::Analysis;

/// The parts of a system and their connections, in the order of the Templefile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The name of the project; `None` if a broken file has none.
    pub title: Option<String>,
    /// The target that runs the system. If `None`, there are no gateway and no networks.
    pub target: Option<Target>,
    /// The parts. Each service is followed by its own parts: its structs, then its database.
    pub nodes: Vec<Node>,
    /// The connections.
    pub edges: Vec<Edge>,
    /// The networks of containers; empty if the target has none.
    pub networks: Vec<Network>,
}

/// A part of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// A stable identifier, which later graphs keep while the name and kind of the part stay the same: `service/Order`,
    /// `service/Order/struct/Line`, `service/Order/database`.
    pub id: String,
    /// The kind of part.
    pub kind: NodeKind,
    /// The name to show: that of the block as written, or that of the container.
    pub label: String,
    /// Further information, such as the address, the database engine or the image.
    pub detail: Option<String>,
    /// The index in [`Graph::nodes`] of the service or gateway that it belongs to.
    pub owner: Option<usize>,
    /// The range it comes from, in bytes: the block, or the metadata item that requires it. `None` for the parts of
    /// every system.
    pub range: Option<TextRange>,
    /// Set if there is an error in that range, so that the part may be incomplete.
    pub has_error: bool,
}

/// The kinds of [`Node`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The gateway that receives all requests.
    Gateway,
    /// A service, whether written in the Templefile or generated.
    Service,
    /// A struct of a service.
    Struct,
    /// The database of a service or of the gateway.
    Database,
    /// Prometheus, which collects metrics.
    Prometheus,
    /// Grafana, which shows metrics.
    Grafana,
}

/// A connection, from the part that depends on the other to that other part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The index in [`Graph::nodes`] of the dependent part.
    pub from: usize,
    /// The index in [`Graph::nodes`] of the part it depends on.
    pub to: usize,
    /// The kind of connection.
    pub kind: EdgeKind,
    /// The path of a route, the attributes of a reference, or the address that is scraped. Empty for the other kinds.
    pub label: String,
    /// The first range in the Templefile that requires it, in bytes. `None` for implied connections.
    pub range: Option<TextRange>,
}

/// The kinds of [`Edge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// The gateway forwards requests.
    Route,
    /// A database stores the data.
    Data,
    /// Attributes refer to another block.
    Reference,
    /// A service calls another one, as in `#uses`.
    Use,
    /// Prometheus scrapes metrics.
    Scrape,
    /// Grafana reads metrics.
    Metrics,
}

/// A network of containers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The name.
    pub name: String,
    /// The indices in [`Graph::nodes`] of its members, ascending.
    pub nodes: Vec<usize>,
}

/// The text formats of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphFormat {
    /// A Mermaid flowchart.
    Mermaid,
    /// A Graphviz graph.
    Dot,
    /// A self-contained SVG picture.
    Svg,
}

impl Analysis {
    /// Returns the graph of the system as `target` would run it, or as the provider in the text would if `target` is
    /// `None`. For a broken text, covers the valid part.
    pub fn graph(&self, target: Option<Target>) -> Graph {
        build::graph(self, target)
    }
}

impl Graph {
    /// Returns the graph as text, with a final line feed.
    pub fn render(&self, format: GraphFormat) -> String {
        match format {
            GraphFormat::Mermaid => mermaid::render(self),
            GraphFormat::Dot => dot::render(self),
            GraphFormat::Svg => svg::render(self),
        }
    }

    /// Returns the nodes that belong to `owner`: the structs and the database of a service.
    pub fn parts(&self, owner: usize) -> impl Iterator<Item = usize> {
        // They directly follow their owner.
        (owner + 1..self.nodes.len()).take_while(move |&part| self.nodes[part].owner == Some(owner))
    }

    /// Returns the groups of nodes that are drawn together, each with its network: a service with its parts, the
    /// gateway with its database, and Prometheus with Grafana. Every node is in exactly one group.
    fn groups(&self) -> Vec<Group<'_>> {
        let mut home = vec![None; self.nodes.len()];
        for network in &self.networks {
            for &node in &network.nodes {
                // Services and Prometheus are on several networks, databases and Grafana on one.
                match self.nodes[node].kind {
                    NodeKind::Database => {
                        self.nodes[node].owner.into_iter().for_each(|owner| home[owner] = Some(&*network.name));
                    }
                    NodeKind::Grafana => home[node] = Some(&network.name),
                    _ => {}
                }
            }
        }
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate().filter(|(_, node)| node.owner.is_none()) {
            match groups.last_mut().filter(|_| node.kind == NodeKind::Grafana) {
                // Grafana directly follows Prometheus.
                Some(metrics) => {
                    metrics.network = home[index];
                    metrics.nodes.push(index);
                }
                None => {
                    let nodes = std::iter::once(index).chain(self.parts(index)).collect();
                    groups.push(Group { network: home[index], nodes });
                }
            }
        }
        groups
    }

    /// Returns the title of the picture.
    fn heading(&self) -> String {
        let name = self.title.as_deref().unwrap_or("Templefile");
        match self.target {
            Some(target) => format!("{name} on {}", target.as_str()),
            None => name.to_owned(),
        }
    }
}

/// Nodes that are drawn together.
struct Group<'g> {
    /// Their common network.
    network: Option<&'g str>,
    /// The nodes, starting with the one that the others belong to.
    nodes: Vec<usize>,
}

impl NodeKind {
    /// Returns the name of the kind in the protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            NodeKind::Gateway => "gateway",
            NodeKind::Service => "service",
            NodeKind::Struct => "struct",
            NodeKind::Database => "database",
            NodeKind::Prometheus => "prometheus",
            NodeKind::Grafana => "grafana",
        }
    }
}

impl EdgeKind {
    /// Returns the name of the kind in the protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            EdgeKind::Route => "route",
            EdgeKind::Data => "data",
            EdgeKind::Reference => "reference",
            EdgeKind::Use => "use",
            EdgeKind::Scrape => "scrape",
            EdgeKind::Metrics => "figures",
        }
    }

    /// Returns a verb phrase for the legend.
    fn meaning(self) -> &'static str {
        match self {
            EdgeKind::Route => "routes requests to",
            EdgeKind::Data => "stores data in",
            EdgeKind::Reference => "refers to",
            EdgeKind::Use => "uses",
            EdgeKind::Scrape => "scrapes metrics from",
            EdgeKind::Metrics => "visualizes metrics from",
        }
    }
}

impl GraphFormat {
    /// All formats.
    pub const ALL: [GraphFormat; 3] = [GraphFormat::Mermaid, GraphFormat::Dot, GraphFormat::Svg];

    /// Returns the name of the format on the command line and in the protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            GraphFormat::Mermaid => "mermaid",
            GraphFormat::Dot => "dot",
            GraphFormat::Svg => "svg",
        }
    }
}
