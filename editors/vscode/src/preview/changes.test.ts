import assert from "node:assert/strict";
import { test } from "node:test";
import { countChanges, long, short } from "./changes";

function check(before: string | undefined, after: string | undefined, added: number, removed: number) {
  assert.deepEqual(countChanges(before, after), { added, removed });
}

test("does not count equal lines", () => {
  check("a\nb\n", "a\nb\n", 0, 0);
  check("a\nb\nc\n", "a\nx\nc\n", 1, 1);
  check("a\nb\nc\n", "a\nc\n", 0, 1);
  check("a\n", "a\nb\n", 1, 0);
});

test("a missing text has no lines", () => {
  check(undefined, "a\nb\n", 2, 0);
  check("a\nb\n", undefined, 0, 2);
  check(undefined, undefined, 0, 0);
  check("", "a", 1, 0);
});

test("counts moved lines on both sides", () => {
  check("a\nb\n", "b\na\n", 1, 1);
});

test("counts all lines of texts with nothing in common", () => {
  const lines = (start: string) => Array.from({ length: 5000 }, (_, line) => `${start}${line}\n`).join("");
  check(lines("a"), lines("b"), 5000, 5000);
});

test("counts every changed line of a long text with many changes", () => {
  const lines = Array.from({ length: 40_000 }, (_, line) => `${line}\n`);
  const changed = lines.map((line, index) => (index % 40 === 0 ? `x${line}` : line));
  check(lines.join(""), changed.join(""), 1000, 1000);
  check("same\n".repeat(500), "other\n".repeat(300) + "same\n".repeat(400), 300, 100);
});

test("summarizes and lists changes", () => {
  assert.equal(short({ added: 2, removed: 1 }), "+2 −1");
  assert.equal(short({ added: 0, removed: 1 }), "−1");
  assert.equal(short({ added: 0, removed: 0 }), "");
  assert.equal(long({ added: 2, removed: 1 }), "2 lines added, 1 line removed");
  assert.equal(long({ added: 0, removed: 0 }), "no changes");
});
