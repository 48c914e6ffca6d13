import assert from "node:assert/strict";
import { test } from "node:test";
import { expand } from "./expand";

const surroundings = { home: "/users/me", workspaceFolder: "/projects/shop", env: { TOOLS: "/opt/tools" } };

function check(path: string, expected: string) {
  assert.equal(expand(path, surroundings), expected);
}

test("replaces ~ by the home folder only at the start", () => {
  check("~/bin/temple-lsp", "/users/me/bin/temple-lsp");
  check("~", "/users/me");
  check("/a/~/b", "/a/~/b");
  check("~other/bin", "~other/bin");
});

test("replaces every occurrence of a variable", () => {
  check("${workspaceFolder}/x", "/projects/shop/x");
  check("${userHome}/x/${userHome}", "/users/me/x//users/me");
  check("${env:TOOLS}/temple-lsp", "/opt/tools/temple-lsp");
});

test("leaves unknown variables as they are", () => {
  check("${env:NOTHING}/x", "${env:NOTHING}/x");
  check("${file}", "${file}");
  assert.equal(expand("${workspaceFolder}/x", { ...surroundings, workspaceFolder: undefined }), "${workspaceFolder}/x");
});

test("does not expand values again, and trims white space around a path", () => {
  assert.equal(expand(" ${env:A}", { ...surroundings, env: { A: "$&" } }), "$&");
});
