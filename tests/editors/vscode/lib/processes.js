/** The language servers that the editor runs, as processes. */

import { until } from "./until.js";

const { TEMPLE_LSP } = process.env;

/** Returns the servers that the extension host has started. */
export function processes(desk) {
  return desk.host.run(({ require }, program) => {
    const fs = require("node:fs");
    const isOurs = (id) => {
      try {
        const parent = /^\d+ \(.*\) \S (\d+)/s.exec(fs.readFileSync(`/proc/${id}/stat`, "utf8"))[1];
        const [command, ...parameters] = fs.readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
        return Number(parent) === process.pid && command === program && parameters.includes("--stdio");
      } catch {
        return false;
      }
    };
    return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isOurs(name)).map(Number);
  }, TEMPLE_LSP);
}

/** Waits for a server other than the earlier ones, and returns it. */
export async function started(desk, earlier = []) {
  return until("a new server", async () => (await processes(desk)).find((id) => !earlier.includes(id)));
}

/** Ends a process, unless it has ended by itself. */
export function kill(id) {
  try {
    process.kill(id, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
