//! Writes a graph as a self-contained SVG that follows the reader's light or dark theme.
//!
//! Every node is a `g` with `data-id`, and with `data-start` and `data-end`, in bytes, if it comes from the Templefile;
//! every connection has `data-from` and `data-to`.

use std::fmt::Write as _;

use super::layout::{self, Area, LARGE_FONT, LINE, Layout, MARGIN, PAD, Point, SMALL_FONT, text_width};
use super::{Edge, EdgeKind, Graph, NodeKind};

const STYLE: &str = "\
.temple-graph{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}\
.temple-graph .back{fill:#fff}.temple-graph text{fill:#1f2328;font-size:13px}\
.temple-graph .heading{font-size:16px;font-weight:bold}.temple-graph .name{font-weight:bold}\
.temple-graph .small{fill:#59636e;font-size:10px;font-weight:normal}\
.temple-graph .halo{stroke:#fff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}\
.temple-graph .frame{fill:none;stroke:#afb8c1;stroke-dasharray:4 4}\
.temple-graph .node rect,.temple-graph .node path{stroke-width:1.25px}\
.temple-graph .service .box{fill:#ddf4ff;stroke:#0969da}.temple-graph .struct .box{fill:#fff;stroke:#54aeff}\
.temple-graph .database .box{fill:#fff8c5;stroke:#9a6700}.temple-graph .gateway .box{fill:#fbefff;stroke:#8250df}\
.temple-graph .prometheus .box,.temple-graph .grafana .box{fill:#dafbe1;stroke:#1a7f37}\
.temple-graph .error .box{stroke:#cf222e;stroke-width:2.5px}.temple-graph .mark{fill:#cf222e}\
.temple-graph .edge{fill:none;stroke:#59636e;stroke-width:1.25px}.temple-graph .tip{stroke:none;fill:#59636e}\
.temple-graph .route{stroke:#8250df}.temple-graph .tip.route{fill:#8250df;stroke:none}\
.temple-graph .scrape,.temple-graph .figures{stroke:#1a7f37;stroke-dasharray:2 3}\
.temple-graph .tip.scrape,.temple-graph .tip.figures{fill:#1a7f37;stroke:none}\
.temple-graph .data{stroke:#9a6700}.temple-graph .tip.data{fill:#9a6700;stroke:none}\
.temple-graph .reference{stroke:#0969da}.temple-graph .tip.reference{fill:#0969da;stroke:none}\
.temple-graph .use{stroke:#bc4c00;stroke-dasharray:6 4}.temple-graph .tip.use{fill:#bc4c00;stroke:none}\
@media (prefers-color-scheme:dark){\
.temple-graph .back{fill:#0d1117}.temple-graph text{fill:#e6edf3}.temple-graph .small{fill:#9198a1}\
.temple-graph .halo{stroke:#0d1117}.temple-graph .frame{stroke:#57606a}\
.temple-graph .service .box{fill:#121d2f;stroke:#4493f8}.temple-graph .struct .box{fill:#0d1117;stroke:#316dca}\
.temple-graph .database .box{fill:#272115;stroke:#d29922}.temple-graph .gateway .box{fill:#211830;stroke:#ab7df8}\
.temple-graph .prometheus .box,.temple-graph .grafana .box{fill:#12261e;stroke:#3fb950}\
.temple-graph .error .box{stroke:#f85149}.temple-graph .mark{fill:#f85149}\
.temple-graph .edge{stroke:#9198a1}.temple-graph .tip{stroke:none;fill:#9198a1}\
.temple-graph .route{stroke:#ab7df8}.temple-graph .tip.route{fill:#ab7df8;stroke:none}\
.temple-graph .scrape,.temple-graph .figures{stroke:#3fb950}\
.temple-graph .tip.scrape,.temple-graph .tip.figures{fill:#3fb950;stroke:none}\
.temple-graph .data{stroke:#d29922}.temple-graph .tip.data{fill:#d29922;stroke:none}\
.temple-graph .reference{stroke:#4493f8}.temple-graph .tip.reference{fill:#4493f8;stroke:none}\
.temple-graph .use{stroke:#db6d28}.temple-graph .tip.use{fill:#db6d28;stroke:none}}";

