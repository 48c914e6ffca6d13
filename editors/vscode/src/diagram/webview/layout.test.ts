import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeId, NOTHING, type Graph, type GraphNode } from "../graph";
import { get, type Box } from "./geometry";
import { neighbour } from "./keys";
import { layOut, type Layout } from "./layout";

const measure = (text: string) => text.length * 7;

function node(id: string, kind: GraphNode["kind"], owner?: string): GraphNode {
  return { id, kind, label: id, owner, hasError: false };
}

/** A gateway before two services, one of which refers to the other and to itself, and metrics. */
const shop: Graph = {
  ...NOTHING,
  nodes: [
    node("gateway", "gateway"),
    node("Order", "service"),
    node("Line", "struct", "Order"),
    node("order-db", "database", "Order"),
    node("User", "service"),
    node("prometheus", "prometheus"),
    node("grafana", "grafana"),
  ],
  edges: [
    { from: "gateway", to: "Order", kind: "route", label: "/api/order" },
    { from: "gateway", to: "User", kind: "route", label: "/api/user" },
    { from: "Order", to: "order-db", kind: "data" },
    { from: "Line", to: "User", kind: "reference", label: "by" },
    { from: "Order", to: "User", kind: "use" },
    { from: "Order", to: "Order", kind: "reference", label: "next" },
    { from: "prometheus", to: "Order", kind: "scrape", label: "order:1" },
    { from: "prometheus", to: "User", kind: "scrape", label: "user:2" },
    { from: "grafana", to: "prometheus", kind: "figures" },
  ],
  networks: [{ name: "order-network", nodes: ["Order", "order-db", "prometheus"] }],
};

const drawn = layOut(shop, measure);
const at = (id: string, layout: Layout = drawn) => get(layout.nodes, id);

function within(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function apart(one: Box, other: Box): boolean {
  return (
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y
  );
}

test("places the gateway on the left and metrics on the right", () => {
  const order = ["gateway", "Order", "User", "prometheus", "grafana"].map((id) => at(id).x);
  assert.deepEqual(
    order,
    [...order].sort((one, other) => one - other),
  );
});

test("places structs in their service and the database below it, in one frame", () => {
  assert.ok(within(at("Line"), at("Order")));
  assert.ok(at("order-db").y >= at("Order").y + at("Order").height);
  const frame = drawn.frames.find(({ id }) => id === "Order");
  assert.ok(frame && within(at("Order"), frame) && within(at("order-db"), frame));
  assert.deepEqual(frame.networks, ["order-network"]);
  assert.ok(drawn.frames.every(({ id, networks }) => id === "Order" || networks.length === 0));
});

test("frames do not overlap, and everything is within the drawing", () => {
  for (const one of drawn.frames) {
    assert.ok(within(one, { x: 0, y: 0, width: drawn.width, height: drawn.height }), one.id);
    for (const other of drawn.frames) assert.ok(one === other || apart(one, other), `${one.id}, ${other.id}`);
  }
});

test("every edge starts and ends on the sides of its nodes, each at its own point", () => {
  const ends = new Set<string>();
  for (const edge of shop.edges) {
    const { points } = get(drawn.edges, edgeId(edge));
    for (const [point, id] of [
      [points[0], edge.from],
      [points.at(-1), edge.to],
    ] as const) {
      const box = at(id);
      assert.ok(point && within({ ...point, width: 0, height: 0 }, box), edgeId(edge));
      const onSide =
        point.x === box.x || point.x === box.x + box.width || point.y === box.y || point.y === box.y + box.height;
      assert.ok(onSide, edgeId(edge));
      ends.add(`${point.x} ${point.y}`);
    }
  }
  assert.equal(ends.size, 2 * shop.edges.length);
});

test("lays out services that depend on each other", () => {
  const graph = {
    ...NOTHING,
    nodes: [node("A", "service"), node("B", "service")],
    edges: [
      { from: "A", to: "B", kind: "reference" as const },
      { from: "B", to: "A", kind: "reference" as const },
    ],
  };
  const layout = layOut(graph, measure);
  assert.ok(apart(at("A", layout), at("B", layout)));
  assert.equal(layout.edges.size, 2);
});

test("lays out an empty graph", () => {
  const { nodes, edges, frames } = layOut(NOTHING, measure);
  assert.deepEqual([nodes.size, edges.size, frames.length], [0, 0, 0]);
});

test("arrow keys move to the nearest node in their direction", () => {
  const from = (key: string, id: string) => neighbour(key, id, drawn.nodes);
  assert.equal(from("ArrowRight", "prometheus"), "grafana");
  assert.equal(from("ArrowLeft", "grafana"), "prometheus");
  assert.equal(from("ArrowDown", "Order"), "Line");
  assert.equal(from("ArrowDown", "Line"), "order-db");
  assert.equal(from("ArrowRight", "grafana"), undefined);
  assert.equal(from("Enter", "Order"), undefined);
});
