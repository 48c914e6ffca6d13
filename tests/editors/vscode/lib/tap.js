/** Runs tests and prints TAP. */

import { PATIENCE } from "./until.js";

/** Whatever a test waits for, it ends by then, in milliseconds. */
const LIMIT = 60_000 + 2 * PATIENCE;

const tests = [];

/** Adds a test: what the user sees, and the function that throws where it is not so. */
export function test(name, run) {
  tests.push({ name, run });
}

/**
 * Runs every test once, each on the next desk that is free: `clear` makes a desk ready for a test, `check` looks after
 * it at what no test may do, and `failed` hears of a test that throws while all is as it was. Answers how many have failed.
 */
export async function runAll(desks) {
  const queue = tests.filter(({ name }) => name.includes(process.env.ONLY ?? ""));
  console.log("TAP version 13");
  console.log(`1..${queue.length}`);
  let [done, failures] = [0, 0];
  await Promise.all(
    desks.map(async (desk) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const problem = await attempt(desk, next);
        console.log(`${problem === undefined ? "ok" : "not ok"} ${++done} - ${next.name}`);
        if (problem === undefined) continue;
        failures++;
        console.log(problem.replace(/^/gm, "  # "));
      }
    }),
  );
  return failures;
}

async function attempt(desk, { name, run }) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LIMIT / 1000} s`)), LIMIT);
  });
  try {
    await Promise.race([late, desk.clear(name).then(run)]);
    desk.check();
    return undefined;
  } catch (error) {
    await desk.failed(name);
    return error?.stack ?? String(error);
  } finally {
    clearTimeout(timer);
  }
}
