import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddress } from "./address";

test("an address has a provider, a Templefile and a path", () => {
  assert.deepEqual(
    parseAddress({ authority: "kubernetes", path: "/file~3A~2F~2F~2Fa~2520b~2Fshop.temple/kube/book/service.yaml" }),
    { target: "kubernetes", templefile: "file:///a%20b/shop.temple", path: "kube/book/service.yaml" },
  );
});

test("an address without a provider leaves the choice to settings and Templefile", () => {
  assert.equal(parseAddress({ authority: "auto", path: "/untitled~3Aa/deploy.sh" })?.target, undefined);
});

test("the folder of all files has an empty path", () => {
  assert.equal(parseAddress({ authority: "auto", path: "/untitled~3Aa" })?.path, "");
  assert.equal(parseAddress({ authority: "auto", path: "/untitled~3Aa/" })?.path, "");
});

test("decodes percent-encoded bytes as UTF-8", () => {
  assert.equal(parseAddress({ authority: "auto", path: "/untitled~3A~C3~BC/x" })?.templefile, "untitled:ü");
});

test("rejects other addresses", () => {
  for (const [authority, path] of [
    ["auto", "/"],
    ["auto", ""],
    ["", "/untitled~3Aa/x"],
    ["auto", "/~ZZ/x"],
  ] as const) {
    assert.equal(parseAddress({ authority, path }), undefined, `${authority} ${path}`);
  }
});
