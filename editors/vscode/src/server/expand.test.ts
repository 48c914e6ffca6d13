import assert from "node:assert/strict";
import { test } from "node:test";
import { expand } from "./expand";

const surroundings = { home: "/users/me", workspaceFolder: "/projects/shop", env: { TOOLS: "/opt/tools" } };

function check(path: string, expected: string) {
  assert.equal(expand(path, surroundings), expected);
}

test("the home folder stands for ~ at the start only", () => {
  check("~/bin/temple-lsp", "/users/me/bin/temple-lsp");
  check("~", "/users/me");
  check("/a/~/b", "/a/~/b");
  check("~other/bin", "~other/bin");
});

test("variables are replaced, each time they occur", () => {
  check("${workspaceFolder}/x", "/projects/shop/x");
  check("${userHome}/x/${userHome}", "/users/me/x//users/me");
  check("${env:TOOLS}/temple-lsp", "/opt/tools/temple-lsp");
});

test("what is not known stays to be seen", () => {
  check("${env:NOTHING}/x", "${env:NOTHING}/x");
  check("${file}", "${file}");
  assert.equal(expand("${workspaceFolder}/x", { ...surroundings, workspaceFolder: undefined }), "${workspaceFolder}/x");
});

test("a dollar sign in a value is nothing special, and white space around a path is dropped", () => {
  assert.equal(expand(" ${env:A}", { ...surroundings, env: { A: "$&" } }), "$&");
});
