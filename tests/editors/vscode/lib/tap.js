/** Runs tests and prints TAP. */

import { PATIENCE } from "./until.js";

/** The time limit of a test, in milliseconds. */
const LIMIT = 60_000 + 2 * PATIENCE;

const tests = [];

/** Adds a test: a description of what the user sees, and a function that throws if that is not true. */
export function test(name, run) {
  tests.push({ name, run });
}

/** If at most this many tests fail, each is repeated at the end, because the editor itself is sometimes slow. */
const SECOND_TRIES = 3;

/**
 * Runs every test, each on the next free desk: `clear` prepares a desk for a test, `check` then verifies the rules for
 * all tests, and `failed` is called directly after a test throws. Returns the number of failed tests.
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

/** Runs a test, and prints its problem if it fails. */
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
