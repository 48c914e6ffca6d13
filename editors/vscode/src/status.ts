import * as vscode from "vscode";
import { MANIFEST_SCHEME } from "./protocol";
import type { Server, ServerState } from "./server/server";

const ICONS: Record<ServerState["kind"], string> = {
  starting: "$(loading~spin)",
  running: "$(check)",
  stopped: "$(debug-stop)",
  error: "$(error)",
};

const WORDS: Record<ServerState["kind"], string> = {
  starting: "starting",
  running: "running",
  stopped: "stopped",
  error: "not running",
};

/** Shows the state of the server in the status bar: while a Templefile or generated file is active, and on errors. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("temple.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Temple";
  item.command = "temple.server.showMenu";

  const update = () => {
    const { kind, detail } = server.state;
    void vscode.commands.executeCommand("setContext", "temple.running", kind === "running");
    item.text = `${ICONS[kind]} Temple`;
    item.tooltip = new vscode.MarkdownString(`Temple language server: **${WORDS[kind]}**\n\n`).appendText(detail);
    item.accessibilityInformation = { label: `Temple language server: ${WORDS[kind]}. ${detail}`, role: "button" };
    item.backgroundColor = kind === "error" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    if (kind === "error" || looksAtTemple(vscode.window.activeTextEditor)) item.show();
    else item.hide();
  };
  update();
  return vscode.Disposable.from(
    item,
    server.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}

function looksAtTemple(editor: vscode.TextEditor | undefined): boolean {
  const document = editor?.document;
  return document?.languageId === "temple" || document?.uri.scheme === MANIFEST_SCHEME;
}
