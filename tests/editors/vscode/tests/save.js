/** Saving generated files: exactly the shown files are saved. */

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { openFile, openPreview, sees, shows, SOUND, useFolder } from "../lib/generated.js";
import { kill, processes } from "../lib/processes.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const DIALOG = ".monaco-dialog-box";

/** Opens the Templefile, its preview, and the plan for its folder. */
async function openBoth(desk, text) {
  await openPreview(desk, text);
  await useFolder(desk);
  await sees(desk, /^Plan of shop\.temple/);
}

/** Waits for a dialog with a text in it. */
async function dialog(desk, text) {
  const found = desk.screen.page.locator(DIALOG).filter({ hasText: text });
  await found.waitFor();
  return found;
}

async function press(desk, button) {
  const found = desk.screen.page.locator(DIALOG);
  await found.locator(".monaco-button").filter({ hasText: new RegExp(`^${button}$`) }).click();
}

/** Returns the buttons of the dialog in alphabetical order, because their own order depends on the machine. */
async function buttons(desk) {
  return (await desk.screen.page.locator(`${DIALOG} .monaco-button`).allInnerTexts()).sort();
}

/** Saves all files of the preview. */
async function saveAll(desk) {
  await desk.command("temple.preview.saveAll");
  await dialog(desk, "New (10):");
  await press(desk, "Save");
  await desk.screen.toast("10 files were saved").waitFor();
}

/** Returns the text of every file in the folder of the Templefile, by path. */
async function disk(desk) {
  const entries = await fs.readdir(desk.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== "shop.temple");
  const paths = files.map(({ parentPath, name }) => path.join(parentPath, name)).sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (file) => [path.relative(desk.folder, file), await fs.readFile(file, "utf8")])),
  );
}

const VIEWS = ["preview", "plan"];

test("while there is an error, saving is refused with it, and the disk stays as it is", async (desk) => {
  await openBoth(desk, SOUND);
  await saveAll(desk);
  const before = await disk(desk);
  await desk.edit("email: string", "email: strin");
  for (const view of VIEWS) {
    await desk.cursor("Shop");
    await desk.command(`temple.${view}.saveAll`);
    const refusal = await dialog(desk, "shop.temple has 1 error. Fix it before saving.");
    assert.match(await refusal.innerText(), /Line 7: .*strin/);
    assert.deepEqual(await buttons(desk), ["Cancel", "Save Last Valid Files", "Show Error"]);
    await desk.screen.shot(`refused to save from the ${view}`);
    await press(desk, "Show Error");
    await desk.host.until(
      "the cursor at the error",
      ({ vscode }, file) => {
        const { document, selection } = vscode.window.activeTextEditor;
        return document.uri.fsPath === file && selection.active.line === 6;
      },
      desk.file,
    );
    assert.deepEqual(await disk(desk), before);
  }
});

for (const view of VIEWS) {
  test(`the last valid files are saved from the ${view} where the user asks for them`, async (desk) => {
    await openBoth(desk, SOUND);
    const { text } = await shows(desk, "docker-compose.yml", "version:");
    await desk.edit("email: string", "email: strin");
    await desk.command(`temple.${view}.saveAll`);
    await dialog(desk, "shop.temple has 1 error.");
    await press(desk, "Save Last Valid Files");
    await dialog(desk, "These are the last valid files: shop.temple has errors.");
    await desk.screen.shot(`the last valid files from the ${view}`);
    await press(desk, "Save");
    await desk.screen.toast("10 files were saved").waitFor();
    const files = await disk(desk);
    assert.match(files["customer-db/init.sql"], /email/);
    assert.equal(files["docker-compose.yml"], text);
  });
}

test("preview and plan are of the same text while that has errors, whatever the setting says", async (desk) => {
  await openBoth(desk, SOUND);
  await saveAll(desk);
  await sees(desk, /^Unchanged, 10 files/);
  await openFile(desk, "customer-db/init.sql");
  await desk.edit("email: string", "email: strin");
  await sees(desk, /^Plan of shop\.temple.*10 unchanged.*Showing the last valid files: shop\.temple has errors\./);
  await shows(desk, "customer-db/init.sql", "email");
  await desk.workbench.configure({ "temple.preview.whileBroken": "soundPart" });
  await sees(desk, /^Plan of shop\.temple.*changed.*Showing valid parts only: shop\.temple has errors\./);
  await sees(desk, /^customer-db\/init\.sql, Changed/);
  await shows(desk, "customer-db/init.sql", "email", true);
  // The files of valid parts, which this setting shows, are never saved.
  const before = await disk(desk);
  await desk.command("temple.preview.saveAll");
  await dialog(desk, "shop.temple has 1 error. Fix it before saving.");
  await press(desk, "Cancel");
  assert.deepEqual(await disk(desk), before);
});

test("of a Templefile that was opened with errors, nothing is saved", async (desk) => {
  await openBoth(desk);
  await desk.command("temple.preview.saveAll");
  await dialog(desk, "shop.temple has 1 error. Fix it before saving.");
  assert.deepEqual(await buttons(desk), ["Cancel", "Show Error"]);
  await press(desk, "Cancel");
  assert.deepEqual(await disk(desk), {});
});

