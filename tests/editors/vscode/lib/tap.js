/** Runs tests one after the other and prints TAP. */

const tests = [];

/** Adds a test: what the user sees, and the function that throws where it is not so. */
export function test(name, run) {
  tests.push({ name, run });
}

/** Runs every test, with what `prepare` gives it. `failed` hears of each that throws, while all is as it was. */
export async function runAll({ prepare, failed }) {
  const wanted = tests.filter(({ name }) => name.includes(process.env.ONLY ?? ""));
  console.log("TAP version 13");
  console.log(`1..${wanted.length}`);
  let failures = 0;
  for (const [index, { name, run }] of wanted.entries()) {
    const start = Date.now();
    const title = `${index + 1} - ${name}`;
    try {
      await run(await prepare(name));
      console.log(`ok ${title} # ${Date.now() - start} ms`);
    } catch (error) {
      failures++;
      console.log(`not ok ${title}`);
      console.log(indent(error?.stack ?? String(error)));
      await failed(name);
    }
  }
  return failures;
}

function indent(text) {
  return text.replace(/^/gm, "  # ");
}
