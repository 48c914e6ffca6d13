/** The page of the diagram: receives graphs from the extension, and reports clicks. */

import { select } from "d3-selection";
import { edgeId, NOTHING, sameShape, type Graph, type GraphEdge, type GraphNode } from "../graph";
import type { FromPicture, PictureState, ToPicture } from "../messages";
import "./diagram.css";
import { createCanvas, draw, mark } from "./draw";
import { get } from "./geometry";
import { neighbour } from "./keys";
import { layOut, type Layout, type Measure } from "./layout";
import { drawLegend } from "./legend";
import { View } from "./view";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPicture): void;
  getState(): PictureState | undefined;
  setState(state: PictureState): void;
};

const vscode = acquireVsCodeApi();
const svg = select<SVGSVGElement, unknown>("#picture");
const legend = select<HTMLElement, unknown>("#legend");
const canvas = createCanvas(svg);

const uri = document.body.getAttribute("data-uri") ?? "";
const stored = vscode.getState();
const state: PictureState = stored?.uri === uri ? stored : { uri };
const keep = (change: Partial<PictureState>) => vscode.setState(Object.assign(state, change));
keep({});

const view = new View(svg, canvas, state.view, (view) => keep({ view }));
let graph = NOTHING;
let layout: Layout = layOut(graph, () => 0);

function show(next: Graph): void {
  const same = sameShape(graph, next);
  graph = next;
  if (!same) {
    layout = layOut(next, measure());
    draw(canvas, next, layout);
    view.resize(layout);
    select("#title").text(next.title);
    select("#provider").text(next.target ?? "no provider");
  }
  mark(canvas, next);
  listen();
  markChosen();
  explain();
}

/** Returns a function that measures texts in the fonts of the diagram. */
function measure(): Measure {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) throw new Error("Texts cannot be measured.");
  const family = svg.style("font-family");
  return (text, style) => {
    context.font = style === "label" ? `600 13px ${family}` : `11px ${family}`;
    return Math.ceil(context.measureText(text).width);
  };
}

/** Draws the legend, and hides the lines that are turned off. */
function explain(): void {
  const hidden = new Set(state.hidden);
  svg.attr("class", [...hidden].map((kind) => `without-${kind}`).join(" "));
  drawLegend(legend, graph, hidden, (kind) => {
    if (!hidden.delete(kind)) hidden.add(kind);
    keep({ hidden: [...hidden] });
    explain();
  });
}

function listen(): void {
  const reveal = (id: string) => {
    choose(id);
    vscode.postMessage({ type: "reveal", id });
  };
  const nodes = canvas.selectAll<SVGGElement, GraphNode>("g.node");
  nodes.on("click", (_, node) => reveal(node.id));
  nodes.on("mouseenter", (_, node) => light(around(node.id))).on("mouseleave", () => light());
  nodes.on("focus", (_, node) => choose(node.id));
  nodes.on("keydown", (event: KeyboardEvent, node) => {
    if (event.key === "Enter" || event.key === " ") reveal(node.id);
    else {
      const next = neighbour(event.key, node.id, layout.nodes);
      if (next === undefined) return;
      element(next)?.focus({ preventScroll: true });
      view.show(get(layout.nodes, next));
    }
    event.preventDefault();
  });
  const edges = canvas.selectAll<SVGGElement, GraphEdge>("g.edge");
  edges.on("click", (_, edge) => reveal(edgeId(edge)));
  edges
    .on("mouseenter", (_, edge) => light(new Set([edge.from, edge.to, edgeId(edge)])))
    .on("mouseleave", () => light());
  edges.on("keydown", (event: KeyboardEvent, edge) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    reveal(edgeId(edge));
    event.preventDefault();
  });
  canvas
    .selectAll<SVGTextElement, { name: string }>("text.network")
    .on("mouseenter", (_, { name }) => light(new Set(graph.networks.find((network) => network.name === name)?.nodes)))
    .on("mouseleave", () => light());
}

/** Returns the ids of a node, its edges and their other ends. */
function around(id: string): Set<string> {
  const edges = graph.edges.filter((edge) => edge.from === id || edge.to === id);
  return new Set([id, ...edges.flatMap((edge) => [edge.from, edge.to, edgeId(edge)])]);
}

/** Fades all other elements. Without ids, none. */
function light(ids?: Set<string>): void {
  canvas.classed("lit", ids !== undefined);
  canvas.selectAll<SVGGElement, GraphNode | GraphEdge>("g.node, g.edge").classed("light", function () {
    return ids?.has(this.dataset.id ?? "") ?? false;
  });
}

function choose(id: string | undefined): void {
  keep({ selected: id });
  markChosen();
}

/**
 * Marks the selected element, if it exists: it may come back when an error is fixed. Keyboard focus starts at the
 * selected node, followed by its edges.
 */
function markChosen(): void {
  const chosen = state.selected;
  const start = graph.nodes.some((node) => node.id === chosen) ? chosen : graph.nodes[0]?.id;
  canvas
    .selectAll<SVGGElement, GraphNode>("g.node")
    .classed("selected", (node) => node.id === chosen)
    .attr("tabindex", (node) => (node.id === start ? 0 : -1));
  const touches = (edge: GraphEdge) => edge.from === chosen || edge.to === chosen;
  canvas
    .selectAll<SVGGElement, GraphEdge>("g.edge")
    .classed("selected", (edge) => edgeId(edge) === chosen)
    .classed("near", touches)
    .attr("tabindex", (edge) => (edge.range && (touches(edge) || edgeId(edge) === chosen) ? 0 : -1));
}

function element(id: string): SVGGElement | undefined {
  return canvas
    .selectAll<SVGGElement, unknown>("g.node, g.edge")
    .nodes()
    .find((node) => node.dataset.id === id);
}

/** Selects the element at the cursor, and scrolls to it if it was not selected before. */
function follow(id: string | undefined): void {
  if (id === state.selected) return;
  choose(id);
  const box = id === undefined ? undefined : layout.nodes.get(id);
  if (box) view.show(box);
}

function warn(text: string | undefined): void {
  select("#banner")
    .text(text ?? "")
    .property("hidden", text === undefined);
}

window.addEventListener("message", ({ data }: MessageEvent<ToPicture>) => {
  if (data.type === "graph") show(data.graph);
  else if (data.type === "cursor") follow(data.id);
  else warn(data.text);
});

select("#fit").on("click", () => view.fit());
select("#zoom-in").on("click", () => view.scaleBy(1.25));
select("#zoom-out").on("click", () => view.scaleBy(0.8));
select("#save").on("click", () => vscode.postMessage({ type: "save" }));
window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "0") view.fit();
  else if (event.key === "+" || event.key === "=") view.scaleBy(1.25);
  else if (event.key === "-") view.scaleBy(0.8);
});

vscode.postMessage({ type: "ready" });
