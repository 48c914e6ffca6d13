/** The preview of generated files: the tree, the files, and their relation to the Templefile. */

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { generated, openFile, openPreview, reload, ROWS, sees, shows, SOUND, useFolder } from "../lib/generated.js";
import { kill, processes, started } from "../lib/processes.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const LENSES = ".codelens-decoration";

/** Returns the position of the cursor, with its document. */
function cursorOf(desk) {
  return desk.host.run(({ vscode }) => {
    const editor = vscode.window.activeTextEditor;
    return editor && { path: editor.document.uri.path, scheme: editor.document.uri.scheme, line: editor.selection.active.line };
  });
}

async function clickLens(desk, text) {
  await desk.screen.page.locator(`${LENSES} a`).filter({ hasText: text }).first().click();
}

/** Returns the lines of the Templefile that "Go to Definition" finds for a line of a generated file. */
function definitions(desk, path, line) {
  return desk.host.run(
    async ({ vscode }, name, path, line) => {
      const { uri } = vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === "temple-manifest" && uri.path.includes(name) && uri.path.endsWith(path),
      );
      const found = await vscode.commands.executeCommand("vscode.executeDefinitionProvider", uri, new vscode.Position(line, 0));
      return found.map(({ range }) => range.start.line);
    },
    desk.folder.split("/").at(-1),
    path,
    line,
  );
}

/** Returns the first visible line of the generated file that is shown. */
function top(desk) {
  return desk.host.run(({ vscode }) => {
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "temple-manifest");
    return shown.visibleRanges[0].start.line;
  });
}

test("the preview opens beside the Templefile, with the tree of all files by service", async (desk) => {
  await openPreview(desk);
  const [file] = await generated(desk);
  assert.equal(file.path, "docker-compose.yml");
  assert.match(file.language, /^(yaml|dockercompose)$/);
  for (const row of [/^System/, /^Customer/, /^Order/, /^customer-db\/init\.sql/]) await sees(desk, row);
  await desk.screen.sees(LENSES, "Showing valid parts only: shop.temple has errors.");
});

test("the lens above the project opens the preview", async (desk) => {
  await desk.open(SOUND);
  await desk.screen.sees(`${LENSES} a`, "Preview generated files");
  await desk.screen.page.locator(`${LENSES} a`).filter({ hasText: "Preview generated files" }).click();
  await shows(desk, "docker-compose.yml", "version:");
  await sees(desk, /^docker-compose\.yml/);
});

test("a file follows the text while it is typed, and the tree counts the lines that changed", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "customer-db/init.sql");
  await shows(desk, "customer-db/init.sql", "email");
  await desk.cursor("  email");
  await desk.screen.type("Address");
  await shows(desk, "customer-db/init.sql", "email_address");
  await sees(desk, /^customer-db\/init\.sql, 1 line added, 1 line removed/);
  await desk.screen.sees(ROWS, "+1 −1");
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.preview.forgetChanges"));
  await sees(desk, /^customer-db\/init\.sql, no changes/);
});

test("what has changed since the preview was opened is shown as a difference", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.edit("email", "mail");
  await openFile(desk, "customer-db/init.sql");
  await shows(desk, "customer-db/init.sql", "mail");
  await desk.command("temple.preview.showChanges");
  await desk.screen.sees(".monaco-diff-editor .insert-sign");
  await desk.screen.sees(".tab.active", "since the preview was opened");
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.preview.forgetChanges"));
  await desk.screen.seesNo(".monaco-diff-editor .insert-sign");
});

test("a preview stays where it was scrolled to while it changes", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.workbench.configure({ "temple.preview.followCursor": false });
  await openFile(desk, "api/shop.openapi.yaml");
  await desk.host.run(({ vscode }) => vscode.window.activeTextEditor.revealRange(new vscode.Range(150, 0, 150, 0), 3));
  const before = await until("the scrolled preview", async () => (await top(desk)) >= 140 && top(desk));
  await desk.edit("float(min: 0.0)", "float(min: 2.5)");
  await shows(desk, "api/shop.openapi.yaml", "2.5");
  assert.equal(await top(desk), before);
});

