//! Layout of the picture: services in rows, each above the services that it needs, the gateway on the left and the
//! monitoring on the right. Connections that pass a row use lanes between its services.
//!
//! All lengths are in pixels.

mod lanes;
mod rows;

use std::collections::HashMap;

use lanes::place_services;
use rows::rows;

use super::{EdgeKind, Graph, NodeKind};

/// Line height, font sizes and the padding of boxes.
pub(super) const LINE: f32 = 18.0;
pub(super) const LARGE_FONT: f32 = 13.0;
pub(super) const SMALL_FONT: f32 = 10.0;
pub(super) const PAD: f32 = 12.0;
/// The margin of the picture.
pub(super) const MARGIN: f32 = 24.0;
/// The height of a database.
pub(super) const CYLINDER: f32 = 52.0;
/// The height of a struct in its service.
pub(super) const PILL: f32 = 22.0;
const GAP: f32 = 28.0;
/// The distance between two rows, which holds curves and the lines from the gateway and from Prometheus.
const CHANNEL: f32 = 88.0;
/// The extent of the gateway and the monitoring above the first row and below the last, so that their lines start
/// there.
const ABOVE: f32 = 34.0;
const BELOW: f32 = 28.0;
/// The width up to which the connections of a service are labelled.
const MAX_LABELLED_WIDTH: f32 = 640.0;

/// A rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Area {
    pub(super) fn new(x: f32, y: f32, width: f32, height: f32) -> Area {
        Area { x, y, width, height }
    }

    pub(super) fn right(self) -> f32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// A point.
pub(super) type Point = (f32, f32);

/// The finished layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The size of the picture.
    pub(super) width: f32,
    pub(super) height: f32,
    /// True if the frames are labelled with the names of networks.
    pub(super) framed: bool,
    /// The lower edge of each service's row.
    pub(super) row_ends: HashMap<usize, f32>,
    /// The box of each node.
    pub(super) nodes: Vec<Area>,
    /// The frame of each group, with its network.
    pub(super) frames: Vec<(Area, Option<String>)>,
    /// The start of each connection between services, at the lower edge of its source, with its label.
    pub(super) feet: HashMap<usize, (Point, String)>,
    /// The vertical segments of each connection between services, in drawing order.
    pub(super) routes: HashMap<usize, Vec<(Point, Point)>>,
}

/// Estimates the maximum width of a text. All ASCII characters count as equally wide.
pub(super) fn text_width(text: &str, size: f32) -> f32 {
    text.chars().map(|char| if char.is_ascii() { 0.62 } else { 1.1 }).sum::<f32>() * size
}

/// A service with the parts drawn in its frame.
struct Card {
    node: usize,
    /// The outgoing connections, as indices of edges, with the widths of their labels.
    feet: Vec<(usize, f32)>,
    service: Area,
    size: (f32, f32),
    row: usize,
    x: f32,
    y: f32,
}

pub(super) fn layout(graph: &Graph) -> Layout {
    let groups = graph.groups();
    let mut layout = Layout { nodes: vec![Area::default(); graph.nodes.len()], ..Layout::default() };
    let services = groups.iter().filter(|group| graph.nodes[group.nodes[0]].kind == NodeKind::Service);
    let top = if groups.iter().any(|group| group.network.is_some()) { 26.0 } else { 14.0 };
    let connections = Connections::new(graph);
    let mut cards: Vec<Card> =
        services.map(|group| card(graph, group.nodes[0], &connections, &mut layout, top)).collect();
    let rows = rows(&mut cards, &connections);
    let left = gateway_width(graph).map_or(MARGIN, |width| MARGIN + width + 40.0);
    let crossings = connections.trunks(&cards);
    let (lanes, tops, right) = place_services(&mut cards, &rows, &crossings, (left, first_row(graph)));
    let first = first_row(graph);
    let bottom = cards.iter().map(|card| card.y + card.size.1).fold(first + 96.0, f32::max);
    layout.framed = top > 20.0;
    for card in &cards {
        layout.row_ends.insert(card.node, tops[card.row].1);
        place_card(graph, card, &mut layout, top);
    }
    let by_node: HashMap<_, _> = cards.iter().map(|card| (card.node, card)).collect();
    for card in &cards {
        for &(edge, _) in &card.feet {
            let route = connections.route(edge, card, &by_node, &lanes, &tops, &layout);
            layout.routes.insert(edge, route);
        }
    }
    let right = sides(graph, &mut layout, (first - ABOVE, bottom + BELOW), right);
    for group in &groups {
        layout.frames.push((frame(group.nodes[0], &group.nodes, &layout, top), group.network.map(str::to_owned)));
    }
    layout.width = right + MARGIN;
    layout.height = bottom + if has_sides(graph) { BELOW } else { 0.0 } + 14.0 + 56.0;
    layout
}

