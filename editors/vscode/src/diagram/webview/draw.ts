/** Draws a graph as SVG, with d3. Existing elements are reused, so that focus and animations continue. */

import type { BaseType, Selection } from "d3-selection";
import { curveBumpX, line } from "d3-shape";
import { edgeId, type EdgeKind, type Graph, type GraphEdge, type GraphNode } from "../graph";
import { EDGES } from "./kinds";
import { get, type Box, type Point } from "./geometry";
import type { Frame, Layout } from "./layout";

/** The outermost element. */
export type Root = Selection<SVGSVGElement, unknown, HTMLElement, unknown>;
/** The element that is moved and zoomed. */
export type Canvas = Selection<SVGGElement, unknown, HTMLElement, unknown>;

/** Creates a layer for each kind of element, later ones on top, and the arrowheads of the edges. */
export function createCanvas(svg: Root): Canvas {
  svg
    .append("defs")
    .selectAll("marker")
    .data(Object.keys(EDGES) as EdgeKind[])
    .join("marker")
    .attr("id", (kind) => `tip-${kind}`)
    .attr("class", (kind) => `tip ${kind}`)
    .attr("viewBox", "0 0 8 8")
    .attr("refX", 7)
    .attr("refY", 4)
    .attr("markerWidth", 8)
    .attr("markerHeight", 8)
    .attr("markerUnits", "userSpaceOnUse")
    .attr("orient", "auto")
    .append("path")
    .attr("d", "M0,0.5L8,4L0,7.5z");
  const canvas = svg.append("g").attr("class", "canvas");
  for (const layer of ["frames", "nodes", "edges"]) canvas.append("g").attr("class", layer);
  return canvas;
}

export function draw(canvas: Canvas, graph: Graph, layout: Layout): void {
  drawFrames(canvas, layout);
  drawNodes(canvas, graph, layout);
  drawEdges(canvas, graph, layout);
}

/** Updates what may change while the shape stays the same: nodes with errors, and clickable elements. */
export function mark(canvas: Canvas, graph: Graph): void {
  const describe = describer(graph);
  const nodes = canvas
    .select(".nodes")
    .selectAll<SVGGElement, GraphNode>("g.node")
    .data(graph.nodes, (node) => node.id);
  nodes.classed("error", (node) => node.hasError).classed("link", (node) => node.range !== undefined);
  nodes.attr("aria-label", describe).select("title").text(describe);
  const edges = canvas.select(".edges").selectAll<SVGGElement, GraphEdge>("g.edge").data(graph.edges, edgeId);
  edges.classed("link", (edge) => edge.range !== undefined);
}

function drawFrames(canvas: Canvas, layout: Layout): void {
  const frames = layout.frames.filter(({ networks }) => networks.length > 0);
  const groups = canvas
    .select(".frames")
    .selectAll<SVGGElement, Frame>("g.frame")
    .data(frames, (frame) => frame.id)
    .join((enter) => {
      const frame = enter.append("g").attr("class", "frame");
      frame.append("rect").attr("rx", 8);
      return frame;
    });
  moveTo(groups, (frame) => frame);
  groups
    .select("rect")
    .attr("width", (frame) => frame.width)
    .attr("height", (frame) => frame.height);
  groups
    .selectAll<SVGTextElement, string>("text")
    .data((frame) => frame.networks.map((name, index) => ({ name, index, frame })))
    .join("text")
    .attr("class", "network")
    .attr("data-network", ({ name }) => name)
    .attr("x", ({ frame }) => frame.width - 8)
    .attr("y", ({ index }) => 15 + index * 16)
    .text(({ name }) => name);
}

