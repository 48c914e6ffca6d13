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

test("lists the files and folders of each folder", () => {
  const folders = foldersOf(manifests("a.sh", "kube/a/x.yaml", "kube/a/y.yaml", "kube/b/x.yaml", "kube/z"));
  const listed = Object.fromEntries([...folders].map(([folder, names]) => [folder, Object.fromEntries(names)]));
  assert.deepEqual(listed, {
    "": { "a.sh": "file", kube: "folder" },
    kube: { a: "folder", b: "folder", z: "file" },
    "kube/a": { "x.yaml": "file", "y.yaml": "file" },
    "kube/b": { "x.yaml": "file" },
  });
});

test("omits removed files", () => {
  const [after] = follow(manifests("a", "b/c"), [{ path: "a", language: "x", uri: "a", etag: "1" }]);
  assert.deepEqual([...foldersOf(after).keys()], [""]);
});

test("lists the folders of an answer once", () => {
  const all = manifests("a", "b/c");
  assert.equal(foldersOf(all), foldersOf(all));
});