test("while the text has errors, the last valid files are shown, and a banner says so", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "customer-db/init.sql");
  await desk.edit("email: string", "email: strin");
  await desk.screen.sees(LENSES, "Showing the last valid files: shop.temple has errors.");
  assert.match((await shows(desk, "customer-db/init.sql", "email")).text, /email/);
  await desk.screen.sees(".part.sidebar .message", "Showing the last valid files: shop.temple has errors.");
  await desk.screen.shot("preview of a Templefile with errors");
  await clickLens(desk, "Show valid parts only");
  await shows(desk, "customer-db/init.sql", "email", true);
  await desk.screen.sees(LENSES, "Showing valid parts only: shop.temple has errors.");
  await clickLens(desk, "Show the last valid files");
  await shows(desk, "customer-db/init.sql", "email");
  await clickLens(desk, "Showing the last valid files");
  await until("the cursor at the error", async () => (await cursorOf(desk)).path === desk.file && (await cursorOf(desk)).line === 6);
  await desk.edit("email: strin ", "email: string ");
  await until("no banner", async () => (await desk.screen.page.locator(LENSES).filter({ hasText: "has errors" }).count()) === 0);
});

test("a provider may be chosen while the text has errors, and its files are the last valid ones too", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.edit("email: string", "email: strin");
  await openFile(desk, "customer-db/init.sql", "kubernetes");
  await shows(desk, "customer-db/init.sql", "email");
  await desk.screen.sees(LENSES, "Showing the last valid files: shop.temple has errors.");
});

test("lines of the last valid files lead to where their origin is now, and nowhere once that is gone", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "customer-db/init.sql");
  const { text } = await shows(desk, "customer-db/init.sql", "email");
  const line = text.split("\n").findIndex((line) => line.includes("email"));
  const origins = () => definitions(desk, "customer-db/init.sql", line);
  await until("the origin", async () => (await origins()).includes(6));
  await desk.edit("Customer: service", "// One line.\nCustomer: service");
  await desk.edit("total: float", "total: floa");
  await desk.screen.sees(LENSES, "Showing the last valid files: shop.temple has errors.");
  await until("the origin a line below", async () => (await origins()).includes(7));
  await desk.edit("  email: string @unique;\n", "");
  await until("no origin", async () => (await origins()).length === 0);
});

test("what is shown of a Templefile with errors can be changed where the folder has a setting for it", async (desk) => {
  const set = (mode) =>
    desk.host.run(
      ({ vscode }, mode) => vscode.workspace.getConfiguration("temple.preview").update("whileBroken", mode ?? undefined, false),
      mode,
    );
  try {
    await openPreview(desk, SOUND);
    await set("lastGood");
    await openFile(desk, "customer-db/init.sql");
    await desk.edit("email: string", "email: strin");
    await clickLens(desk, "Show valid parts only");
    await shows(desk, "customer-db/init.sql", "email", true);
  } finally {
    await set(null);
  }
});

test("a file that is missing because of errors is distinguished from one that no longer exists", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.edit("Order: service {", "service {");
  await desk.screen.sees(LENSES, "Showing the last valid files: shop.temple has errors.");
  await sees(desk, /^shop-order-db\/init\.sql, no changes/);
  await desk.workbench.configure({ "temple.preview.whileBroken": "soundPart" });
  await sees(desk, /^shop-order-db\/init\.sql, missing because of errors, 0 lines added, \d+ lines removed/);
  const text = await desk.text();
  await desk.edit(text.slice(text.lastIndexOf("service {")), "");
  await sees(desk, /^shop-order-db\/init\.sql, no longer generated, 0 lines added, \d+ lines removed/);
});

test("the cursor in the Templefile lights up the lines that come from it, and brings them into sight", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "api/shop.openapi.yaml");
  await until("the top of the file", async () => (await top(desk)) === 0);
  await desk.cursor("total: fl");
  const lit = desk.screen.page.locator(".editor-instance").last().locator(".view-overlays [class*='ced-']");
  await lit.first().waitFor();
  await until("the lines in sight", async () => (await top(desk)) > 0);
  await desk.screen.shot("preview");
});

