import assert from "node:assert/strict";
import { test } from "node:test";
import type { PreviewResult } from "../protocol";
import { differences, follow, forgetChanges, isCurrent, type Manifest, type WhileBroken } from "./files";

/** An answer of the server with files of these texts. */
function answer(files: Record<string, string>, complete = true): PreviewResult {
  return {
    target: null,
    complete,
    notes: [],
    files: Object.entries(files).map(([path, text]) => ({ path, text, uri: `m:${path}`, language: "x", origins: [] })),
  };
}

/** What is shown after several answers: path, standing and text of each file. */
function after(answers: PreviewResult[], mode: WhileBroken = "lastGood"): Manifest[] {
  return answers.reduce<Manifest[]>((before, result) => follow(before, result, mode), []);
}

function check(manifests: readonly Manifest[], expected: [string, string, string][]) {
  assert.deepEqual(
    manifests.map(({ path, standing, text }) => [path, standing, text]),
    expected,
  );
}

const good = answer({ a: "1\n", b: "2\n" });

test("without errors, the files are those of the server", () => {
  check(after([good]), [
    ["a", "whole", "1\n"],
    ["b", "whole", "2\n"],
  ]);
});

test("with errors, the files from before stay", () => {
  check(after([good, answer({ a: "1!\n" }, false)]), [
    ["a", "kept", "1\n"],
    ["b", "kept", "2\n"],
  ]);
});

test("with errors, the sound part is followed where that is wanted, but a file that vanishes stays", () => {
  check(after([good, answer({ a: "1!\n" }, false)], "soundPart"), [
    ["a", "part", "1!\n"],
    ["b", "kept", "2\n"],
  ]);
});

test("with errors from the start, the sound part is shown", () => {
  check(after([answer({ a: "1\n" }, false), answer({ a: "2\n", c: "3\n" }, false)]), [
    ["a", "part", "2\n"],
    ["c", "part", "3\n"],
  ]);
});

test("after the errors, everything is as the server says", () => {
  check(after([good, answer({}, false), answer({ a: "3\n", b: "2\n" })]), [
    ["a", "whole", "3\n"],
    ["b", "whole", "2\n"],
  ]);
});

test("a file that is not generated any more is gone, and is forgotten if it was not there at first", () => {
  check(after([good, answer({ a: "1\n", c: "4\n" }), answer({ a: "1\n" })]), [
    ["a", "whole", "1\n"],
    ["b", "gone", ""],
  ]);
});

test("changes are counted from the first answer", () => {
  const [a, b, c] = after([good, answer({ a: "1\n1\n", c: "3\n" })]);
  assert.deepEqual(a?.changes, { added: 1, removed: 0 });
  assert.deepEqual(b?.changes, { added: 0, removed: 1 });
  assert.deepEqual(c?.changes, { added: 1, removed: 0 });
  assert.equal(c.opened, undefined);
});

test("changes can be forgotten, and files that are gone with them", () => {
  const manifests = forgetChanges(after([good, answer({ a: "1\n1\n" })]));
  assert.deepEqual(
    manifests.map(({ path, changes }) => [path, changes]),
    [["a", { added: 0, removed: 0 }]],
  );
});

test("differences are the files whose text is another one", () => {
  const before = after([good]);
  assert.deepEqual(differences(before, follow(before, answer({ a: "1\n", c: "3\n" }), "lastGood")), [
    { uri: "m:b", was: true, is: false },
    { uri: "m:c", was: false, is: true },
  ]);
});

test("a file is current while the server speaks of the same text", () => {
  const [a, b] = after([good, answer({ a: "1\n", b: "!\n" }, false)]);
  assert.ok(a && isCurrent(a));
  assert.ok(b && !isCurrent(b));
});
