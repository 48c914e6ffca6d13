import assert from "node:assert/strict";
import { test } from "node:test";
import { byState, summary } from "./states";

const files = [
  { path: "a", state: "unchanged" },
  { path: "b", state: "added" },
  { path: "c", state: "changed" },
  { path: "d", state: "added" },
] as const;

test("groups files by state, changes first", () => {
  assert.deepEqual(
    byState(files).map(({ state, files }) => [state, files.map(({ path }) => path)]),
    [
      ["changed", ["c"]],
      ["added", ["b", "d"]],
      ["unchanged", ["a"]],
    ],
  );
});

test("summarizes a plan", () => {
  assert.equal(summary(files), "1 changed, 2 added, 1 unchanged");
  assert.equal(summary([]), "");
});
