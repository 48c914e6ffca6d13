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

test("the files are those of the server", () => {
  check(after(good), [
    ["a", "1\n"],
    ["b", "2\n"],
  ]);
});

test("files that the client has are not sent again, and stay the same objects", () => {
  const before = after(good);
  const [now, differences] = follow(before, [known("a", "1\n"), ...answer({ b: "3\n" })]);
  assert.equal(now.get("a"), before.get("a"));
  assert.deepEqual(differences, [{ uri: "m:b", was: true, is: true }]);
  check(now, [
    ["a", "1\n"],
    ["b", "3\n"],
  ]);
});

test("where nothing has changed, everything stays as it is", () => {
  const before = after(good);
  const [now, differences] = follow(before, [known("a", "1\n"), known("b", "2\n")]);
  assert.equal(now, before);
  assert.deepEqual(differences, []);
});

test("a text whose origins have moved is not sent, and no other text is shown", () => {
  const before = after(good);
  const source = { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } };
  const moved: GeneratedFile = { ...known("a", "1 moved"), origins: [{ lines: [0, 0], source }] };
  const [now, differences] = follow(before, [moved, known("b", "2\n")]);
  assert.deepEqual(differences, []);
  const { text, origins, changes } = get(now, "a");
  assert.deepEqual({ text, origins }, { text: "1\n", origins: [{ lines: [0, 0], source }] });
  assert.equal(changes, get(before, "a").changes, "lines are not counted again");
});

test("what the server says that the client has, it must have", () => {
  assert.throws(() => follow(NONE, [known("a", "1\n")]), /text of a/);
  const gone = after(good, answer({ a: "1\n" }));
  assert.throws(() => follow(gone, [known("a", "1\n"), known("b", "2\n")]), /text of b/);
});

test("the client has the files that are there", () => {
  assert.deepEqual(etags(after(good, answer({ a: "1\n" }))), { a: "1\n" });
});

test("a file that is not generated any more is gone, and is forgotten if it was not there at first", () => {
  check(after(good, answer({ a: "1\n", c: "4\n" }), answer({ a: "1\n" })), [["a", "1\n"], ["b"]]);
});

test("a file that is gone comes back", () => {
  const manifests = after(good, answer({ a: "1\n" }), good);
  check(manifests, [
    ["a", "1\n"],
    ["b", "2\n"],
  ]);
  assert.deepEqual(get(manifests, "b").changes, { added: 0, removed: 0 });
});

test("changes are counted from the first answer", () => {
  const manifests = after(good, answer({ a: "1\n1\n", c: "3\n" }));
  assert.deepEqual(get(manifests, "a").changes, { added: 1, removed: 0 });
  assert.deepEqual(get(manifests, "b").changes, { added: 0, removed: 1 });
  assert.deepEqual(get(manifests, "c").changes, { added: 1, removed: 0 });
  assert.equal(get(manifests, "c").opened, undefined);
});

test("changes can be forgotten, and files that are gone with them", () => {
  const manifests = forgetChanges(after(good, answer({ a: "1\n1\n" })));
  assert.deepEqual(
    [...manifests.values()].map(({ path, changes }) => [path, changes]),
    [["a", { added: 0, removed: 0 }]],
  );
});

test("files that come and go differ", () => {
  assert.deepEqual(follow(after(good), answer({ a: "1\n", c: "3\n" }))[1], [
    { uri: "m:b", was: true, is: false },
    { uri: "m:c", was: false, is: true },
  ]);
});

test("a file that came after the preview was opened and goes again differs, and is forgotten", () => {
  const [now, differences] = follow(after(good, answer({ a: "1\n", b: "2\n", c: "3\n" })), good);
  assert.deepEqual(differences, [{ uri: "m:c", was: true, is: false }]);
  assert.equal(now.has("c"), false);
});
