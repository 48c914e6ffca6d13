/** The time to wait for something to appear, in milliseconds. */
export const PATIENCE = Number(process.env.PATIENCE ?? 30) * 1000;

/** Calls a function repeatedly until its result is truthy, and returns that result. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
