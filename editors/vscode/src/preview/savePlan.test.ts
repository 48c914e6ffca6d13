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

test("adds new files, and overwrites changed ones unless an editor has unsaved changes", () => {
  assert.deepEqual(
    planSave(files, (path) => path === "c"),
    { added: ["a"], overwritten: ["b"], unsaved: ["c"], kept: ["d"] },
  );
});

test("lists everything that is overwritten", () => {
  const text = describe(
    planSave(files, () => false),
    undefined,
  );
  assert.match(text, /^Overwritten \(2\):\nb\nc\n\nNew \(1\):\na\n/);
});

test("skips a file that was deleted on disk but has unsaved changes in an editor", () => {
  assert.deepEqual(
    planSave([{ path: "a", state: "added" }], () => true),
    { added: [], overwritten: [], unsaved: ["a"], kept: [] },
  );
});

test("the message starts with the kind of files", () => {
  const saving = { added: ["a"], overwritten: [], unsaved: [], kept: [] };
  assert.equal(describe(saving, "The last valid files."), "The last valid files.\n\nNew (1):\na");
});

test("counts the remaining files of a long list", () => {
  const added = Array.from({ length: 15 }, (_, number) => `file${number}`);
  assert.match(describe({ added, overwritten: [], unsaved: [], kept: [] }, undefined), /file11\nand 3 more$/);
});
