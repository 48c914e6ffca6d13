import assert from "node:assert/strict";
import { test } from "node:test";
import { banner, refusal } from "./errors";

function error(line: number, message: string) {
  return { code: "x", message, range: { start: { line, character: 0 }, end: { line, character: 1 } } };
}

test("shows a banner only while there are errors", () => {
  assert.equal(banner("shop.temple", { complete: true, source: "current" }), undefined);
  assert.equal(
    banner("shop.temple", { complete: false, source: "lastValid" }),
    "Showing the last valid files: shop.temple has errors.",
  );
  assert.equal(
    banner("shop.temple", { complete: false, source: "current" }),
    "Showing valid parts only: shop.temple has errors.",
  );
});

test("a refusal contains the number of errors, and the first one with its line", () => {
  assert.deepEqual(refusal("shop.temple", [error(4, "Unknown type `strng`.")]), {
    message: "shop.temple has 1 error. Fix it before saving.",
    detail: "Line 5: Unknown type `strng`.",
  });
  const two = refusal("shop.temple", [error(0, "First."), error(1, "Second.")]);
  assert.deepEqual(two, { message: "shop.temple has 2 errors. Fix them before saving.", detail: "Line 1: First." });
});

test("a refusal says if there may be more errors than the server sent", () => {
  const many = Array.from({ length: 10 }, (_, line) => error(line, "Wrong."));
  assert.match(refusal("shop.temple", many).message, /^shop\.temple has 10 or more errors\. Fix them/);
});
