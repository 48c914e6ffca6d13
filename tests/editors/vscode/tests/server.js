/** The extension finds the server, keeps it running, and reports problems with it to the user. */

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { kill, processes, started } from "../lib/processes.js";
import { listen } from "../lib/proxy.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const { TEMPLE_LSP } = process.env;

async function program(desk, text) {
  const file = path.join(desk.folder, "temple-lsp");
  await fs.writeFile(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}

test("a server that is missing gives a message with buttons, and the status bar says so", async (desk) => {
  await desk.open();
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: running']");
  const nowhere = path.join(desk.folder, "nowhere");
  await desk.workbench.configure({ "temple.server.path": nowhere });
  const toast = desk.screen.toast(`The setting temple.server.path is not an executable file: ${nowhere}.`);
  await toast.waitFor();
  const buttons = await toast.locator(".monaco-button").allInnerTexts();
  assert.deepEqual(buttons, ["Choose Program…", "How to Install", "Try Again"]);
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: not running']");
  await desk.screen.shot("missing-server");
  await desk.workbench.configure({});
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: running']");
});

test("a server that is nowhere in the PATH gives a message", async (desk) => {
  await desk.open();
  await desk.workbench.configure({ "temple.server.path": "" });
  await desk.screen.toast("The language server temple-lsp was not found in the PATH.").waitFor();
});

test("a server that is too old gives a message with both versions", async (desk) => {
  await desk.open();
  const old = await program(desk, "echo temple-lsp 0.0.9");
  await desk.workbench.configure({ "temple.server.path": old });
  await desk.screen.toast(`${old} is temple-lsp 0.0.9, which is too old.`).waitFor();
});

test("a program that is no server gives a message", async (desk) => {
  await desk.open();
  const other = await program(desk, "echo something else");
  await desk.workbench.configure({ "temple.server.path": other });
  await desk.screen.toast(`${other} is not temple-lsp: it does not print its version.`).waitFor();
});

test("a server that hangs when it starts is replaced by another one", async (desk) => {
  await desk.open();
  const hanging = await program(desk, 'case "$1" in --version) echo temple-lsp 99.0.0;; *) exec sleep 600;; esac');
  await desk.workbench.configure({ "temple.server.path": hanging });
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: starting']");
  await desk.workbench.configure({});
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: running']");
  await desk.edit("strin(", "string(");
  await desk.problems((all) => !all.some(({ severity }) => severity === "Error"));
});

test("a setting of the wrong type gives a message", async (desk) => {
  await desk.open();
  await desk.workbench.configure({ "temple.server.path": 8080 });
  await desk.screen.toast(/The setting temple\.server\.path is not an executable file: .+8080\./).waitFor();
});

test("the command restarts the server, and diagnostics go on", async (desk) => {
  await desk.open();
  const before = await processes(desk);
  assert.equal(before.length, 1);
  await desk.cursor("Order");
  await desk.screen.palette("Temple: Restart Language Server");
  await started(desk, before);
  await desk.edit("strin(", "string(");
  await desk.problems((all) => !all.some(({ severity }) => severity === "Error"));
});

test("the versions of extension, server and editor are shown", async (desk) => {
  await desk.open();
  await desk.screen.palette("Temple: Show Versions");
  await desk.screen.sees(".monaco-dialog-box", new RegExp(`Language server: \\d+\\.\\d+\\.\\d+, ${TEMPLE_LSP}`));
  await desk.screen.press("Escape");
});

test("the log says which server was started", async (desk) => {
  await desk.open();
  await desk.screen.palette("Temple: Show Language Server Log");
  await desk.screen.sees(".output-view-container, .part.panel", TEMPLE_LSP);
});

test("a server that crashes is started again, and diagnostics go on", async (desk) => {
  await desk.open();
  const id = await started(desk);
  kill(id);
  await started(desk, [id]);
  await desk.edit("strin(", "string(");
  await desk.problems((all) => !all.some(({ severity }) => severity === "Error"));
});

test("a server that crashes again and again is left alone after a while, with a message and a button", async (desk) => {
  await desk.open();
  // After a restart by the user, earlier crashes no longer count.
  const earlier = await processes(desk);
  await desk.command("temple.server.restart");
  await started(desk, earlier);
  const toast = desk.screen.toast(/The Temple language server crashed \d+ times in a row and will not be restarted/);
  try {
    for (;;) {
      const id = await until("a server or the message", async () => (await toast.isVisible()) || (await processes(desk))[0]);
      if (id === true) break;
      kill(id);
    }
    await toast.locator(".monaco-button").filter({ hasText: "Restart" }).click();
    await started(desk);
    await desk.edit("strin(", "string(");
    await desk.problems((all) => !all.some(({ severity }) => severity === "Error"));
  } finally {
    await desk.command("temple.server.restart");
  }
});

for (const [version, update] of [
  [1, "Update temple-lsp."],
  [9, "Update the extension."],
]) {
  test(`a server that speaks version ${version} of the protocol is reported once, and everything but previews works`, async (desk) => {
    await desk.open();
    await listen(desk, ['"manifestsChanged"],"version":2', `"manifestsChanged"],"version":${version}`]);
    const message = `uses version ${version} of the temple protocol; this extension needs version 2. ${update}`;
    await desk.screen.toast(message).waitFor();
    await desk.screen.shot(`protocol version ${version}`);
    assert.equal(await desk.screen.toast(message).count(), 1);
    await desk.problems((all) => all.length > 0);
    await desk.command("temple.preview.open");
    await desk.screen.toast("The preview failed.").filter({ hasText: message }).waitFor();
  });
}
