//! Properties of the graphs of all examples, of all recorded cases and of large files.

use std::collections::{BTreeMap, HashSet};

use roxmltree::Node;
use temple_ide::manifest::Target;
use temple_ide::{Analysis, Graph, GraphFormat};

use crate::{broken, cases};

/// Returns every text, with its name.
fn texts() -> Vec<(String, String)> {
    let examples = cases::examples().into_iter().map(|(path, text)| (path.display().to_string(), text));
    let recorded = cases::recorded().map(|case| (case.name, case.source));
    let generated = cases::generated().into_iter().map(|case| (case.name, case.source));
    let odd = broken::ODD.iter().map(|text| ((*text).to_owned(), (*text).to_owned()));
    examples.chain(recorded).chain(generated).chain(odd).collect()
}

/// Returns a text with `count` services, each with references to some earlier ones.
fn large(count: usize) -> String {
    let mut text =
        String::from("Large: project { #provider(dockerCompose); #metrics(prometheus); #authMethod(email); }\n");
    for index in 0..count {
        text.push_str(&format!("Part{index}: service {{\n  size: int;\n"));
        for before in [index / 2, index.saturating_sub(7)].into_iter().filter(|&before| before < index) {
            text.push_str(&format!("  at{before}: Part{before};\n"));
        }
        text.push_str("}\n");
    }
    text
}

#[test]
fn every_graph_is_consistent() {
    let texts = texts();
    for (name, text) in &texts {
        for target in [None, Some(Target::DOCKER_COMPOSE), Some(Target::KUBERNETES)] {
            check(name, text, target);
        }
    }
    println!("graphs: {} texts with three targets each", texts.len());
}

/// Unusual dependencies do not make any service wider than others of its kind.
#[test]
fn draws_unusual_connections() {
    let service = |index: usize, needs: &mut dyn Iterator<Item = usize>| {
        let attributes: String = needs.map(|need| format!("a{need}: S{need}; ")).collect();
        format!("S{index}: service {{ {attributes}}}\n")
    };
    let chain: String = (0..60).map(|index| service(index, &mut [index + 1, 59].into_iter())).collect();
    let ring: String = (0..30).map(|index| service(index, &mut [(index + 1) % 30, index].into_iter())).collect();
    let all: String = (0..30).map(|index| service(index, &mut (0..30))).collect();
    let structs: String = (0..50).map(|index| format!("T{index}: struct {{ of: S; }}\n")).collect();
    for text in [chain, ring, all, format!("S: service {{ {structs} }}"), String::new(), "P: project {}".to_owned()] {
        check("odd", &text, Some(Target::DOCKER_COMPOSE));
    }
}

#[test]
fn pictures_grow_with_the_file() {
    let length = |count| {
        let graph = Analysis::new(large(count)).graph(None);
        GraphFormat::ALL.map(|format| graph.render(format).len())
    };
    for (small, large) in length(500).into_iter().zip(length(1_000)) {
        assert!(large < small * 5 / 2, "{small} bytes for 500 services, {large} for 1,000");
    }
    check("large", &large(1_000), None);
}

#[track_caller]
fn check(name: &str, text: &str, target: Option<Target>) {
    let graph = Analysis::new(text).graph(target);
    check_data(name, text, &graph);
    check_svg(name, &graph);
    check_dot(name, &graph);
    check_mermaid(name, &graph);
    assert_eq!(graph, Analysis::new(text).graph(target), "{name}: the same text has the same graph");
}

fn check_data(name: &str, text: &str, graph: &Graph) {
    let ids: HashSet<_> = graph.nodes.iter().map(|node| &node.id).collect();
    assert_eq!(ids.len(), graph.nodes.len(), "{name}: two nodes have one id");
    let ranges =
        graph.nodes.iter().filter_map(|node| node.range).chain(graph.edges.iter().filter_map(|edge| edge.range));
    for range in ranges {
        assert!(text.get(usize::from(range.start())..usize::from(range.end())).is_some(), "{name}: {range:?}");
    }
    for edge in &graph.edges {
        assert!(edge.from < graph.nodes.len() && edge.to < graph.nodes.len(), "{name}: {edge:?}");
    }
    for (index, node) in graph.nodes.iter().enumerate() {
        let parts: Vec<_> = graph.parts(index).collect();
        let owned = (0..graph.nodes.len()).filter(|&part| graph.nodes[part].owner == Some(index));
        assert!(parts.iter().copied().eq(owned), "{name}: the parts of {} do not follow it", node.id);
    }
    for network in &graph.networks {
        assert!(network.nodes.is_sorted() && network.nodes.iter().all(|&node| node < graph.nodes.len()), "{name}");
    }
}

