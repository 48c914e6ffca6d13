import assert from "node:assert/strict";
import { test } from "node:test";
import { BackOff } from "./backOff";

test("waits longer after each crash in a row, and then gives up", () => {
  const backOff = new BackOff([0, 10, 20], 1000);
  assert.deepEqual(
    [1, 2, 3, 4].map((time) => backOff.crashed(time)),
    [0, 10, 20, undefined],
  );
  assert.equal(backOff.count, 4);
});

test("counts crashes from the start after a period without any", () => {
  const backOff = new BackOff([0, 10], 1000);
  backOff.crashed(0);
  backOff.crashed(1000);
  assert.equal(backOff.crashed(2001), 0);
  assert.equal(backOff.count, 1);
});

test("forgets all crashes when the user starts the server", () => {
  const backOff = new BackOff([0, 10], 1000);
  backOff.crashed(0);
  backOff.crashed(1);
  backOff.reset();
  assert.equal(backOff.crashed(2), 0);
});