pub(super) fn render(graph: &Graph) -> String {
    Picture { graph, layout: layout::layout(graph), out: String::new() }.draw()
}

struct Picture<'g> {
    graph: &'g Graph,
    layout: Layout,
    out: String,
}

impl Picture<'_> {
    fn draw(mut self) -> String {
        let heading = self.graph.heading();
        let legend: Vec<_> = self.legend();
        let legend_width: f32 = legend.iter().map(|kind| legend_entry(*kind)).sum();
        let heading_width = text_width(&heading, 16.0);
        let width = self.layout.width.max(legend_width.max(heading_width) + 2.0 * MARGIN).ceil();
        let height = self.layout.height.ceil();
        let count = |kind| self.graph.nodes.iter().filter(|node| node.kind == kind).count();
        let _ = writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"temple-graph\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"temple-graph-title \
             temple-graph-desc\">\n<title id=\"temple-graph-title\">{}</title>\n<desc id=\"temple-graph-desc\">Services: \
             {}. Databases: {}. Connections: {}.</desc>\n<style>{STYLE}</style>\n<rect class=\"back\" width=\"{width}\" \
             height=\"{height}\"/>",
            escaped(&heading),
            count(NodeKind::Service),
            count(NodeKind::Database),
            self.graph.edges.len(),
        );
        self.text("heading", MARGIN, MARGIN + 14.0, "start", &heading);
        self.frames();
        (0..self.graph.edges.len()).for_each(|edge| self.edge(edge));
        (0..self.graph.nodes.len()).for_each(|node| self.node(node));
        self.labels();
        let mut x = MARGIN;
        for kind in legend {
            let y = height - MARGIN;
            let _ = writeln!(self.out, "<path class=\"edge {}\" d=\"M{x} {} h26\"/>", kind.as_str(), y - 4.0);
            self.tip(kind, (x + 32.0, y - 4.0), (1.0, 0.0));
            self.text("small", x + 38.0, y, "start", kind.meaning());
            x += legend_entry(kind);
        }
        self.out.push_str("</svg>\n");
        self.out
    }

    /// Returns the kinds of connections in the graph.
    fn legend(&self) -> Vec<EdgeKind> {
        let mut kinds: Vec<EdgeKind> = Vec::new();
        for edge in &self.graph.edges {
            if !kinds.contains(&edge.kind) {
                kinds.push(edge.kind);
            }
        }
        kinds
    }

    fn frames(&mut self) {
        for (area, network) in std::mem::take(&mut self.layout.frames) {
            let Area { x, y, width, height } = area;
            let _ = writeln!(
                self.out,
                "<rect class=\"frame\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"10\"/>"
            );
            if let Some(network) = network {
                // The name is shortened to fit.
                let max_chars = ((width - 24.0) / text_width("x", SMALL_FONT)) as usize;
                let network = layout::shortened(&network, max_chars.max(2));
                self.text("small", area.right() - PAD, y + 16.0, "end", &network);
            }
        }
    }

    fn node(&mut self, index: usize) {
        let (node, area) = (&self.graph.nodes[index], self.layout.nodes[index]);
        let error = if node.has_error { " error" } else { "" };
        let _ = write!(self.out, "<g class=\"node {}{error}\" data-id=\"{}\"", node.kind.as_str(), escaped(&node.id));
        if let Some(range) = node.range {
            let (start, end) = (u32::from(range.start()), u32::from(range.end()));
            let _ = write!(self.out, " data-start=\"{start}\" data-end=\"{end}\"");
        }
        let error = if node.has_error { ", with errors" } else { "" };
        let _ = writeln!(self.out, "><title>{} {}{error}</title>", node.kind.as_str(), escaped(&node.label));
        self.shape(node.kind, area);
        let (x, label) = (area.x + area.width / 2.0, layout::node_title(self.graph, index));
        let detail = node.detail.as_deref().map(|detail| layout::shortened(detail, 40));
        match node.kind {
            NodeKind::Struct => self.text("small", x, area.y + 14.5, "middle", &label),
            NodeKind::Service => {
                self.text("name", x, area.y + LINE + 2.0, "middle", &label);
                detail.iter().for_each(|detail| self.text("small", x, area.y + 2.0 * LINE, "middle", detail));
            }
            NodeKind::Database => {
                let y = area.y + area.height / 2.0;
                self.text("small", x, y + 5.0, "middle", &label);
                detail.iter().for_each(|detail| self.text("small", x, y + 18.0, "middle", detail));
            }
            NodeKind::Gateway | NodeKind::Prometheus | NodeKind::Grafana => {
                let y = area.y + area.height / 2.0;
                self.text("name", x, y, "middle", &label);
                detail.iter().for_each(|detail| self.text("small", x, y + 15.0, "middle", detail));
            }
        }
        if node.has_error {
            self.text("name mark", area.right() - 4.0, area.y + 14.0, "end", "!");
        }
        self.out.push_str("</g>\n");
    }

    fn shape(&mut self, kind: NodeKind, Area { x, y, width, height }: Area) {
        let _ = match kind {
            NodeKind::Database => {
                let (rx, ry, side) = (width / 2.0, 6.0, height - 12.0);
                writeln!(
                    self.out,
                    "<path class=\"box\" d=\"M{x:.1} {:.1} a{rx:.1} {ry} 0 0 1 {width:.1} 0 v{side:.1} a{rx:.1} {ry} 0 0 1 \
                     -{width:.1} 0 z m0 0 a{rx:.1} {ry} 0 0 0 {width:.1} 0\"/>",
                    y + 6.0
                )
            }
            _ => writeln!(
                self.out,
                "<rect class=\"box\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{}\"/>",
                if kind == NodeKind::Struct { 4 } else { 6 }
            ),
        };
    }

    fn edge(&mut self, index: usize) {
        let edge = &self.graph.edges[index];
        let (from, to) = (self.layout.nodes[edge.from], self.layout.nodes[edge.to]);
        let middle = |area: Area| area.x + area.width / 2.0;
        let (path, end, direction) = match edge.kind {
            EdgeKind::Route => {
                // From the gateway along the row, then down.
                let (x, y) = (to.x + 12.0, self.above(edge.to));
                (format!("M{:.1} {y:.1} H{x:.1} V{:.1}", from.right(), to.y - 5.0), (x, to.y), (0.0, 1.0))
            }
            EdgeKind::Scrape => {
                let (x, y) = (to.right() - 8.0, self.below(edge.to));
                (format!("M{:.1} {y:.1} H{x:.1} V{:.1}", from.x, to.bottom() + 5.0), (x, to.bottom()), (0.0, -1.0))
            }
            EdgeKind::Data if to.x > from.right() => {
                let y = to.y + to.height / 2.0;
                (format!("M{:.1} {y:.1} H{:.1}", from.right(), to.x - 5.0), (to.x, y), (1.0, 0.0))
            }
            EdgeKind::Data | EdgeKind::Metrics => {
                let x = middle(to);
                (format!("M{x:.1} {:.1} V{:.1}", from.bottom(), to.y - 5.0), (x, to.y), (0.0, 1.0))
            }
            EdgeKind::Reference | EdgeKind::Use => match self.layout.routes.get(&index) {
                Some(route) => along(route),
                // Inside one service, along its left side.
                None => {
                    let (y, end) = (from.y + 9.0, to.y + if edge.from == edge.to { 26.0 } else { 11.0 });
                    let left = from.x.min(to.x) - 13.0;
                    let path = format!(
                        "M{:.1} {y:.1} C{left:.1} {y:.1} {left:.1} {end:.1} {:.1} {end:.1}",
                        from.x,
                        to.x - 5.0
                    );
                    (path, (to.x, end), (1.0, 0.0))
                }
            },
        };
        let _ = write!(self.out, "<g data-from=\"{}\"", escaped(&self.graph.nodes[edge.from].id));
        let _ = writeln!(
            self.out,
            " data-to=\"{}\"><title>{}</title>",
            escaped(&self.graph.nodes[edge.to].id),
            escaped(&self.description(edge))
        );
        let _ = writeln!(self.out, "<path class=\"edge {}\" d=\"{path}\"/>", edge.kind.as_str());
        self.tip(edge.kind, end, direction);
        self.out.push_str("</g>\n");
    }

    /// Describes a connection in words.
    fn description(&self, edge: &Edge) -> String {
        let label = |node: usize| &self.graph.nodes[node].label;
        let by = if edge.label.is_empty() { String::new() } else { format!(" ({})", edge.label) };
        format!("{} {} {}{by}", label(edge.from), edge.kind.meaning(), label(edge.to))
    }

    /// Returns the y coordinate of the line from the gateway to a service.
    fn above(&self, service: usize) -> f32 {
        self.layout.nodes[service].y - if self.layout.framed { 26.0 } else { 14.0 } - 20.0
    }

    /// Returns the y coordinate of the line from Prometheus to a service, below the whole row.
    fn below(&self, service: usize) -> f32 {
        self.layout.row_ends.get(&service).copied().unwrap_or_default() + 12.0
    }

    /// Draws an arrowhead that ends at a point.
    fn tip(&mut self, kind: EdgeKind, (x, y): Point, (dx, dy): Point) {
        let (bx, by) = (x - dx * 7.0, y - dy * 7.0);
        let _ = writeln!(
            self.out,
            "<path class=\"tip {}\" d=\"M{x:.1} {y:.1} L{:.1} {:.1} L{:.1} {:.1} z\"/>",
            kind.as_str(),
            bx - dy * 3.5,
            by + dx * 3.5,
            bx + dy * 3.5,
            by - dx * 3.5
        );
    }

    /// Draws the labels of the connections, above all lines.
    fn labels(&mut self) {
        for (index, edge) in self.graph.edges.iter().enumerate() {
            if edge.kind == EdgeKind::Route {
                let (x, y) = (self.layout.nodes[edge.to].x + 17.0, self.above(edge.to) + 14.0);
                self.text("small halo", x, y, "start", &layout::shortened(&edge.label, 40));
            }
            if let Some(((x, y), text)) = self.layout.feet.get(&index).cloned() {
                self.text("small", x, y - 5.0, "middle", &text);
            }
        }
    }

    fn text(&mut self, class: &str, x: f32, y: f32, anchor: &str, text: &str) {
        let text = escaped(text);
        let _ = writeln!(
            self.out,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>"
        );
    }
}

/// Returns the width of a kind of connection in the legend.
fn legend_entry(kind: EdgeKind) -> f32 {
    text_width(kind.meaning(), SMALL_FONT) + 38.0 + 2.0 * LARGE_FONT
}

/// Returns the path along vertical segments, connected by curves, with its end and the direction there.
fn along(route: &[(Point, Point)]) -> (String, Point, Point) {
    let mut path = String::new();
    let mut last: Option<(Point, f32)> = None;
    for &((x, start), (_, end)) in route {
        let direction = if end < start { -1.0 } else { 1.0 };
        match last {
            None => {
                let _ = write!(path, "M{x:.1} {start:.1}");
            }
            Some(((from_x, from_y), before)) => {
                let bend = ((start - from_y).abs() / 2.0).max(30.0);
                let (first, second) = (from_y + before * bend, start - direction * bend);
                let _ = write!(path, " C{from_x:.1} {first:.1} {x:.1} {second:.1} {x:.1} {start:.1}");
            }
        }
        let _ = write!(path, " V{end:.1}");
        last = Some(((x, end), direction));
    }
    let (end, direction) = last.unwrap_or_default();
    (path, end, (0.0, direction))
}

/// Escapes a text for XML, and drops the characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            control if control.is_control() => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}
