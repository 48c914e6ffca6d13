/** Routes the edges between the boxes, after dagre has placed the boxes. */

import type { Graph as DagreGraph } from "@dagrejs/dagre";
import { edgeId, type Graph, type GraphEdge } from "../graph";
import { get, type Box, type Point } from "./geometry";

/** The minimum distance between two edges on the same side of a box. */
export const PORT = 12;

/** The distance of an edge within a frame from its boxes. */
const DETOUR = 12;

export interface Route {
  points: Point[];
  /** The middle of the label. */
  label: Point;
}

/** Returns true if the edge is reversed for the layout: metrics are drawn after the services that they scrape. */
export function isTurned(edge: GraphEdge): boolean {
  return edge.kind === "scrape" || edge.kind === "figures";
}

/**
 * Routes each edge from box to box through the points that dagre has found between their frames.
 * `homes` contains the frame of each node.
 */
export function routeAll(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  homes: ReadonlyMap<string, string>,
  placed: DagreGraph,
): Map<string, Route> {
  const routes = new Map<string, Route>();
  const drafts: Draft[] = [];
  for (const edge of graph.edges) {
    const [from, to] = [get(boxes, edge.from), get(boxes, edge.to)];
    if (edge.kind === "data") routes.set(edgeId(edge), straightDown(from, to));
    else if (get(homes, edge.from) === get(homes, edge.to)) routes.set(edgeId(edge), loop(from, to));
    else drafts.push(draft(edge, homes, placed));
  }
  const ends = drafts.flatMap(({ edge, points }) => [
    { id: `from ${edgeId(edge)}`, box: get(boxes, edge.from), towards: points[0] },
    { id: `to ${edgeId(edge)}`, box: get(boxes, edge.to), towards: points[points.length - 1] },
  ]);
  const found = ports(ends);
  for (const { edge, points, label } of drafts) {
    const id = edgeId(edge);
    routes.set(id, { points: [get(found, `from ${id}`), ...points, get(found, `to ${id}`)], label });
  }
  return routes;
}

/** An edge without its ends. */
interface Draft {
  edge: GraphEdge;
  points: [Point, ...Point[]];
  label: Point;
}

function draft(edge: GraphEdge, homes: ReadonlyMap<string, string>, placed: DagreGraph): Draft {
  const [from, to] = [get(homes, edge.from), get(homes, edge.to)];
  const [v, w] = isTurned(edge) ? [to, from] : [from, to];
  const { points, x, y } = placed.edge(v, w, edgeId(edge)) as { points: Point[]; x?: number; y?: number };
  // The outermost points are on the frames, and the boxes are inside.
  const between = points.length > 2 ? points.slice(1, -1) : points;
  if (isTurned(edge)) between.reverse();
  const [first = { x: 0, y: 0 }, ...others] = between;
  const middle = between[Math.floor(between.length / 2)] ?? first;
  return { edge, points: [first, ...others], label: { x: x ?? middle.x, y: y ?? middle.y } };
}

function straightDown(from: Box, to: Box): Route {
  const x = to.x + to.width / 2;
  const start = { x, y: from.y + from.height };
  return { points: [start, { x, y: to.y }], label: start };
}

/** Routes an edge within a frame around its right side. */
function loop(from: Box, to: Box): Route {
  const right = Math.max(from.x + from.width, to.x + to.width) + DETOUR;
  const apart = from === to ? PORT / 2 : 0;
  const start = { x: from.x + from.width, y: from.y + from.height / 2 - apart };
  const stop = { x: to.x + to.width, y: to.y + to.height / 2 + apart };
  const label = { x: right, y: (start.y + stop.y) / 2 };
  return { points: [start, { x: right, y: start.y }, { x: right, y: stop.y }, stop], label };
}

interface End {
  id: string;
  box: Box;
  /** The next point of the edge. */
  towards: Point | undefined;
}

/** Spreads the ends of edges over the sides of their boxes, ordered by their next points, so that they do not cross. */
function ports(ends: End[]): Map<string, Point> {
  const sides = new Map<Box, { left: End[]; right: End[] }>();
  for (const end of ends) {
    const both = sides.get(end.box) ?? { left: [], right: [] };
    sides.set(end.box, both);
    const isRight = end.towards !== undefined && end.towards.x > end.box.x + end.box.width / 2;
    (isRight ? both.right : both.left).push(end);
  }
  const found = new Map<string, Point>();
  for (const [box, { left, right }] of sides) {
    spread(left, box, box.x, found);
    spread(right, box, box.x + box.width, found);
  }
  return found;
}

function spread(side: End[], box: Box, x: number, found: Map<string, Point>): void {
  side.sort((one, other) => (one.towards?.y ?? 0) - (other.towards?.y ?? 0));
  side.forEach(({ id }, index) => {
    found.set(id, { x, y: box.y + (box.height * (index + 1)) / (side.length + 1) });
  });
}
