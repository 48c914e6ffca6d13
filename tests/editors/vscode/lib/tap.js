/** Runs tests and prints TAP. */

import { PATIENCE } from "./until.js";

/** Whatever a test waits for, it ends by then, in milliseconds. */
const LIMIT = 60_000 + 2 * PATIENCE;

const tests = [];

/** Adds a test: what the user sees, and the function that throws where it is not so. */
export function test(name, run) {
  tests.push({ name, run });
}

/** Of so many tests that fail, each is tried once more when all others are done: the editor itself is sometimes late. */
const SECOND_TRIES = 3;

/**
 * Runs every test, each on the next desk that is free: `clear` makes a desk ready for a test, `check` looks after it at
 * what no test may do, and `failed` hears of a test that throws while all is as it was. Answers how many have failed.
 */
export async function runAll(desks) {
  const queue = tests.filter(({ name }) => name.includes(process.env.ONLY ?? ""));
  console.log("TAP version 13");
  console.log(`1..${queue.length}`);
  let done = 0;
  const report = (name, well) => console.log(`${well ? "ok" : "not ok"} ${++done} - ${name}`);
  const failed = [];
  await Promise.all(
    desks.map(async (desk) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        if (await passes(desk, next)) report(next.name, true);
        else failed.push(next);
      }
    }),
  );
  let failures = 0;
  const hasSecondTry = failed.length <= SECOND_TRIES;
  for (const next of failed) {
    const well = hasSecondTry && (await passes(desks[0], next));
    if (!well) failures++;
    report(next.name, well);
  }
  return failures;
}

/** Tries a test, and tells what is wrong. */
async function passes(desk, test) {
  const problem = await attempt(desk, test);
  if (problem !== undefined) console.log(`failed: ${test.name}\n${problem}`.replace(/^/gm, "  # "));
  return problem === undefined;
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
