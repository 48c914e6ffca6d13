/** The result of `temple/graph` as plain data, with queries for the diagram. */

import type { Position, Range } from "vscode-languageclient";

export type NodeKind = "gateway" | "service" | "struct" | "database" | "prometheus" | "grafana";
export type EdgeKind = "route" | "data" | "reference" | "use" | "scrape" | "figures";

export interface GraphNode {
  /** Stays the same in later graphs while name and kind stay the same. */
  id: string;
  kind: NodeKind;
  label: string;
  detail?: string;
  /** The id of the service or gateway that the node belongs to. */
  owner?: string;
  range?: Range;
  hasError: boolean;
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: EdgeKind;
  label?: string;
  range?: Range;
}

export interface Network {
  name: string;
  nodes: string[];
}

export interface Graph {
  /** The version of the document; null for a file that is not open. */
  version: number | null;
  title: string;
  target: string | null;
  nodes: GraphNode[];
  edges: GraphEdge[];
  networks: Network[];
}

export const NOTHING: Graph = { version: 0, title: "", target: null, nodes: [], edges: [], networks: [] };

/** Returns an id of an edge, different from all node ids. There is at most one edge of each kind between two nodes. */
export function edgeId(edge: GraphEdge): string {
  return `${edge.from} ${edge.kind} ${edge.to}`;
}

/** Returns true if both graphs have the same layout: only ranges and errors may differ. */
export function sameShape(one: Graph, other: Graph): boolean {
  return JSON.stringify(shape(one)) === JSON.stringify(shape(other));
}

function shape(graph: Graph): unknown {
  return [
    graph.title,
    graph.target,
    graph.nodes.map(({ id, kind, label, detail, owner }) => [id, kind, label, detail, owner]),
    graph.edges.map(({ from, to, kind, label }) => [from, to, kind, label]),
    graph.networks,
  ];
}

/** Returns the range of a node or edge, by its id. */
export function rangeOf(graph: Graph, id: string): Range | undefined {
  const node = graph.nodes.find((node) => node.id === id);
  return (node ?? graph.edges.find((edge) => edgeId(edge) === id))?.range;
}

/**
 * Returns the id of the smallest node or edge that contains a position. Of several with the same range it is the one
 * that the user has selected, otherwise the first: a service and not its database.
 */
export function idAt(graph: Graph, position: Position, chosen?: string): string | undefined {
  let best: { id: string; range: Range } | undefined;
  for (const { id, range } of [...graph.nodes, ...graph.edges.map((edge) => ({ ...edge, id: edgeId(edge) }))]) {
    if (!range || !contains(range, position)) continue;
    const equal = best && encloses(range, best.range) && encloses(best.range, range);
    if (!best || (equal ? id === chosen : encloses(best.range, range))) best = { id, range };
  }
  return best?.id;
}

function encloses(outer: Range, inner: Range): boolean {
  return contains(outer, inner.start) && contains(outer, inner.end);
}

function contains(range: Range, position: Position): boolean {
  return !isBefore(position, range.start) && !isBefore(range.end, position);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
