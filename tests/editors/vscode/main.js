/** Starts the workbench, runs all tests in it, and ends it. */

import fs from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { Desk } from "./lib/desk.js";
import { runAll } from "./lib/tap.js";
import { Workbench } from "./lib/workbench.js";

const { OUTPUT, CHROMIUM = "/usr/bin/chromium" } = process.env;

for (const file of (await fs.readdir(path.join(import.meta.dirname, "tests"))).sort()) {
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
let workbench;
let failures = 1;
try {
  const home = path.join(OUTPUT, "home");
  const vsix = path.join(OUTPUT, "temple-lsp.vsix");
  workbench = await Workbench.start({ browser, home, vsix, workspace: path.join(OUTPUT, "workspace") });
  const desk = new Desk(workbench, { browser, vsix });
  failures = await runAll({
    prepare: (name) => desk.clear(name),
    failed: (name) => workbench.screen.shot(`failed ${name.replaceAll("/", " ")}`).catch(() => {}),
  });
} finally {
  await workbench?.stop();
  await browser.close();
}
process.exitCode = failures > 0 ? 1 : 0;
