import assert from "node:assert/strict";
import { test } from "node:test";
import { Soon } from "./soon";

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("combines several requests into one run after a delay", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let runs = 0;
  const soon = new Soon(() => {
    runs++;
    return Promise.resolve();
  }, 100);
  soon.ask();
  context.mock.timers.tick(60);
  soon.ask();
  context.mock.timers.tick(39);
  assert.equal(runs, 0);
  context.mock.timers.tick(1);
  assert.equal(runs, 1, "later wishes do not put it off");
  await settle();
  context.mock.timers.tick(1000);
  assert.equal(runs, 1);
});

test("runs again for requests made during a run", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const ends: (() => void)[] = [];
  const soon = new Soon(() => new Promise((resolve) => ends.push(resolve)), 100);
  soon.ask();
  context.mock.timers.tick(100);
  soon.ask();
  context.mock.timers.tick(1000);
  assert.equal(ends.length, 1, "never twice at once");
  ends[0]?.();
  await settle();
  context.mock.timers.tick(100);
  assert.equal(ends.length, 2);
});

test("does not run after disposal", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let runs = 0;
  const soon = new Soon(() => {
    runs++;
    return Promise.resolve();
  }, 100);
  soon.ask();
  soon.dispose();
  context.mock.timers.tick(1000);
  assert.equal(runs, 0);
});

test("an urgent request skips the delay, but waits for the current run", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const ends: (() => void)[] = [];
  const soon = new Soon(() => new Promise((resolve) => ends.push(resolve)), 100);
  soon.ask();
  const first = soon.now();
  context.mock.timers.tick(1000);
  assert.equal(ends.length, 1, "what was asked for before is done with it");
  const second = soon.now();
  await settle();
  assert.equal(ends.length, 1, "never twice at once");
  ends[0]?.();
  await first;
  await settle();
  assert.equal(ends.length, 2);
  ends[1]?.();
  await second;
});
