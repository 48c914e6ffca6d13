/** Draws the legend of shapes and lines. The lines of each kind can be turned off. */

import type { Selection } from "d3-selection";
import type { EdgeKind, Graph, NodeKind } from "../graph";
import { EDGES } from "./kinds";

interface Choice {
  kind: EdgeKind;
  shown: boolean;
}

export function drawLegend(
  legend: Selection<HTMLElement, unknown, HTMLElement, unknown>,
  graph: Graph,
  hidden: ReadonlySet<string>,
  toggle: (kind: EdgeKind) => void,
): void {
  const nodes = [...new Set(graph.nodes.map((node) => node.kind))];
  const edges = (Object.keys(EDGES) as EdgeKind[]).filter((kind) => graph.edges.some((edge) => edge.kind === kind));
  legend
    .selectAll<HTMLSpanElement, NodeKind>("span.kind")
    .data(nodes)
    .join("span")
    .attr("class", (kind) => `kind ${kind}`)
    .text((kind) => kind);
  legend
    .selectAll<HTMLButtonElement, Choice>("button")
    .data(edges.map((kind): Choice => ({ kind, shown: !hidden.has(kind) })))
    .join("button")
    .attr("class", ({ kind }) => `kind ${kind}`)
    .attr("aria-pressed", ({ shown }) => String(shown))
    .attr("title", ({ shown }) => (shown ? "Hide these lines" : "Show these lines"))
    .text(({ kind }) => EDGES[kind])
    .on("click", (_, { kind }) => toggle(kind));
}
