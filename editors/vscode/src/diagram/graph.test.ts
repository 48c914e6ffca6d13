import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeId, idAt, rangeOf, sameShape, type Graph } from "./graph";

const range = (line: number, character: number, endLine: number, endCharacter: number) => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});

/** `Book: service { writer: Author; }` with a struct in it, over five lines. */
function library(): Graph {
  const book = range(0, 0, 4, 1);
  return {
    version: 1,
    title: "Library",
    target: null,
    nodes: [
      { id: "service/Author", kind: "service", label: "Author", range: range(6, 0, 6, 18), hasError: false },
      { id: "service/Book", kind: "service", label: "Book", range: book, hasError: false },
      { id: "book/db", kind: "database", label: "book-db", owner: "service/Book", range: book, hasError: false },
      {
        id: "book/Page",
        kind: "struct",
        label: "Page",
        owner: "service/Book",
        range: range(2, 2, 3, 3),
        hasError: false,
      },
      { id: "gateway", kind: "gateway", label: "gateway", hasError: false },
    ],
    edges: [
      { from: "service/Book", to: "service/Author", kind: "reference", label: "writer", range: range(1, 10, 1, 16) },
      { from: "service/Book", to: "service/Author", kind: "use" },
    ],
    networks: [{ name: "book-network", nodes: ["service/Book", "book/db"] }],
  };
}

function changed(change: (graph: Graph) => void): Graph {
  const graph = library();
  change(graph);
  return graph;
}

test("a graph has the same shape when ranges, errors and the version change", () => {
  const moved = changed((graph) => {
    graph.version = 2;
    for (const node of graph.nodes) {
      node.range &&= range(9, 0, 9, 1);
      node.hasError = true;
    }
    for (const edge of graph.edges) edge.range = range(9, 0, 9, 1);
  });
  assert.ok(sameShape(library(), moved));
});

test("a graph has a different shape when anything visible changes", () => {
  const changes: Record<string, (graph: Graph) => void> = {
    title: (graph) => (graph.title = "Shop"),
    provider: (graph) => (graph.target = "kubernetes"),
    "a label": (graph) => graph.nodes.forEach((node) => (node.label += "s")),
    "a detail": (graph) => graph.nodes.forEach((node) => (node.detail = "port 1")),
    "a node less": (graph) => graph.nodes.pop(),
    "an edge less": (graph) => graph.edges.pop(),
    "the label of an edge": (graph) => graph.edges.forEach((edge) => (edge.label = "author")),
    "a network less": (graph) => graph.networks.pop(),
  };
  for (const [what, change] of Object.entries(changes)) {
    assert.ok(!sameShape(library(), changed(change)), what);
  }
});

test("a position belongs to the narrowest node or edge around it", () => {
  const at = (line: number, character: number, chosen?: string) => idAt(library(), { line, character }, chosen);
  assert.equal(at(0, 3), "service/Book", "not its database, which comes from the same text");
  assert.equal(at(0, 3, "book/db"), "book/db", "unless that was chosen");
  assert.equal(at(2, 5), "book/Page");
  assert.equal(at(2, 5, "book/db"), "book/Page");
  assert.equal(at(1, 12), "service/Book reference service/Author");
  assert.equal(at(4, 1), "service/Book", "the end belongs to it");
  assert.equal(at(5, 0), undefined);
});

test("finds nodes and edges by ID", () => {
  const graph = library();
  assert.deepEqual(rangeOf(graph, "book/Page"), range(2, 2, 3, 3));
  const [reference, use] = graph.edges.map(edgeId);
  assert.notEqual(reference, use);
  assert.deepEqual(rangeOf(graph, reference ?? ""), range(1, 10, 1, 16));
  assert.equal(rangeOf(graph, use ?? ""), undefined);
  assert.equal(rangeOf(graph, "gateway"), undefined);
  assert.equal(rangeOf(graph, "nobody"), undefined);
});
