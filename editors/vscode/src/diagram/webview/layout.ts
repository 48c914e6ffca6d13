/**
 * Computes the layout, in pixels. dagre assigns the services to layers, from the gateway on the left to the metrics on
 * the right; the elements of a service are stacked in a frame, which dagre treats as one box.
 */

import { Graph as DagreGraph, layout as dagre } from "@dagrejs/dagre";
import { edgeId, type Graph, type GraphNode } from "../graph";
import type { Box, Point } from "./geometry";
import { isTurned, PORT, routeAll, type Route } from "./route";

/** Returns the width of a text when it is drawn. */
export type Measure = (text: string, style: "label" | "detail") => number;

export interface Frame extends Box {
  id: string;
  /** The networks whose name is on this frame. Each network has its name on one frame. */
  networks: string[];
}

export interface Layout {
  width: number;
  height: number;
  frames: Frame[];
  nodes: Map<string, Box>;
  edges: Map<string, Route>;
}

const HEADER = 46;
const SMALL_HEADER = 28;
const DATABASE = 46;
const STRUCT = 24;
const PADDING = 12;
const GAP = 22;
const NETWORK_NAME = 16;

/** An owner with its elements, before its position is known. Boxes are relative to the frame. */
interface Group {
  owner: GraphNode;
  boxes: Map<string, Box>;
  width: number;
  height: number;
  networks: string[];
}

export function layOut(graph: Graph, measure: Measure): Layout {
  const groups = graph.nodes.filter((node) => node.owner === undefined).map((owner) => group(graph, owner, measure));
  const homes = new Map(groups.flatMap((group) => [...group.boxes.keys()].map((id) => [id, group.owner.id] as const)));
  const placed = place(graph, groups, homes, measure);

  const nodes = new Map<string, Box>();
  const frames = groups.map(({ owner, boxes, width, height, networks }) => {
    const { x, y } = placed.node(owner.id) as Point;
    const frame = { id: owner.id, x: x - width / 2, y: y - height / 2, width, height, networks };
    for (const [id, box] of boxes) nodes.set(id, { ...box, x: box.x + frame.x, y: box.y + frame.y });
    return frame;
  });

  const edges = routeAll(graph, nodes, homes, placed);
  const { width = 0, height = 0 } = placed.graph() as { width?: number; height?: number };
  return { width, height, frames, nodes, edges };
}

/** Stacks a service, with its structs inside and its database below. */
function group(graph: Graph, owner: GraphNode, measure: Measure): Group {
  const owned = graph.nodes.filter((node) => node.owner === owner.id);
  const structs = owned.filter((node) => node.kind === "struct");
  const below = owned.filter((node) => node.kind !== "struct");
  const networks = graph.networks.filter(({ nodes }) => nodes[0] === owner.id).map(({ name }) => name);
  const textWidth = (node: GraphNode) => Math.max(measure(node.label, "label"), measure(node.detail ?? "", "detail"));

  const inner =
    Math.max(
      72,
      textWidth(owner),
      ...structs.map((node) => textWidth(node) + 2 * PADDING),
      ...below.map(textWidth),
      ...networks.map((name) => measure(name, "detail") - 2 * PADDING),
    ) +
    2 * PADDING;
  const x = PADDING;
  let y = PADDING + NETWORK_NAME * networks.length;
  const boxes = new Map<string, Box>();

  const header = owner.detail ? HEADER : SMALL_HEADER;
  const ports = PORT * (1 + Math.max(ends(graph, owner, "from"), ends(graph, owner, "to")));
  const height = Math.max(header + structs.length * (STRUCT + 6) + (structs.length > 0 ? 6 : 0), ports);
  boxes.set(owner.id, { x, y, width: inner, height });
  structs.forEach((node, index) => {
    boxes.set(node.id, {
      x: x + PADDING,
      y: y + header + index * (STRUCT + 6),
      width: inner - 2 * PADDING,
      height: STRUCT,
    });
  });
  y += height;
  for (const node of below) {
    y += GAP;
    boxes.set(node.id, { x, y, width: inner, height: DATABASE });
    y += DATABASE;
  }
  return { owner, boxes, width: inner + 2 * PADDING, height: y + PADDING, networks };
}

function ends(graph: Graph, owner: GraphNode, end: "from" | "to"): number {
  return graph.edges.filter((edge) => edge[end] === owner.id && edge.kind !== "data").length;
}

function place(graph: Graph, groups: Group[], homes: Map<string, string>, measure: Measure): DagreGraph {
  const dag = new DagreGraph({ multigraph: true });
  dag.setGraph({ rankdir: "LR", nodesep: 18, edgesep: 10, ranksep: 36, marginx: 12, marginy: 12 });
  for (const { owner, width, height } of groups) dag.setNode(owner.id, { width, height });
  for (const edge of graph.edges) {
    const [from, to] = [homes.get(edge.from), homes.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const size = edge.label && !isTurned(edge) ? { width: measure(edge.label, "detail") + 8, height: 14 } : {};
    const label = { ...size, labelpos: "c", weight: edge.kind === "reference" ? 3 : 1 };
    if (isTurned(edge)) dag.setEdge(to, from, label, edgeId(edge));
    else dag.setEdge(from, to, label, edgeId(edge));
  }
  dagre(dag);
  return dag;
}
