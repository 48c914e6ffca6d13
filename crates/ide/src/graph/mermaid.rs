//! Writes a graph as a Mermaid flowchart, which many Markdown viewers draw.

use std::fmt::Write as _;

use super::{EdgeKind, Graph, Node, NodeKind};

pub(super) fn render(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    // Mermaid has no escapes in comments, which end with the line, so special characters are left out.
    let words = |char: char| char.is_alphanumeric() || matches!(char, ' ' | '_' | '-');
    let heading: String = graph.heading().chars().filter(|&char| words(char)).collect();
    let _ = writeln!(out, "  accTitle: {heading}");
    for (index, group) in graph.groups().iter().enumerate() {
        let label = group.network.unwrap_or(" ");
        let _ = writeln!(out, "  subgraph g{index} [{}]", quoted(label));
        group.nodes.iter().for_each(|&node| write_node(&mut out, node, &graph.nodes[node]));
        let (first, rest) = group.nodes.split_first().unwrap_or((&0, &[]));
        for part in rest.iter().filter(|&&part| graph.nodes[part].kind == NodeKind::Struct) {
            let _ = writeln!(out, "    n{first} --- n{part}");
        }
        out.push_str("  end\n");
    }
    for edge in &graph.edges {
        let (arrow, label) = match edge.kind {
            EdgeKind::Use => ("-.->", edge.kind.meaning()),
            EdgeKind::Scrape | EdgeKind::Metrics => ("-.->", edge.label.as_str()),
            EdgeKind::Route | EdgeKind::Data | EdgeKind::Reference => ("-->", edge.label.as_str()),
        };
        let label = if label.is_empty() { String::new() } else { format!("|{}|", quoted(label)) };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    let broken: Vec<_> = (0..graph.nodes.len()).filter(|&node| graph.nodes[node].has_error).collect();
    if !broken.is_empty() {
        let broken: Vec<_> = broken.iter().map(|node| format!("n{node}")).collect();
        let _ = writeln!(out, "  classDef error stroke:#cf222e,stroke-width:2px\n  class {} error", broken.join(","));
    }
    out
}

fn write_node(out: &mut String, index: usize, node: &Node) {
    let label = quoted_lines([Some(node.label.as_str()), node.detail.as_deref()].into_iter().flatten());
    let (open, close) = match node.kind {
        NodeKind::Gateway => ("{{", "}}"),
        NodeKind::Service => ("(", ")"),
        NodeKind::Database => ("[(", ")]"),
        NodeKind::Struct | NodeKind::Prometheus | NodeKind::Grafana => ("[", "]"),
    };
    let _ = writeln!(out, "    n{index}{open}{label}{close}");
}

fn quoted(text: &str) -> String {
    quoted_lines([text])
}

/// Quotes lines as one label. Characters with a meaning in Mermaid, HTML or Markdown become numeric entities.
fn quoted_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut quoted = String::from("\"");
    for (index, line) in lines.into_iter().enumerate() {
        quoted.push_str(if index == 0 { "" } else { "<br>" });
        for char in line.chars() {
            match char {
                control if control.is_control() => quoted.push('\u{fffd}'),
                ' ' | '/' | '-' | '.' | ':' | ',' => quoted.push(char),
                char if char.is_alphanumeric() => quoted.push(char),
                sign => {
                    let _ = write!(quoted, "#{};", u32::from(sign));
                }
            }
        }
    }
    quoted.push('"');
    quoted
}
