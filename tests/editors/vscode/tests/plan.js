/** The plan: the changes that generating into a folder would make. */

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { closeAll, reload, ROWS, rows, sees, SOUND, useFolder } from "../lib/generated.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

/** Opens the Templefile and the plan for its folder. */
async function openPlan(desk, text) {
  await closeAll(desk);
  await desk.open(text);
  await useFolder(desk);
  await sees(desk, /^Plan of shop\.temple/);
}

/** Writes a file into the folder of the Templefile. */
async function write(desk, name, text) {
  const file = path.join(desk.folder, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text);
}

/** Clicks on a row of the tree. */
function click(desk, text) {
  return desk.screen.page.locator(ROWS).filter({ hasText: text }).first().click();
}

test("the plan says what generating would add and change, and shows the difference", async (desk) => {
  await write(desk, "docker-compose.yml", "version: '2'\n");
  await openPlan(desk);
  await sees(desk, /^Changed, 1 file$/);
  await sees(desk, /^Added, 9 files/);
  await sees(desk, /^Plan of shop\.temple.*Showing valid parts only: shop\.temple has errors\./);
  await click(desk, "docker-compose.yml");
  await desk.screen.sees(".tab.active", "docker-compose.yml (on disk ↔ generated)");
  await desk.screen.sees(".monaco-diff-editor .delete-sign");
  await desk.screen.shot("plan");
});

test("the folder is asked for once", async (desk) => {
  await closeAll(desk);
  await desk.open(SOUND);
  await desk.command("temple.plan.open");
  const input = desk.screen.page.locator(".quick-input-widget input").first();
  await input.waitFor();
  await input.fill(`${desk.folder}/`);
  const button = desk.screen.page.locator(".quick-input-widget .monaco-button").filter({ hasText: "Use This Folder" });
  // While the dialog reads the typed folder, it ignores clicks.
  await until("the dialog is done", async () => {
    if (!(await button.isVisible())) return true;
    await button.click({ timeout: 1000 }).catch(() => {});
    return false;
  });
  await sees(desk, /^Added, 10 files/);
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.plan.closeAll"));
  await desk.command("temple.plan.open");
  await sees(desk, /^Added, 10 files/);
});

test("the plan follows the text and the folder", async (desk) => {
  await openPlan(desk, SOUND);
  await sees(desk, /^Added, 10 files/);
  await write(desk, "customer/Dockerfile", "FROM scratch\n");
  await sees(desk, /^Changed, 1 file$/);
  const text = await desk.text();
  await desk.edit(text.slice(text.indexOf("Order")), "");
  await sees(desk, /^Added, 6 files/);
});

test("what was saved is unchanged, and what is no longer generated is left behind", async (desk) => {
  await openPlan(desk, SOUND);
  await desk.command("temple.plan.saveAll");
  const dialog = desk.screen.page.locator(".monaco-dialog-box").filter({ hasText: "New (10):" });
  await dialog.locator(".monaco-button").filter({ hasText: /^Save$/ }).click();
  await sees(desk, /^Unchanged, 10 files/);
  const text = await desk.text();
  await desk.edit(text.slice(text.indexOf("Order")), "");
  await sees(desk, /^Left behind, \d+ files/);
  await sees(desk, /^shop-order\/Dockerfile, Left behind/);
});

test("plans come back after a reload", async (desk) => {
  await openPlan(desk, SOUND);
  await reload(desk);
  await sees(desk, /^Added, 10 files/);
});

test("a plan is closed", async (desk) => {
  await openPlan(desk, SOUND);
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.plan.close"));
  await desk.screen.sees(".part.sidebar .welcome-view", "what generating into a folder would add");
  assert.ok(!(await rows(desk)).some((row) => row.startsWith("Plan of")));
});
