/** Starts the workbench, runs all tests in it, and ends it. With `--pictures`, takes the pictures for documents. */

import fs from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { Desk } from "./lib/desk.js";
import { runAll } from "./lib/tap.js";
import { Workbench } from "./lib/workbench.js";

const { OUTPUT, EXTENSION: vsix, CHROMIUM = "/usr/bin/chromium" } = process.env;

/** The number of workbenches that share the tests, which mostly wait. */
const DESKS = 2;

// The slow tests are at the end of the alphabet. They run first, so that no workbench is idle at the end.
for (const file of (await fs.readdir(path.join(import.meta.dirname, "tests"))).sort().reverse()) {
  await import(`./tests/${file}`);
}
await fs.mkdir(path.join(OUTPUT, "screenshots"), { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});
const workbenches = [];
let failures = 1;
try {
  const desks = Array.from({ length: DESKS }, async (_, index) => {
    const home = path.join(OUTPUT, `desk-${index + 1}`);
    const workbench = new Workbench();
    workbenches.push(workbench);
    await workbench.start({ browser, home, vsix, workspace: path.join(home, "workspace") });
    return new Desk(workbench, { browser, vsix });
  });
  failures = await runAll(await Promise.all(desks));
} finally {
  await Promise.all(workbenches.map((workbench) => workbench.stop()));
  await browser.close();
}
if (process.argv.includes("--pictures")) {
  const images = path.join(import.meta.dirname, "../../../editors/vscode/images");
  await fs.cp(path.join(OUTPUT, "screenshots/pictures"), images, { recursive: true });
}
process.exitCode = failures > 0 ? 1 : 0;
