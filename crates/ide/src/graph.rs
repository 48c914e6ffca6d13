//! Graph: the system as a picture, what runs and what talks to what, as plain data and as text that others draw.
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

use temple_model::{Provider, TextRange};

use crate::Analysis;

/// A system with its parts and their connections. The order is that of the Templefile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The name of the project, absent where a broken file has none.
    pub title: Option<String>,
    /// The provider that runs the system; without one there are no gateway and no networks.
    pub target: Option<Provider>,
    /// The parts. What belongs to a service follows it: its structs, then its database.
    pub nodes: Vec<Node>,
    /// The connections.
    pub edges: Vec<Edge>,
    /// Which containers reach each other; empty where the provider has no networks of ours.
    pub networks: Vec<Network>,
}

/// A part of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Names the part in this graph and in later ones, for as long as its name and kind stay: `service/Order`,
    /// `service/Order/struct/Line`, `service/Order/database`.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// What a reader calls it: blocks by their name as written, containers by theirs.
    pub label: String,
    /// What else is worth seeing, such as where it answers, the engine or the image.
    pub detail: Option<String>,
    /// The service or gateway that it belongs to, by its place in [`Graph::nodes`].
    pub owner: Option<usize>,
    /// What it comes from, in bytes: the block, or the metadata item that asks for it. Absent for what every system has.
    pub range: Option<TextRange>,
    /// Whether there is an error in that range, so that the part may be incomplete.
    pub has_error: bool,
}

/// What a [`Node`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Through which all requests come.
    Gateway,
    /// A service, written or generated.
    Service,
    /// A struct of a service.
    Struct,
    /// What keeps the data of a service or of the gateway.
    Database,
    /// What collects figures.
    Prometheus,
    /// What draws them.
    Grafana,
}

/// A connection, from what needs the other to what is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Who asks, by its place in [`Graph::nodes`].
    pub from: usize,
    /// Who answers, by its place in [`Graph::nodes`].
    pub to: usize,
    /// What for.
    pub kind: EdgeKind,
    /// The path of a route, the attributes of a reference, the address of what is scraped. Empty for the other kinds.
    pub label: String,
    /// Where the Templefile says so first, in bytes. Absent for what follows from the rest.
    pub range: Option<TextRange>,
}

/// What an [`Edge`] is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// The gateway passes requests on.
    Route,
    /// Data is kept.
    Data,
    /// Attributes refer to it.
    Reference,
    /// It is called besides.
    Use,
    /// Its figures are collected.
    Scrape,
    /// The figures are read.
    Figures,
}

/// Containers that reach each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The name.
    pub name: String,
    /// Who is on it, by the places in [`Graph::nodes`], ascending.
    pub nodes: Vec<usize>,
}

/// The forms in which a graph can be had as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphFormat {
    /// A Mermaid flowchart.
    Mermaid,
    /// A Graphviz graph.
    Dot,
    /// A picture that needs nothing else.
    Svg,
}

impl Analysis {
    /// The system as `target` would run it; without one, as the provider that the text names would. Of a broken text,
    /// its sound part.
    pub fn graph(&self, target: Option<Provider>) -> Graph {
        build::graph(self, target)
    }
}

impl Graph {
    /// The graph as text, with a line feed at its end.
    pub fn render(&self, format: GraphFormat) -> String {
        match format {
            GraphFormat::Mermaid => mermaid::render(self),
            GraphFormat::Dot => dot::render(self),
            GraphFormat::Svg => svg::render(self),
        }
    }

    /// What belongs to a node: the structs and the database of a service.
    pub fn parts(&self, owner: usize) -> impl Iterator<Item = usize> {
        // They follow their owner, so that nothing else need be looked at.
        (owner + 1..self.nodes.len()).take_while(move |&part| self.nodes[part].owner == Some(owner))
    }

    /// What is drawn together: a service with its parts, the gateway with its database, Prometheus with Grafana, each on
    /// the network where they meet. Every node is in exactly one group.
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
                // It stands right behind Prometheus.
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

    /// What the picture is called.
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
    /// The network that they share.
    network: Option<&'g str>,
    /// The nodes, the one that the others belong to first.
    nodes: Vec<usize>,
}

impl NodeKind {
    /// The name of the kind in the protocol.
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
    /// The name of the kind in the protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            EdgeKind::Route => "route",
            EdgeKind::Data => "data",
            EdgeKind::Reference => "reference",
            EdgeKind::Use => "use",
            EdgeKind::Scrape => "scrape",
            EdgeKind::Figures => "figures",
        }
    }

    /// What a connection of the kind does, for a reader who sees many of them.
    fn meaning(self) -> &'static str {
        match self {
            EdgeKind::Route => "passes requests to",
            EdgeKind::Data => "keeps its data in",
            EdgeKind::Reference => "refers to",
            EdgeKind::Use => "uses",
            EdgeKind::Scrape => "collects figures of",
            EdgeKind::Figures => "draws figures of",
        }
    }
}

impl GraphFormat {
    /// Every form.
    pub const ALL: [GraphFormat; 3] = [GraphFormat::Mermaid, GraphFormat::Dot, GraphFormat::Svg];

    /// The name of the form on the command line and in the protocol.
    pub fn as_str(self) -> &'static str {
        match self {
            GraphFormat::Mermaid => "mermaid",
            GraphFormat::Dot => "dot",
            GraphFormat::Svg => "svg",
        }
    }
}