function drawNodes(canvas: Canvas, graph: Graph, layout: Layout): void {
  const box = (node: GraphNode) => get(layout.nodes, node.id);
  const nodes = canvas
    .select(".nodes")
    .selectAll<SVGGElement, GraphNode>("g.node")
    .data(graph.nodes, (node) => node.id)
    .join((enter) => {
      const node = enter.append("g").attr("role", "button").attr("tabindex", -1);
      node.append("title");
      node.append("path").attr("class", "box");
      node.append("text").attr("class", "label");
      node.append("text").attr("class", "detail");
      const error = node.append("g").attr("class", "mark");
      error.append("circle").attr("r", 8);
      error.append("text").attr("y", 4).text("!");
      return node;
    })
    .order();
  nodes.attr("class", (node) => `node ${node.kind}`).attr("data-id", (node) => node.id);
  moveTo(nodes, box);
  nodes.select(".box").attr("d", (node) => outline(node, box(node)));
  nodes.select(".mark").attr("transform", (node) => `translate(${box(node).width - 2},2)`);
  const middle = (node: GraphNode) => box(node).width / 2;
  nodes
    .select(".label")
    .attr("x", middle)
    .attr("y", labelY)
    .text((node) => node.label);
  nodes
    .select(".detail")
    .attr("x", middle)
    .attr("y", (node) => labelY(node) + 15)
    .text((node) => node.detail ?? "");
}

function labelY(node: GraphNode): number {
  if (node.kind === "struct") return 16;
  if (node.kind === "database") return node.detail ? 25 : 31;
  return 19;
}

function outline(node: GraphNode, { width: w, height: h }: Box): string {
  if (node.kind !== "database") return rounded(w, h, node.kind === "struct" ? 3 : 6);
  const r = 5;
  const lid = `A${w / 2},${r} 0 0 1 ${w},${r} A${w / 2},${r} 0 0 1 0,${r}`;
  return `M0,${r} ${lid} M0,${r} A${w / 2},${r} 0 0 1 ${w},${r} V${h - r} A${w / 2},${r} 0 0 1 0,${h - r} Z`;
}

function rounded(w: number, h: number, r: number): string {
  return `M${r},0 H${w - r} A${r},${r} 0 0 1 ${w},${r} V${h - r} A${r},${r} 0 0 1 ${w - r},${h} H${r} A${r},${r} 0 0 1 0,${h - r} V${r} A${r},${r} 0 0 1 ${r},0 Z`;
}

function drawEdges(canvas: Canvas, graph: Graph, layout: Layout): void {
  const route = (edge: GraphEdge) => get(layout.edges, edgeId(edge));
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const describe = (edge: GraphEdge) =>
    [labels.get(edge.from), EDGES[edge.kind], labels.get(edge.to), edge.label && `(${edge.label})`]
      .filter(Boolean)
      .join(" ");
  const curve = line<Point>(
    (point) => point.x,
    (point) => point.y,
  ).curve(curveBumpX);
  const path = (edge: GraphEdge) => curve(route(edge).points);

  const edges = canvas
    .select(".edges")
    .selectAll<SVGGElement, GraphEdge>("g.edge")
    .data(graph.edges, edgeId)
    .join((enter) => {
      const edge = enter.append("g").attr("role", "button").attr("tabindex", -1);
      edge.append("title");
      edge.append("path").attr("class", "line");
      edge.append("path").attr("class", "target");
      edge.append("text");
      return edge;
    })
    .order();
  edges.attr("class", (edge) => `edge ${edge.kind}`).attr("data-id", edgeId);
  edges.attr("data-from", (edge) => edge.from).attr("data-to", (edge) => edge.to);
  edges.attr("aria-label", describe).select("title").text(describe);
  edges
    .select(".line")
    .attr("d", path)
    .attr("marker-end", (edge) => `url(#tip-${edge.kind})`);
  edges.select(".target").attr("d", path);
  edges
    .select("text")
    .attr("x", (edge) => route(edge).label.x)
    .attr("y", (edge) => route(edge).label.y + 4)
    .text((edge) => edge.label ?? "");
}

/** Moves elements with a style instead of an attribute, so that the move is animated. */
function moveTo<D, P extends BaseType, E>(
  groups: Selection<SVGGElement, D, P, E>,
  position: (datum: D) => Point,
): void {
  groups.style("transform", (datum) => `translate(${position(datum).x}px, ${position(datum).y}px)`);
}

function describer(graph: Graph): (node: GraphNode) => string {
  return (node) => {
    const networks = graph.networks.filter(({ nodes }) => nodes.includes(node.id)).map(({ name }) => name);
    const parts = [
      `${node.kind} ${node.label}`,
      node.detail,
      networks.length > 0 && `on ${networks.join(", ")}`,
      node.hasError && "has errors",
    ];
    return parts.filter(Boolean).join("; ");
  };
}