test("the cursor in a generated file lights up where its line comes from, and a key leads there", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "customer-db/init.sql");
  await desk.host.run(({ vscode }) => {
    const editor = vscode.window.activeTextEditor;
    const at = editor.document.positionAt(editor.document.getText().indexOf("email"));
    editor.selection = new vscode.Selection(at, at);
  });
  const lit = desk.screen.page.locator(".editor-instance").first().locator(".view-overlays [class*='ced-']");
  await lit.first().waitFor();
  await desk.screen.press("Alt+Enter");
  await until("the cursor in the Templefile", async () => {
    const { path, line } = await cursorOf(desk);
    return path === desk.file && line === 6;
  });
  await desk.screen.press("Alt+Enter");
  await desk.screen.sees(".quick-input-widget .monaco-list-row", "customer-db/init.sql");
  await desk.screen.press("Escape");
});

test("hovering over a generated line says where it comes from, or why it is there", async (desk) => {
  await openPreview(desk, SOUND);
  const hovers = (line) =>
    desk.host.run(
      async ({ vscode }, name, line) => {
        const { uri } = vscode.workspace.textDocuments.find(
          ({ uri }) => uri.scheme === "temple-manifest" && uri.path.includes(name),
        );
        const at = new vscode.Position(line, 0);
        const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, at);
        return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
      },
      path.basename(desk.folder),
      line,
    );
  assert.match(await hovers(0), /Generated from \[line 2\]/);
  assert.match(await hovers(2), /every system has a gateway/);
});

test("a generated file cannot be changed", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "deploy.sh");
  const { text } = await shows(desk, "deploy.sh", "docker");
  await desk.screen.page.locator(".editor-instance").last().locator(".view-lines").click();
  await desk.screen.type("x");
  await desk.screen.sees(".monaco-editor-overlaymessage", "generated from a Templefile");
  assert.equal((await shows(desk, "deploy.sh", "docker")).text, text);
});

test("what is known to be wrong with a generated file is among its problems", async (desk) => {
  await openPreview(desk, SOUND);
  const codes = await desk.host.until("problems of a generated file", ({ vscode }) => {
    const all = vscode.languages.getDiagnostics().filter(([uri]) => uri.scheme === "temple-manifest");
    const codes = all.flatMap(([, problems]) => problems.map(({ code }) => code));
    return codes.length > 0 && codes;
  });
  assert.ok(codes.includes("migrations-without-shell"), String(codes));
});

test("the problems of a generated file move with its lines", async (desk) => {
  await openPreview(desk, SOUND);
  /** Waits for a problem that takes exactly this line. */
  const problem = (line) =>
    desk.host.until(
      `a problem of ${line}`,
      ({ vscode }, name, line) => {
        const document = vscode.workspace.textDocuments.find(
          ({ uri }) => uri.scheme === "temple-manifest" && uri.path.includes(name) && uri.path.endsWith(".yml"),
        );
        const problems = vscode.languages.getDiagnostics(document.uri);
        return problems.some(({ range }) => document.getText(range).trim() === line);
      },
      path.basename(desk.folder),
      line,
    );
  await problem("build: ./customer");
  await desk.edit("Customer: service {", "Address: service {\n  street: string(40);\n}\n\nCustomer: service {");
  await problem("build: ./address");
});

test("a preview follows the text after the server was restarted, and after it has crashed", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "customer-db/init.sql");
  const earlier = await processes(desk);
  await desk.command("temple.server.restart");
  await started(desk, earlier);
  await desk.edit("email", "mail");
  await shows(desk, "customer-db/init.sql", "  mail");
  kill(await started(desk));
  await desk.edit("mail", "letter");
  await shows(desk, "customer-db/init.sql", "letter");
  await desk.edit("letter", "post");
  await shows(desk, "customer-db/init.sql", "post");
});

test("a preview that failed is there once what was in the way is gone", async (desk) => {
  await openPreview(desk, SOUND);
  const late = path.join(desk.folder, "late.temple");
  const open = () =>
    desk.host.run(({ vscode }, file) => void vscode.commands.executeCommand("temple.preview.open", vscode.Uri.file(file)), late);
  await open();
  await desk.screen.toast("The preview failed.").waitFor();
  await fs.writeFile(late, SOUND.replace("email", "mail"));
  await open();
  await desk.host.until("the preview", ({ vscode }) =>
    vscode.window.visibleTextEditors.some(({ document: { uri } }) => uri.scheme === "temple-manifest" && uri.path.includes("late.temple")),
  );
});

