import assert from "node:assert/strict";
import { test } from "node:test";
import type { GeneratedFile } from "../protocol";
import { etags, follow, forgetChanges, NONE, type Manifest, type Manifests } from "./files";

/** An answer of the server with files of these texts, each with its text as its etag. */
function answer(files: Record<string, string>): GeneratedFile[] {
  return Object.entries(files).map(([path, text]) => ({ ...known(path, text), text, origins: [] }));
}

/** A file that the client has. */
function known(path: string, etag: string): GeneratedFile {
  return { path, uri: `m:${path}`, language: "x", etag };
}

/** What is shown after several answers. */
function after(...answers: GeneratedFile[][]): Manifests {
  return answers.reduce<Manifests>((before, files) => follow(before, files)[0], NONE);
}

/** Path and text of each file, without a text where it is gone. */
function check(manifests: Manifests, expected: [string, string?][]) {
  assert.deepEqual(
    [...manifests.values()].map(({ path, isGone, text }) => (isGone ? [path] : [path, text])),
    expected,
  );
}

function get(manifests: Manifests, path: string): Manifest {
  const manifest = manifests.get(path);
  assert.ok(manifest);
  return manifest;
}

const good = answer({ a: "1\n", b: "2\n" });

test("takes over the files of the server", () => {
  check(after(good), [
    ["a", "1\n"],
    ["b", "2\n"],
  ]);
});

test("keeps the objects of files that are not sent again", () => {
  const before = after(good);
  const [now, differences] = follow(before, [known("a", "1\n"), ...answer({ b: "3\n" })]);
  assert.equal(now.get("a"), before.get("a"));
  assert.deepEqual(differences, [{ uri: "m:b", was: true, is: true }]);
  check(now, [
    ["a", "1\n"],
    ["b", "3\n"],
  ]);
});

test("keeps everything if nothing has changed", () => {
  const before = after(good);
  const [now, differences] = follow(before, [known("a", "1\n"), known("b", "2\n")]);
  assert.equal(now, before);
  assert.deepEqual(differences, []);
});

test("keeps the text of a file if only its origins have moved", () => {
  const before = after(good);
  const source = { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } };
  const moved: GeneratedFile = { ...known("a", "1 moved"), origins: [{ lines: [0, 0], source }] };
  const [now, differences] = follow(before, [moved, known("b", "2\n")]);
  assert.deepEqual(differences, []);
  const { text, origins, changes } = get(now, "a");
  assert.deepEqual({ text, origins }, { text: "1\n", origins: [{ lines: [0, 0], source }] });
  assert.equal(changes, get(before, "a").changes, "lines are not counted again");
});

test("rejects an answer that refers to a file that the client does not have", () => {
  assert.throws(() => follow(NONE, [known("a", "1\n")]), /text of a/);
  const gone = after(good, answer({ a: "1\n" }));
  assert.throws(() => follow(gone, [known("a", "1\n"), known("b", "2\n")]), /text of b/);
});

test("announces only files that still exist", () => {
  assert.deepEqual(etags(after(good, answer({ a: "1\n" }))), { a: "1\n" });
});

test("marks a file that is no longer generated as removed, and forgets one that was not there at first", () => {
  check(after(good, answer({ a: "1\n", c: "4\n" }), answer({ a: "1\n" })), [["a", "1\n"], ["b"]]);
});

test("shows a removed file again when it is generated again", () => {
  const manifests = after(good, answer({ a: "1\n" }), good);
  check(manifests, [
    ["a", "1\n"],
    ["b", "2\n"],
  ]);
  assert.deepEqual(get(manifests, "b").changes, { added: 0, removed: 0 });
});

test("counts changes since the first answer", () => {
  const manifests = after(good, answer({ a: "1\n1\n", c: "3\n" }));
  assert.deepEqual(get(manifests, "a").changes, { added: 1, removed: 0 });
  assert.deepEqual(get(manifests, "b").changes, { added: 0, removed: 1 });
  assert.deepEqual(get(manifests, "c").changes, { added: 1, removed: 0 });
  assert.equal(get(manifests, "c").opened, undefined);
});

test("forgets changes and removed files on request", () => {
  const manifests = forgetChanges(after(good, answer({ a: "1\n1\n" })));
  assert.deepEqual(
    [...manifests.values()].map(({ path, changes }) => [path, changes]),
    [["a", { added: 0, removed: 0 }]],
  );
});

test("reports added and removed files as differences", () => {
  assert.deepEqual(follow(after(good), answer({ a: "1\n", c: "3\n" }))[1], [
    { uri: "m:b", was: true, is: false },
    { uri: "m:c", was: false, is: true },
  ]);
});

test("forgets a file that was added and removed after the preview was opened", () => {
  const [now, differences] = follow(after(good, answer({ a: "1\n", b: "2\n", c: "3\n" })), good);
  assert.deepEqual(differences, [{ uri: "m:c", was: true, is: false }]);
  assert.equal(now.has("c"), false);
});