/** The changes that may happen while the dialog is open, each with the message to the user. */
const CHANGES = {
  text: [(desk) => desk.edit("email", "mail"), "shop.temple has changed since"],
  folder: [(desk) => fs.writeFile(path.join(desk.folder, "docker-compose.yml"), "mine\n"), "has changed since"],
  settings: [
    async (desk) => {
      await desk.workbench.configure({ "temple.preview.target": "kubernetes" });
      await isForKubernetes(desk);
    },
    "changed since",
  ],
};

for (const view of VIEWS) {
  for (const [what, [change, message]] of Object.entries(CHANGES)) {
    test(`nothing is saved from the ${view} where ${what} changed since the user was asked`, async (desk) => {
      await openBoth(desk, SOUND);
      await sees(desk, /^Added, 10 files/);
      await desk.command(`temple.${view}.saveAll`);
      await dialog(desk, "New (10):");
      await change(desk);
      const before = await disk(desk);
      await press(desk, "Save");
      await desk.screen.toast(message).waitFor();
      assert.deepEqual(await disk(desk), before);
    });
  }

  test(`nothing is saved from the ${view} where there is an error since the user was asked`, async (desk) => {
    await openBoth(desk, SOUND);
    await sees(desk, /^Added, 10 files/);
    await desk.command(`temple.${view}.saveAll`);
    await dialog(desk, "New (10):");
    await desk.edit("email: string", "email: strin");
    await press(desk, "Save");
    await dialog(desk, "shop.temple has 1 error. Fix it before saving.");
    await press(desk, "Cancel");
    assert.deepEqual(await disk(desk), {});
  });
}

/** Waits until the files are those of Kubernetes. */
async function isForKubernetes(desk) {
  await desk.host.until(
    "files for Kubernetes",
    async ({ vscode }, file) => {
      const segment = vscode.Uri.file(file).toString().replaceAll(/[^A-Za-z0-9_.-]/g, (c) => `~${c.charCodeAt(0).toString(16).toUpperCase()}`);
      const names = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(`temple-manifest://auto/${segment}`));
      return names.some(([name]) => name === "kube");
    },
    desk.file,
  );
}

test("files that an editor has unsaved changes of are left alone, also when these come late", async (desk) => {
  await openBoth(desk, SOUND);
  await saveAll(desk);
  await desk.edit("email", "mail");
  await openFile(desk, "customer-db/init.sql");
  await shows(desk, "customer-db/init.sql", "mail");
  await sees(desk, /^Changed, \d+ files/);
  const type = (name) =>
    desk.host.run(async ({ vscode }, file) => {
      const document = await vscode.workspace.openTextDocument(file);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), "mine ");
      await vscode.workspace.applyEdit(edit);
    }, path.join(desk.folder, name));
  await type("customer-db/init.sql");
  const before = await disk(desk);
  await desk.command("temple.preview.saveAll");
  const question = await dialog(desk, "Skipped, because they have unsaved changes in an editor (1):");
  assert.match(await question.innerText(), /Overwritten \(1\):\s+api\/shop\.openapi\.yaml\s+Skipped.*\s+customer-db\/init\.sql/);
  await type("api/shop.openapi.yaml");
  await press(desk, "Save and Overwrite");
  await desk.screen.toast("Skipped because of unsaved changes: api/shop.openapi.yaml.").waitFor();
  const after = await disk(desk);
  for (const file of ["customer-db/init.sql", "api/shop.openapi.yaml"]) assert.equal(after[file], before[file]);
});

test("of two previews, that one is saved which was chosen", async (desk) => {
  await openBoth(desk, SOUND);
  await openFile(desk, "deploy.sh", "kubernetes");
  await desk.command("temple.preview.saveAll");
  await dialog(desk, "kube/customer/deployment.yaml");
  await press(desk, "Save");
  await until("the last file", async () => "shop-order/config.json" in (await disk(desk)));
  assert.ok(!("docker-compose.yml" in (await disk(desk))));
});

test("a server that is restarted while the user is asked changes nothing in what is saved", async (desk) => {
  await openBoth(desk, SOUND);
  await desk.command("temple.preview.saveAll");
  await dialog(desk, "New (10):");
  const [earlier] = await processes(desk);
  kill(earlier);
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: running']");
  await until("another server", async () => (await processes(desk)).some((id) => id !== earlier));
  await press(desk, "Save");
  await desk.screen.toast("10 files were saved").waitFor();
  assert.match((await disk(desk))["customer-db/init.sql"], /email/);
});

test("without a server, nothing is saved, and the user sees why", async (desk) => {
  await openBoth(desk, SOUND);
  await desk.command("temple.preview.saveAll");
  await dialog(desk, "New (10):");
  await desk.workbench.configure({ "temple.server.path": path.join(desk.folder, "nowhere") });
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: not running']");
  await press(desk, "Save");
  await desk.screen.toast("The files of shop.temple were not saved.").waitFor();
  assert.deepEqual(await disk(desk), {});
});
