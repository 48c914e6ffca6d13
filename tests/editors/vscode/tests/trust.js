/** The behaviour of the extension in untrusted folders. */

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { Desk } from "../lib/desk.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";
import { Workbench } from "../lib/workbench.js";

const exists = (file) => fs.access(file).then(() => true, () => false);

test("a folder that is not trusted does not choose the server, and does once it is trusted", async ({ browser, vsix }) => {
  const home = path.join(process.env.OUTPUT, "untrusted");
  const workspace = path.join(home, "workspace");
  const evil = path.join(workspace, "evil");
  const trace = path.join(home, "trace");
  await fs.mkdir(path.join(workspace, ".vscode"), { recursive: true });
  await fs.writeFile(evil, `#!/bin/sh\ntouch "${trace}"\nexec "${process.env.TEMPLE_LSP}" "$@"\n`, { mode: 0o755 });
  await fs.writeFile(path.join(workspace, ".vscode/settings.json"), JSON.stringify({ "temple.server.path": evil }));
  const settings = { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" };
  const workbench = new Workbench();
  try {
    await workbench.start({ browser, home, vsix, workspace, settings });
    const desk = await new Desk(workbench).clear("trust");
    await desk.open();
    assert.equal(await workbench.host.run(({ vscode }) => vscode.workspace.isTrusted), false);
    assert.equal(await exists(trace), false);
    await workbench.screen.shot("untrusted");

    // Nor does a path in the user settings that leads into the folder.
    const own = path.join(workspace, ".vscode/settings.json");
    await fs.writeFile(own, "{}");
    await workbench.configure({ "temple.server.path": "${workspaceFolder}/evil" });
    await workbench.screen.toast("The setting temple.server.path is not an executable file").waitFor();
    assert.equal(await exists(trace), false);

    await desk.command("workbench.trust.manage");
    await workbench.screen.page.locator(".workspace-trust-editor .monaco-button").filter({ hasText: /^Trust$/ }).click();
    await workbench.host.until("trust", ({ vscode }) => vscode.workspace.isTrusted);
    await until("the server that the user has chosen", () => exists(trace));
    await fs.rm(trace);
    await workbench.configure({});
    await fs.writeFile(own, JSON.stringify({ "temple.server.path": evil }));
    await until("the server of the trusted folder", () => exists(trace));
  } finally {
    await workbench.stop();
  }
});