/// A box: left, top, right, bottom.
type Area = [f32; 4];

fn number(text: &str) -> f32 {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}

fn attribute(node: Node<'_, '_>, name: &str) -> f32 {
    number(node.attribute(name).unwrap_or_default())
}

/// Returns the area of a `rect`, or of the `path` around a database.
fn area(shape: Node<'_, '_>) -> Area {
    if shape.has_tag_name("rect") {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| attribute(shape, name));
        return [x, y, x + width, y + height];
    }
    let path = shape.attribute("d").unwrap_or_default();
    let numbers: Vec<f32> =
        path.split(|c: char| !"-.0123456789".contains(c)).filter_map(|it| it.parse().ok()).collect();
    let [x, y, rx, ry, .., _] = numbers[..] else { panic!("not the form of a database: {path}") };
    let side = path.split_once('v').and_then(|(_, rest)| rest.split(' ').next()).map_or(0.0, number);
    [x, y - ry, x + 2.0 * rx, y + side + ry]
}

fn overlap(a: Area, b: Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Returns true if `inner` is inside `outer`, except for rounding to tenths.
fn inside(inner: Area, outer: Area) -> bool {
    inner[0] >= outer[0] - 0.2 && inner[1] >= outer[1] - 0.2 && inner[2] <= outer[2] + 0.2 && inner[3] <= outer[3] + 0.2
}

fn check_svg(name: &str, graph: &Graph) {
    let svg = graph.render(GraphFormat::Svg);
    let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}\n{svg}"));
    let root = document.root_element();
    let picture = [0.0, 0.0, attribute(root, "width"), attribute(root, "height")];
    let shapes: BTreeMap<&str, Node<'_, '_>> =
        root.children().filter_map(|node| Some((node.attribute("data-id")?, node))).collect();
    assert_eq!(shapes.len(), graph.nodes.len(), "{name}");
    let mut areas = Vec::new();
    for node in &graph.nodes {
        let group = shapes[node.id.as_str()];
        let start = node.range.map(|range| u32::from(range.start()).to_string());
        assert_eq!(group.attribute("data-start"), start.as_deref(), "{name}: {}", node.id);
        let shape = group.children().find(|child| child.attribute("class") == Some("box")).expect("a box");
        areas.push(area(shape));
        let texts = group.children().filter(|child| child.has_tag_name("text"));
        for text in texts.filter(|text| text.attribute("text-anchor") == Some("middle")) {
            let size = if text.attribute("class") == Some("small") { 10.0 } else { 13.0 };
            // The advance width of the widest listed font.
            let half = text.text().unwrap_or_default().chars().count() as f32 * size * 0.602 / 2.0;
            let (x, y) = (attribute(text, "x"), attribute(text, "y"));
            let text_area = [x - half, y - size * 0.8, x + half, y + size * 0.2];
            assert!(inside(text_area, areas[areas.len() - 1]), "{name}: the text of {} leaves its box", node.id);
        }
    }
    let frames = root.children().filter(|node| node.attribute("class") == Some("frame"));
    let frames: Vec<_> = frames.map(area).collect();
    for (index, &frame) in frames.iter().enumerate() {
        assert!(inside(frame, picture), "{name}: a frame leaves the picture");
        assert!(!frames[..index].iter().any(|&other| overlap(frame, other)), "{name}: two frames overlap");
    }
    for (index, (node, &area)) in graph.nodes.iter().zip(&areas).enumerate() {
        assert_eq!(frames.iter().filter(|&&frame| inside(area, frame)).count(), 1, "{name}: {} and frames", node.id);
        // Frames do not overlap, so boxes in different frames cannot overlap either.
        let owner = node.owner.unwrap_or(index);
        for part in graph.parts(owner).chain([owner]).filter(|&part| part != index) {
            let contains = inside(areas[part], area) || inside(area, areas[part]);
            let holds = graph.nodes[part].owner == Some(index) || node.owner == Some(part);
            assert!(!overlap(area, areas[part]) || (holds && contains), "{name}: {} overlaps another", node.id);
        }
    }
    let edges: Vec<_> = root.children().filter(|node| node.attribute("data-from").is_some()).collect();
    assert_eq!(edges.len(), graph.edges.len(), "{name}");
    for edge in edges {
        let ends = ["data-from", "data-to"].map(|end| edge.attribute(end).unwrap_or_default());
        assert!(ends.iter().all(|end| shapes.contains_key(end)), "{name}: {ends:?}");
    }
}

