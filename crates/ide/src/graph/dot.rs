//! Writes a graph for Graphviz: `dot -Tsvg`.

use std::fmt::Write as _;

use super::{EdgeKind, Graph, Node, NodeKind};

pub(super) fn render(graph: &Graph) -> String {
    let mut out = String::new();
    let heading = graph.heading();
    let _ = write!(
        out,
        "digraph {} {{\n  graph [label={}, labelloc=t, rankdir=LR, fontname=\"sans-serif\", color=\"#8c959f\", \
         fontcolor=\"#57606a\", style=\"rounded,dashed\"];\n  node [fontname=\"sans-serif\", shape=box, \
         style=\"rounded,filled\", fillcolor=\"#f6f8fa\", color=\"#57606a\"];\n  edge [fontname=\"sans-serif\", \
         fontsize=10, color=\"#57606a\"];\n",
        quoted(&heading),
        quoted(&heading),
    );
    for (index, group) in graph.groups().iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{index} {{");
        let _ = writeln!(out, "    label={};", quoted(group.network.unwrap_or_default()));
        group.nodes.iter().for_each(|&node| write_node(&mut out, node, &graph.nodes[node]));
        let (first, rest) = group.nodes.split_first().unwrap_or((&0, &[]));
        for part in rest.iter().filter(|&&part| graph.nodes[part].kind == NodeKind::Struct) {
            let _ = writeln!(out, "    n{first} -> n{part} [dir=none];");
        }
        out.push_str("  }\n");
    }
    for edge in &graph.edges {
        let (style, label) = match edge.kind {
            EdgeKind::Use => ("dashed", edge.kind.meaning()),
            EdgeKind::Scrape | EdgeKind::Metrics => ("dotted", edge.label.as_str()),
            EdgeKind::Route | EdgeKind::Data | EdgeKind::Reference => ("solid", edge.label.as_str()),
        };
        let _ = writeln!(out, "  n{} -> n{} [label={}, style={style}];", edge.from, edge.to, quoted(label));
    }
    out.push_str("}\n");
    out
}

fn write_node(out: &mut String, index: usize, node: &Node) {
    let label = node.detail.iter().fold(node.label.clone(), |label, detail| label + "\n" + detail);
    let shape = match node.kind {
        NodeKind::Database => ", shape=cylinder, style=filled",
        NodeKind::Gateway => ", shape=cds, style=filled",
        NodeKind::Struct => ", style=filled",
        NodeKind::Service | NodeKind::Prometheus | NodeKind::Grafana => "",
    };
    let error = if node.has_error { ", color=\"#cf222e\", penwidth=2" } else { "" };
    let (id, label) = (quoted(&node.id), quoted(&label));
    let _ = writeln!(out, "    n{index} [id={id}, label={label}{shape}{error}];");
}

/// Quotes text for Graphviz, with line feeds as `\n`.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            // Graphviz expands HTML entities in labels.
            '&' => quoted.push_str("&amp;"),
            control if control.is_control() => quoted.push('\u{fffd}'),
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}
