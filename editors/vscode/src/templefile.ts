import * as vscode from "vscode";
import { MANIFEST_SCHEME } from "./protocol";
import { parseAddress } from "./preview/address";

/**
 * Returns the Templefile for a command: the given one, the active one, that of the active generated file, the only one
 * of the workspace, or the one that the user selects.
 */
export async function whichTemplefile(given?: unknown): Promise<vscode.Uri | undefined> {
  if (given instanceof vscode.Uri) return templefileOf(given);
  const active = vscode.window.activeTextEditor?.document;
  if (active && (active.languageId === "temple" || active.uri.scheme === MANIFEST_SCHEME)) {
    return templefileOf(active.uri);
  }
  return choose(await all());
}

/** Returns the Templefile of a generated file, or the file itself. */
export function templefileOf(uri: vscode.Uri): vscode.Uri {
  const address = uri.scheme === MANIFEST_SCHEME ? parseAddress(uri) : undefined;
  return address ? vscode.Uri.parse(address.templefile) : uri;
}

async function all(): Promise<vscode.Uri[]> {
  const open = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === "temple").map(({ uri }) => uri);
  const found = await vscode.workspace.findFiles("**/*.{temple,templefile}", undefined, 200);
  return [...new Map([...open, ...found].map((uri) => [uri.toString(), uri])).values()];
}

async function choose(uris: vscode.Uri[]): Promise<vscode.Uri | undefined> {
  if (uris.length < 2) {
    if (uris.length === 0) void vscode.window.showInformationMessage("No Templefile found. Open one first.");
    return uris[0];
  }
  const items = uris.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(items, { title: "Select Templefile" }))?.uri;
}
