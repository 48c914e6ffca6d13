import assert from "node:assert/strict";
import { test } from "node:test";
import { joinLines, type Span } from "./lines";

function check(spans: Span[], expected: Span[]) {
  assert.deepEqual(joinLines(spans), expected);
}

test("spans that overlap or touch are one", () => {
  check([[4, 6], [1, 2], [3, 3]], [[1, 6]]); // prettier-ignore
  check([[1, 9], [2, 3]], [[1, 9]]); // prettier-ignore
});

test("spans apart stay apart, in order", () => {
  check([[5, 5], [1, 2]], [[1, 2], [5, 5]]); // prettier-ignore
  check([], []);
});
