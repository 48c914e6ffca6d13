import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlannedFile } from "../protocol";
import { describe, planSave } from "./savePlan";

const files: PlannedFile[] = [
  { path: "a", state: "added" },
  { path: "b", state: "changed" },
  { path: "c", state: "changed" },
  { path: "d", state: "kept" },
  { path: "e", state: "unchanged" },
  { path: "f", state: "left-behind" },
];

test("what is new is added, and what differs is overwritten unless an editor has unsaved changes", () => {
  assert.deepEqual(
    planSave(files, (path) => path === "c"),
    { added: ["a"], overwritten: ["b"], unsaved: ["c"], kept: ["d"] },
  );
});

test("everything that is overwritten is said", () => {
  const text = describe(
    planSave(files, () => false),
    true,
  );
  assert.match(text, /^Overwritten \(2\):\nb\nc\n\nNew \(1\):\na\n/);
});

test("errors are said first", () => {
  assert.match(describe({ added: ["a"], overwritten: [], unsaved: [], kept: [] }, false), /^The Templefile has errors/);
});

test("of many files, the rest is counted", () => {
  const added = Array.from({ length: 15 }, (_, number) => `file${number}`);
  assert.match(describe({ added, overwritten: [], unsaved: [], kept: [] }, true), /file11\nand 3 more$/);
});
