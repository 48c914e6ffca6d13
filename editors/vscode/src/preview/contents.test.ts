import assert from "node:assert/strict";
import { test } from "node:test";
import { foldersOf } from "./contents";
import { follow, NONE } from "./files";

function manifests(...paths: string[]) {
  return follow(
    NONE,
    paths.map((path) => ({ path, language: "x", uri: path, etag: "1", text: "", origins: [] })),
  )[0];
}

test("each folder has its files and folders", () => {
  const folders = foldersOf(manifests("a.sh", "kube/a/x.yaml", "kube/a/y.yaml", "kube/b/x.yaml", "kube/z"));
  const listed = Object.fromEntries([...folders].map(([folder, names]) => [folder, Object.fromEntries(names)]));
  assert.deepEqual(listed, {
    "": { "a.sh": "file", kube: "folder" },
    kube: { a: "folder", b: "folder", z: "file" },
    "kube/a": { "x.yaml": "file", "y.yaml": "file" },
    "kube/b": { "x.yaml": "file" },
  });
});

test("files that are gone are in no folder", () => {
  const [after] = follow(manifests("a", "b/c"), [{ path: "a", language: "x", uri: "a", etag: "1" }]);
  assert.deepEqual([...foldersOf(after).keys()], [""]);
});

test("the folders of an answer are listed once", () => {
  const all = manifests("a", "b/c");
  assert.equal(foldersOf(all), foldersOf(all));
});
