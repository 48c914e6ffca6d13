/** How long to wait for something to appear, in milliseconds. */
export const PATIENCE = Number(process.env.PATIENCE ?? 30) * 1000;

/** Asks again and again until the answer is neither nothing nor false, and gives it back. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