/// Removes quoted parts from the text. If `escapes` is set, `\` escapes the character after it.
fn unquoted(name: &str, text: &str, escapes: bool) -> String {
    let (mut rest, mut inside, mut chars) = (String::new(), false, text.chars());
    while let Some(char) = chars.next() {
        match char {
            '"' => inside = !inside,
            '\\' if inside && escapes => drop(chars.next()),
            char if !inside => rest.push(char),
            char => assert!(!char.is_control(), "{name}: {char:?} in quotes"),
        }
    }
    assert!(!inside, "{name}: a quote is not closed\n{text}");
    rest
}

/// Returns the nodes that a line connects, in a text with node names like `n12`.
fn ends<'a>(line: &'a str, arrows: &[&str]) -> Option<[&'a str; 2]> {
    let words: Vec<&str> = line.split([' ', '|', ';', '[']).filter(|word| !word.is_empty()).collect();
    let arrow = words.iter().position(|word| arrows.contains(word))?;
    Some([words.get(arrow.wrapping_sub(1))?, words.get(arrow + 1)?])
}

fn check_dot(name: &str, graph: &Graph) {
    let text = unquoted(name, &graph.render(GraphFormat::Dot), true);
    assert_eq!(text.matches('{').count(), text.matches('}').count(), "{name}");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let (edges, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.contains(" -> "));
    let nodes: HashSet<_> = others.iter().filter(|line| line.starts_with('n') && !line.starts_with("node ")).collect();
    let nodes: HashSet<_> = nodes.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(nodes.len(), graph.nodes.len(), "{name}");
    for line in edges {
        assert!(ends(line, &["->"]).is_some_and(|ends| ends.iter().all(|end| nodes.contains(end))), "{name}: {line}");
        assert!(line.ends_with("];"), "{name}: {line}");
    }
    assert!(others.iter().all(|line| line.ends_with([';', '{', '}'])), "{name}: {others:#?}");
}

fn check_mermaid(name: &str, graph: &Graph) {
    let text = unquoted(name, &graph.render(GraphFormat::Mermaid), false);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("subgraph "), count("flowchart ")), (lines.iter().filter(|line| **line == "end").count(), 1));
    let arrows = ["-->", "-.->", "---"];
    let (edges, others): (Vec<&str>, Vec<&str>) =
        lines.iter().copied().partition(|line| arrows.iter().any(|arrow| line.contains(arrow)));
    let declared = others.iter().filter_map(|line| Some(&line[..line.find(['(', '[', '{'])?]));
    let nodes: HashSet<_> = declared.filter(|name| name.starts_with('n')).collect();
    assert_eq!(nodes.len(), graph.nodes.len(), "{name}");
    for line in edges {
        let spaced = arrows
            .iter()
            .fold(line.to_owned(), |line, arrow| line.replace(&format!("{arrow}|"), &format!("{arrow} |")));
        assert!(
            ends(&spaced, &arrows).is_some_and(|ends| ends.iter().all(|end| nodes.contains(end))),
            "{name}: {line}"
        );
    }
}

#[test]
fn the_picture_in_the_manual_is_up_to_date() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).expect("a text");
    let drawn = Analysis::new(read("examples/conference.temple")).graph(None).render(GraphFormat::Svg);
    // `assert_eq` would print both pictures.
    assert!(drawn == read("docs/images/graph.svg"), "draw it again: cargo xtask picture");
}
