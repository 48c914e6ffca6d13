import assert from "node:assert/strict";
import { test } from "node:test";
import { isNewEnough, oldestFor, versionIn } from "./version";

test("reads the version from the output of the server", () => {
  assert.equal(versionIn("temple-lsp 1.2.3\n"), "1.2.3");
  assert.equal(versionIn("temple-lsp 1.2.3-rc.1"), "1.2.3-rc.1");
});

test("finds no version in the output of another program", () => {
  for (const output of ["", "temple 1.2.3", "1.2.3", "temple-lsp", "usage: temple-lsp 1.2.3"]) {
    assert.equal(versionIn(output), undefined, output);
  }
});

test("accepts a server of the same or a newer minor version", () => {
  assert.ok(isNewEnough("0.3.0", "0.3.7"));
  assert.ok(isNewEnough("0.10.0", "0.9.0"));
  assert.ok(isNewEnough("1.0.0", "0.9.0"));
  assert.ok(!isNewEnough("0.2.9", "0.3.0"));
  assert.ok(!isNewEnough("0.9.0", "1.0.0"));
});

test("the oldest accepted version is the first of the minor version", () => {
  assert.equal(oldestFor("1.4.9"), "1.4.0");
});
