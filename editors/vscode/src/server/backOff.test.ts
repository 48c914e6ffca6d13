import assert from "node:assert/strict";
import { test } from "node:test";
import { BackOff } from "./backOff";

test("each crash in a row waits longer, and then it is given up", () => {
  const backOff = new BackOff([0, 10, 20], 1000);
  assert.deepEqual(
    [1, 2, 3, 4].map((time) => backOff.crashed(time)),
    [0, 10, 20, undefined],
  );
  assert.equal(backOff.count, 4);
});

test("a crash after a calm time is the first one again", () => {
  const backOff = new BackOff([0, 10], 1000);
  backOff.crashed(0);
  backOff.crashed(1000);
  assert.equal(backOff.crashed(2001), 0);
  assert.equal(backOff.count, 1);
});

test("a start by the user forgets all crashes", () => {
  const backOff = new BackOff([0, 10], 1000);
  backOff.crashed(0);
  backOff.crashed(1);
  backOff.reset();
  assert.equal(backOff.crashed(2), 0);
});
