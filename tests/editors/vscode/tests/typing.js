/** The automatic edits of the editor while typing, and the features of the extension without a server. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const EXTENSION = path.join(import.meta.dirname, "../../../../editors/vscode");

/** Opens the Templefile with the server under test, as a user would. */
async function open(desk, text) {
  await desk.open(text);
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: running']");
}

/** Types after a text in a Templefile, and waits for the expected text. */
async function types(desk, { text, after, keys, expected }) {
  await open(desk, text);
  await desk.cursor(after);
  for (const key of keys) await (key.length > 1 && /^[A-Z]/.test(key) ? desk.screen.press(key) : desk.screen.type(key));
  let now;
  await until("the text", async () => (now = await desk.text()) === expected).catch(() => assert.equal(now, expected));
}

test("a new line in a block is indented, and the bracket goes below", (desk) =>
  types(desk, {
    text: "Book: service ",
    after: "service ",
    keys: ["{", "Enter", "title: string;"],
    expected: "Book: service {\n  title: string;\n}",
  }));

test("a comment of several lines goes on in the next line", (desk) =>
  types(desk, {
    text: "/**\n * One */\nBook: service {\n}\n",
    after: "* One",
    keys: ["Enter", "two"],
    expected: "/**\n * One\n * two */\nBook: service {\n}\n",
  }));

test("a comment that is split stays a comment", (desk) =>
  types(desk, {
    text: "Book: service {\n  // one two\n}\n",
    after: "// one",
    keys: ["Enter"],
    expected: "Book: service {\n  // one\n  // two\n}\n",
  }));

test("lines become comments by the usual command", async (desk) => {
  await open(desk, "Book: service {\n  title: string;\n}\n");
  await desk.cursor("title");
  await desk.command("editor.action.commentLine");
  await until("the comment", async () => (await desk.text()).includes("  // title: string;"));
});

test("a double click takes a metadata item with its sign", async (desk) => {
  await open(desk);
  await desk.cursor("#enum");
  const word = await desk.host.run(({ vscode }) => {
    const { document, selection } = vscode.window.activeTextEditor;
    return document.getText(document.getWordRangeAtPosition(selection.active));
  });
  assert.equal(word, "#enumerable");
});

test("a new Templefile starts with a whole system, in which nothing is wrong", async (desk) => {
  await open(desk);
  await desk.command("temple.newTemplefile");
  const uri = await desk.host.until("the new text", ({ vscode }) => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.isUntitled && document.getText().includes("project {") && document.uri.toString();
  });
  const lenses = desk.screen.page.locator(".codelens-decoration a");
  await lenses.filter({ hasText: "Preview generated files" }).waitFor();
  const errors = await desk.host.run(({ vscode }, uri) => vscode.languages.getDiagnostics(vscode.Uri.parse(uri)).length, uri);
  assert.equal(errors, 0);
});

test("every snippet is free of errors", async (desk) => {
  const snippets = JSON.parse(await fs.readFile(path.join(EXTENSION, "snippets/temple.json"), "utf8"));
  assert.ok(Object.keys(snippets).length > 5);
  await open(desk, "here: ");
  for (const [name, { body }] of Object.entries(snippets)) {
    await desk.edit(await desk.text(), around([body].flat().join("\n")));
    await desk.cursor("here: ");
    await desk.host.run(async ({ vscode }, name) => {
      await vscode.commands.executeCommand("deleteAllLeft");
      await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "temple", name });
      await vscode.commands.executeCommand("leaveSnippet");
    }, name);
    const text = await desk.text();
    assert.doesNotMatch(text, /here|\$/);
    const copy = path.join(desk.folder, "snippet.temple");
    await fs.writeFile(copy, text);
    await promisify(execFile)(process.env.TEMPLE_LSP, ["check", copy]).catch(({ stdout }) => {
      throw new Error(`${name}: ${stdout}`);
    });
  }
});

/** Returns a system with a position at which a snippet is allowed. */
function around(snippet) {
  if (snippet.includes(": project {")) return "here: ";
  const method = snippet.includes("#auth;") ? "  #authMethod(email);\n" : "";
  const project = `Shop: project {\n  #provider(dockerCompose);\n${method}}\n`;
  if (/: service \{/.test(snippet)) return `${project}here: \n`;
  return `${project}Name: service {\n  first: int;\n}\nOwner: service {\n  last: int;\nhere: \n}\n`;
}

test("everything in the palette can be run", async (desk) => {
  await open(desk);
  const missing = await desk.host.run(async ({ vscode }) => {
    const { contributes } = vscode.extensions.getExtension("temple-lsp.temple-lsp").packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    return contributes.commands.map(({ command }) => command).filter((command) => !known.has(command));
  });
  assert.deepEqual(missing, []);
});

test("the menu in the status bar offers what there is", async (desk) => {
  await open(desk);
  await desk.screen.page.locator(".statusbar-item[aria-label^='Temple language server: running']").click();
  await desk.screen.sees(".quick-input-list .monaco-list-row", "Preview Generated Files");
  await desk.screen.sees(".quick-input-list .monaco-list-row", "Restart Language Server");
  await desk.screen.press("Escape");
  // A tooltip at the mouse pointer would cover elements that later tests click on.
  await desk.screen.page.mouse.move(0, 0);
});
