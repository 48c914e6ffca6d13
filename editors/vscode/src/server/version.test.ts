import assert from "node:assert/strict";
import { test } from "node:test";
import { isNewEnough, oldestFor, versionIn } from "./version";

test("the version is read from what the server prints", () => {
  assert.equal(versionIn("temple-lsp 1.2.3\n"), "1.2.3");
  assert.equal(versionIn("temple-lsp 1.2.3-rc.1"), "1.2.3-rc.1");
});

test("another program has none", () => {
  for (const output of ["", "temple 1.2.3", "1.2.3", "temple-lsp", "usage: temple-lsp 1.2.3"]) {
    assert.equal(versionIn(output), undefined, output);
  }
});

test("a server goes with an extension of the same minor version or an older one", () => {
  assert.ok(isNewEnough("0.3.0", "0.3.7"));
  assert.ok(isNewEnough("0.10.0", "0.9.0"));
  assert.ok(isNewEnough("1.0.0", "0.9.0"));
  assert.ok(!isNewEnough("0.2.9", "0.3.0"));
  assert.ok(!isNewEnough("0.9.0", "1.0.0"));
});

test("the oldest version is the first of the minor one", () => {
  assert.equal(oldestFor("1.4.9"), "1.4.0");
});
