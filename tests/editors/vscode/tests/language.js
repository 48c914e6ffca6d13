/** The features of the language server in the editor. */

import assert from "node:assert/strict";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

test("a broken Templefile has diagnostics at the text that is wrong", async (desk) => {
  await desk.open();
  const all = await desk.problems((all) => all.some(({ severity }) => severity === "Error"));
  const [{ message, ...location }, ...others] = all.filter(({ severity }) => severity === "Error");
  assert.deepEqual(others, []);
  assert.match(message, /strin/);
  assert.deepEqual(location, { severity: "Error", line: 6, character: 8, source: "temple", code: "unknown-type" });
});

test("a broken Templefile has squiggles, and its problems are in the Problems panel", async (desk) => {
  await desk.open();
  await desk.screen.sees(".squiggly-error");
  await desk.command("workbench.actions.view.problems");
  await desk.screen.sees(".markers-panel .monaco-list-row", "strin");
  await desk.screen.shot("problems");
});

test("hovering says what a word means and what follows from it", async (desk) => {
  await desk.open();
  const hovers = await desk.host.run(async ({ vscode }, file) => {
    const at = new vscode.Position(10, 2);
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", vscode.Uri.file(file), at);
    return hovers.flatMap(({ contents }) => contents.map(({ value }) => value));
  }, desk.file);
  assert.match(hovers.join("\n"), /GET \/api\/shop-order\/\{id\}/);
});

test("the hover is shown on the screen", async (desk) => {
  await desk.open();
  await desk.cursor("Order");
  await desk.command("editor.action.showHover");
  await desk.screen.sees(".monaco-hover:not(.hidden)", "/api/shop-order/{id}");
  await desk.screen.shot("hover");
});

test("the providers are suggested, and the one that is accepted is in the text", async (desk) => {
  await desk.open();
  await desk.edit("dockerCompose", "");
  await desk.cursor("#provider(");
  await desk.command("editor.action.triggerSuggest");
  await desk.screen.sees(".suggest-widget.visible .monaco-list-row", "dockerCompose");
  await desk.screen.sees(".suggest-widget.visible .monaco-list-row", "kubernetes");
  await desk.screen.shot("suggest");
  await desk.screen.type("kub");
  await desk.screen.sees(".suggest-widget.visible .monaco-list-row.focused", "kubernetes");
  await desk.screen.press("Enter");
  await until("the provider in the text", async () => (await desk.text()).includes("#provider(kubernetes);"));
});

test("renaming a service changes every mention of it", async (desk) => {
  await desk.open();
  await desk.host.run(async ({ vscode }, file) => {
    const uri = vscode.Uri.file(file);
    const at = new vscode.Position(5, 3);
    const edit = await vscode.commands.executeCommand("vscode.executeDocumentRenameProvider", uri, at, "Client");
    await vscode.workspace.applyEdit(edit);
  }, desk.file);
  const text = await desk.text();
  assert.match(text, /^Client: service/m);
  assert.match(text, /by: Client;/);
  assert.doesNotMatch(text, /Customer/);
});

test("a quick fix mends the wrong word, and the error is gone", async (desk) => {
  await desk.open();
  const fixes = await desk.host.run(async ({ vscode }, file) => {
    const uri = vscode.Uri.file(file);
    const range = new vscode.Range(6, 8, 6, 8);
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, "quickfix", 9);
    const mend = actions.find(({ isPreferred }) => isPreferred);
    if (mend) await vscode.workspace.applyEdit(mend.edit);
    return actions.map(({ title }) => title);
  }, desk.file);
  assert.ok(fixes.length > 0);
  assert.match(await desk.text(), /name: string\(40\);/);
  await desk.problems((all) => !all.some(({ severity }) => severity === "Error"));
});

test("the quick fix is offered on the screen", async (desk) => {
  await desk.open();
  await desk.cursor("name: str");
  await desk.command("editor.action.quickFix");
  await desk.screen.sees(".action-widget .monaco-list-row", "string");
  await desk.screen.shot("quick-fix");
});

test("formatting puts the text into its usual form", async (desk) => {
  await desk.open();
  await desk.cursor("Order");
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("editor.action.formatDocument"));
  await until("a formatted text", async () => (await desk.text()).includes("  total: float(min: 0.0);"));
});

test("the server colours words by what they mean", async (desk) => {
  await desk.open();
  const kinds = await desk.host.until("semantic tokens", async ({ vscode }, file) => {
    const uri = vscode.Uri.file(file);
    const legend = await vscode.commands.executeCommand("vscode.provideDocumentSemanticTokensLegend", uri);
    const tokens = await vscode.commands.executeCommand("vscode.provideDocumentSemanticTokens", uri);
    if (!tokens) return undefined;
    const kinds = [...tokens.data].filter((_, index) => index % 5 === 3);
    return [...new Set(kinds.map((kind) => legend.tokenTypes[kind]))];
  }, desk.file);
  for (const kind of ["class", "property", "macro", "type"]) assert.ok(kinds.includes(kind), `${kind} of ${kinds}`);
});

test("the lens above a service shows its references in the editor", async (desk) => {
  await desk.open();
  await desk.screen.sees(".codelens-decoration a", "1 reference");
  await desk.screen.page.locator(".codelens-decoration a").filter({ hasText: "1 reference" }).first().click();
  await desk.screen.sees(".zone-widget .ref-tree .monaco-list-row", "by: Customer");
  await desk.screen.shot("references");
});