/// The connections between services, including those of their parts.
struct Connections {
    /// The source and target services of each edge between different services.
    ends: HashMap<usize, (usize, usize, EdgeKind)>,
    /// The edges of each source service.
    out: HashMap<usize, Vec<usize>>,
    /// The path at which the gateway serves each service.
    paths: HashMap<usize, String>,
    /// The labels of the edges.
    texts: HashMap<usize, String>,
}

impl Connections {
    fn new(graph: &Graph) -> Connections {
        let routes = graph.edges.iter().filter(|edge| edge.kind == EdgeKind::Route);
        let mut connections = Connections {
            ends: HashMap::new(),
            out: HashMap::new(),
            paths: routes.map(|route| (route.to, route.label.clone())).collect(),
            texts: HashMap::new(),
        };
        let service = |node: usize| match graph.nodes[node].kind {
            NodeKind::Struct => graph.nodes[node].owner.unwrap_or(node),
            _ => node,
        };
        for (index, edge) in graph.edges.iter().enumerate() {
            let (from, to) = (service(edge.from), service(edge.to));
            if !matches!(edge.kind, EdgeKind::Reference | EdgeKind::Use) || from == to {
                continue;
            }
            connections.ends.insert(index, (from, to, edge.kind));
            connections.out.entry(from).or_default().push(index);
            connections.texts.insert(index, foot_text(graph, index));
        }
        connections
    }

    fn of(&self, service: usize) -> &[usize] {
        self.out.get(&service).map_or(&[], Vec::as_slice)
    }
}

/// Shortens a text to `max_chars` characters.
pub(super) fn shortened(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    text.chars().take(max_chars - 1).chain(['…']).collect()
}

/// Computes the size of a service with its parts, and places the parts as if its frame were at the origin.
fn card(graph: &Graph, node: usize, connections: &Connections, layout: &mut Layout, top: f32) -> Card {
    let texts = |edge: &usize| text_width(&connections.texts[edge], SMALL_FONT) + 14.0;
    let mut feet: Vec<_> = connections.of(node).iter().map(|edge| (*edge, texts(edge))).collect();
    let mut feet_width: f32 = feet.iter().map(|foot| foot.1).sum();
    if feet_width > MAX_LABELLED_WIDTH {
        feet.iter_mut().for_each(|foot| foot.1 = 10.0);
        feet_width = 10.0 * feet.len() as f32;
    }
    let (mut width, mut height) = box_size(graph, node);
    let structs: Vec<_> = graph.parts(node).filter(|&part| graph.nodes[part].kind == NodeKind::Struct).collect();
    for &part in &structs {
        width = width.max(text_width(&node_title(graph, part), SMALL_FONT) + 4.0 * PAD);
        layout.nodes[part] = Area::new(PAD, height, 0.0, PILL);
        height += PILL + 4.0;
    }
    let path = connections.paths.get(&node).map_or(0.0, |path| text_width(&shortened(path, 40), SMALL_FONT) + 64.0);
    width = width.max(feet_width + 28.0).max(path).max(120.0);
    structs.iter().for_each(|&part| layout.nodes[part].width = width - 2.0 * PAD);
    let foot = if feet.is_empty() { 4.0 } else { LINE };
    let service = Area::new(18.0, top, width, (height + foot).max(CYLINDER));
    let database = graph.parts(node).find(|&part| graph.nodes[part].kind == NodeKind::Database);
    let mut right = service.right();
    if let Some(database) = database {
        let area = Area::new(right + 22.0, top, box_size(graph, database).0, CYLINDER);
        right = area.right();
        layout.nodes[database] = area;
    }
    let size = (right + 14.0, service.bottom() + 14.0);
    Card { node, feet, service, size, row: 0, x: 0.0, y: 0.0 }
}

/// Returns the title of a node's box.
pub(super) fn node_title(graph: &Graph, node: usize) -> String {
    shortened(&graph.nodes[node].label, 40)
}

/// Returns the size of the box for the texts of a node.
fn box_size(graph: &Graph, node: usize) -> (f32, f32) {
    let detail = graph.nodes[node].detail.as_deref().unwrap_or_default();
    let size = if graph.nodes[node].kind == NodeKind::Database { SMALL_FONT } else { LARGE_FONT };
    let texts = text_width(&node_title(graph, node), size).max(text_width(&shortened(detail, 40), SMALL_FONT));
    (texts + 2.0 * PAD, 2.0 * LINE + 10.0)
}

