import assert from "node:assert/strict";
import { test } from "node:test";
import { joinLines, type Span } from "./lines";

function check(spans: Span[], expected: Span[]) {
  assert.deepEqual(joinLines(spans), expected);
}

test("merges spans that overlap or touch", () => {
  check([[4, 6], [1, 2], [3, 3]], [[1, 6]]); // prettier-ignore
  check([[1, 9], [2, 3]], [[1, 9]]); // prettier-ignore
});

test("keeps separate spans, in order", () => {
  check([[5, 5], [1, 2]], [[1, 2], [5, 5]]); // prettier-ignore
  check([], []);
});
