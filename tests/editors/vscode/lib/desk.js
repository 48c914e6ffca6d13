/** Gives each test a tidy workbench and a copy of the fixture of its own. */

import fs from "node:fs/promises";
import path from "node:path";
import { until } from "./until.js";
import { SIZE } from "./workbench.js";

const FIXTURE = path.join(import.meta.dirname, "../../workspace");

export class Desk {
  /** The names of changed settings. */
  #changed = new Set();

  constructor(workbench, shared) {
    this.workbench = workbench;
    this.host = workbench.host;
    this.screen = workbench.screen;
    Object.assign(this, shared);
  }

  /** Closes everything that earlier tests have left open, and copies the fixture. */
  async clear(name) {
    await this.#dismiss();
    await this.#reset();
    await this.workbench.configure({});
    // A tooltip at the mouse pointer would cover elements that later tests click on.
    await this.screen.page.mouse.move(0, 0);
    await this.host.run(async ({ vscode }) => {
      for (const document of vscode.workspace.textDocuments) {
        if (!document.isDirty && !document.isUntitled) continue;
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      }
      for (const command of ["closeAllEditors", "closePanel", "closeSidebar", "closeAuxiliaryBar"]) {
        await vscode.commands.executeCommand(`workbench.action.${command}`);
      }
      await vscode.commands.executeCommand("notifications.clearAll");
    });
    this.folder = path.join(this.workbench.workspace, name.replaceAll(/[^A-Za-z0-9]+/g, "-"));
    await fs.cp(FIXTURE, this.folder, { recursive: true });
    this.file = path.join(this.folder, "shop.temple");
    return this;
  }

  /** Checks that the test has not caused a request to another host. */
  check() {
    const { outside } = this.workbench;
    if (outside.size > 0) throw new Error(`other hosts were asked: ${[...outside].join(", ")}`);
  }

  /** Saves a picture of the screen when a test fails. */
  failed(name) {
    return this.screen.shot(`failed ${name.replaceAll("/", " ")}`).catch(() => {});
  }

  /** Opens the Templefile, and waits for its diagnostics or, if `text` is given, until the server is running. */
  async open(text) {
    if (text !== undefined) await fs.writeFile(this.file, text);
    await this.host.run(async ({ vscode }, file) => {
      const document = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    }, this.file);
    if (text === undefined) await this.problems((all) => all.length > 0);
    await this.host.until(
      "a server that knows the words",
      ({ vscode }, file) =>
        vscode.commands.executeCommand("vscode.provideDocumentSemanticTokensLegend", vscode.Uri.file(file)),
      this.file,
    );
  }

  /** Changes user settings until the test ends. */
  async settings(changes) {
    for (const name of Object.keys(changes)) this.#changed.add(name);
    await this.host.run(
      async ({ vscode }, changes) => {
        const settings = vscode.workspace.getConfiguration();
        for (const [name, value] of changes) await settings.update(name, value ?? undefined, vscode.ConfigurationTarget.Global);
      },
      // JSON has no `undefined`.
      Object.entries(changes).map(([name, value]) => [name, value ?? null]),
    );
  }

  /** Closes dialogs that a failed test has left open, because nothing else can be used until then. */
  async #dismiss() {
    const dialogs = this.screen.page.locator(".monaco-dialog-box");
    for (let left = await dialogs.count(); left > 0; left = await dialogs.count()) {
      await this.screen.press("Escape");
      await dialogs.nth(left - 1).waitFor({ state: "detached" });
    }
  }

  async #reset() {
    const { usual } = this.workbench;
    await this.settings(Object.fromEntries([...this.#changed].map((name) => [name, usual[name]])));
    this.#changed.clear();
    await this.screen.page.setViewportSize(SIZE);
  }

  /** Waits until `are` accepts the diagnostics of the Templefile, and returns them. */
  async problems(are) {
    let all;
    const found = await until("other diagnostics", async () => {
      all = await this.host.run(({ vscode }, file) => {
        const severities = vscode.DiagnosticSeverity;
        return vscode.languages.getDiagnostics(vscode.Uri.file(file)).map(({ message, severity, range, source, code }) => ({
          message,
          severity: severities[severity],
          line: range.start.line,
          character: range.start.character,
          source,
          code: code?.value ?? code,
        }));
      }, this.file);
      return are(all) && { all };
    }).catch((error) => {
      throw new Error(`${error.message}; there are ${JSON.stringify(all)}`);
    });
    return found.all;
  }

  /** Returns the text of the Templefile in the editor. */
  text() {
    return this.host.run(async ({ vscode }, file) => (await vscode.workspace.openTextDocument(file)).getText(), this.file);
  }

  /** Moves the cursor after a text in the Templefile, and gives it the focus. */
  async cursor(after) {
    await this.host.run(
      async ({ vscode }, file, after) => {
        const document = await vscode.workspace.openTextDocument(file);
        const at = document.getText().indexOf(after);
        if (at < 0) throw new Error(`there is no ${after}`);
        const position = document.positionAt(at + after.length);
        await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position), viewColumn: 1 });
      },
      this.file,
      after,
    );
  }

  /** Replaces a text in the Templefile as typing does, without saving. */
  async edit(from, to) {
    await this.host.run(
      async ({ vscode }, file, from, to) => {
        const document = await vscode.workspace.openTextDocument(file);
        const at = document.getText().indexOf(from);
        if (at < 0) throw new Error(`there is no ${from}`);
        const edit = new vscode.WorkspaceEdit();
        const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
        edit.replace(document.uri, range, to);
        await vscode.workspace.applyEdit(edit);
      },
      this.file,
      from,
      to,
    );
  }

  command(name, ...parameters) {
    return this.host.run(
      ({ vscode }, name, parameters) => {
        void vscode.commands.executeCommand(name, ...parameters);
      },
      name,
      parameters,
    );
  }
}