test("files can be grouped by kind", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.preview.groupByKind"));
  for (const label of ["YAML", "SQL", "JSON", "Shell Script"]) await sees(desk, new RegExp(`^${label}, \\d+ files`));
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.preview.groupByService"));
  await sees(desk, /^Customer, \d+ files/);
});

test("another provider is chosen once, and both previews are there", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.command("temple.preview.chooseProvider");
  await desk.screen.sees(".quick-input-widget .monaco-list-row", "kubernetes");
  await desk.screen.type("kubernetes");
  await desk.screen.press("Enter");
  await until("a file for Kubernetes", async () => (await generated(desk)).some(({ provider }) => provider === "kubernetes"));
  await sees(desk, /^shop\.temple, kubernetes/);
  await sees(desk, /^shop\.temple, dockerCompose/);
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  await desk.open();
  await desk.command("temple.preview.open");
  await desk.host.until("Kubernetes again", ({ vscode }) =>
    vscode.window.visibleTextEditors.some(({ document }) => document.uri.authority === "kubernetes"),
  );
});

test("a file is compared with the one on disk", async (desk) => {
  await openPreview(desk, SOUND);
  await useFolder(desk);
  await fs.writeFile(path.join(desk.folder, "docker-compose.yml"), "version: '2'\n");
  await openFile(desk, "docker-compose.yml");
  await desk.command("temple.preview.compareWithDisk");
  await desk.screen.sees(".tab.active", "docker-compose.yml (on disk ↔ generated)");
  await desk.screen.sees(".monaco-diff-editor .delete-sign");
  await openFile(desk, "deploy.sh");
  await desk.command("temple.preview.compareWithDisk");
  await desk.screen.toast("deploy.sh is not in").waitFor();
});

test("a generated file is copied", async (desk) => {
  await desk.workbench.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openPreview(desk, SOUND);
  await openFile(desk, "deploy.sh");
  const { text } = await shows(desk, "deploy.sh", "docker");
  await desk.command("temple.preview.copy");
  await desk.host.until("the text in the clipboard", async ({ vscode }, text) => (await vscode.env.clipboard.readText()) === text, text);
});

test("all files are saved into a folder, and nothing is overwritten without asking", async (desk) => {
  await openPreview(desk, SOUND);
  await useFolder(desk);
  const mine = path.join(desk.folder, "docker-compose.yml");
  await fs.writeFile(mine, "mine\n");
  const dialog = desk.screen.page.locator(".monaco-dialog-box");
  const answer = async (button) => {
    await desk.command("temple.preview.saveAll");
    await dialog.filter({ hasText: "Overwritten (1):" }).filter({ hasText: "docker-compose.yml" }).waitFor();
    await desk.screen.shot("save all");
    await dialog.locator(".monaco-button").filter({ hasText: button }).click();
    await dialog.waitFor({ state: "hidden" });
  };
  await answer("Cancel");
  assert.deepEqual((await fs.readdir(desk.folder)).sort(), ["docker-compose.yml", "shop.temple"]);
  await answer("Save New Files Only");
  await desk.screen.toast("9 files were saved").waitFor();
  assert.equal(await fs.readFile(mine, "utf8"), "mine\n");
  await answer("Save and Overwrite");
  await desk.screen.toast("One file was saved").waitFor();
  assert.match(await fs.readFile(mine, "utf8"), /^version: '3'/);
  assert.match(await fs.readFile(path.join(desk.folder, "customer-db/init.sql"), "utf8"), /email/);
});

test("previews and their files come back after a reload, and follow the text again", async (desk) => {
  await openPreview(desk, SOUND);
  await openFile(desk, "customer-db/init.sql");
  await reload(desk);
  await desk.screen.sees(".tab", "init.sql");
  await sees(desk, /^shop\.temple, dockerCompose/);
  await shows(desk, "customer-db/init.sql", "email");
  await desk.edit("email", "mail");
  await shows(desk, "customer-db/init.sql", "email", true);
});

test("a preview is closed", async (desk) => {
  await openPreview(desk, SOUND);
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  await sees(desk, /^shop\.temple/);
  await openFile(desk, "deploy.sh");
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("temple.preview.close"));
  await desk.screen.sees(".part.sidebar .welcome-view", "Preview every file that is generated from a Templefile");
});