/// Moves a service and its parts to their final position, and sets the starts of its connections.
fn place_card(graph: &Graph, card: &Card, layout: &mut Layout, top: f32) {
    let service = Area::new(card.x + card.service.x, card.y + top, card.service.width, card.service.height);
    layout.nodes[card.node] = service;
    for part in graph.parts(card.node) {
        let area = &mut layout.nodes[part];
        let origin = match graph.nodes[part].kind {
            NodeKind::Struct => (service.x, service.y),
            _ => (card.x, card.y),
        };
        (area.x, area.y) = (area.x + origin.0, area.y + origin.1);
    }
    let total: f32 = card.feet.iter().map(|foot| foot.1).sum();
    let mut x = service.x + (service.width - total - 14.0) / 2.0;
    for &(edge, width) in &card.feet {
        let text = if width > 10.0 { foot_text(graph, edge) } else { String::new() };
        layout.feet.insert(edge, ((x + width / 2.0, service.bottom()), text));
        x += width;
    }
}

fn foot_text(graph: &Graph, edge: usize) -> String {
    let edge = &graph.edges[edge];
    let text = match (edge.kind, graph.nodes[edge.from].kind) {
        (EdgeKind::Use, _) => edge.kind.meaning().to_owned(),
        (_, NodeKind::Struct) => format!("{}.{}", graph.nodes[edge.from].label, edge.label),
        _ => edge.label.clone(),
    };
    shortened(&text, 26)
}

/// Returns true if there is a gateway or monitoring.
fn has_sides(graph: &Graph) -> bool {
    graph.nodes.iter().any(|node| matches!(node.kind, NodeKind::Gateway | NodeKind::Prometheus))
}

/// Returns the upper edge of the first row.
fn first_row(graph: &Graph) -> f32 {
    MARGIN + 36.0 + if has_sides(graph) { ABOVE + 28.0 } else { 0.0 }
}

/// Returns the width of the gateway with its frame, if there is one.
fn gateway_width(graph: &Graph) -> Option<f32> {
    let gateway = graph.nodes.iter().position(|node| node.kind == NodeKind::Gateway)?;
    let widths = std::iter::once(gateway).chain(graph.parts(gateway)).map(|node| box_size(graph, node).0);
    Some(widths.fold(96.0, f32::max) + 32.0)
}

/// Places the gateway on the left and the monitoring on the right. Returns the right edge of the picture's content.
fn sides(graph: &Graph, layout: &mut Layout, (top, bottom): (f32, f32), right: f32) -> f32 {
    let mut end = right;
    let height = bottom - top;
    let metrics = |kind| matches!(kind, NodeKind::Prometheus | NodeKind::Grafana);
    let widths = graph.nodes.iter().enumerate().filter(|(_, it)| metrics(it.kind));
    let metrics_width = widths.map(|(node, _)| box_size(graph, node).0).fold(96.0, f32::max);
    let rest = height - CYLINDER - 28.0;
    for (node, it) in graph.nodes.iter().enumerate() {
        match it.kind {
            NodeKind::Gateway => {
                let (x, width) = (MARGIN + 18.0, gateway_width(graph).unwrap_or_default() - 32.0);
                layout.nodes[node] = Area::new(x, top, width, rest);
                for part in graph.parts(node) {
                    layout.nodes[part] = Area::new(x, bottom - CYLINDER, width, CYLINDER);
                }
            }
            NodeKind::Prometheus => {
                layout.nodes[node] = Area::new(right + 48.0, bottom - rest, metrics_width, rest);
                end = right + 48.0 + metrics_width + 14.0;
            }
            NodeKind::Grafana => layout.nodes[node] = Area::new(right + 48.0, top, metrics_width, CYLINDER),
            _ => {}
        }
    }
    end
}

/// Returns the area that encloses the nodes of a group.
fn frame(first: usize, nodes: &[usize], layout: &Layout, top: f32) -> Area {
    let areas = nodes.iter().map(|&node| layout.nodes[node]);
    let first_area = layout.nodes[first];
    let (right, upper, bottom) = areas
        .fold((first_area.right(), first_area.y, first_area.bottom()), |(right, upper, bottom), area| {
            (right.max(area.right()), upper.min(area.y), bottom.max(area.bottom()))
        });
    Area::new(first_area.x - 18.0, upper - top, right - first_area.x + 32.0, bottom - upper + top + 14.0)
}
