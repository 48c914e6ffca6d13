import * as vscode from "vscode";
import type { RevealResult } from "../protocol";
import type { Server } from "../server/server";
import { generatedFrom } from "./reveal";
import { showManifest } from "./show";
import type { Targets } from "./targets";

/** Goes from the cursor in a Templefile to lines that are generated from there. */
export async function showGenerated(server: Server, targets: Targets): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "temple") return;
  const { document, selection } = editor;
  const files = firstLines(await generatedFrom(server, document, selection, targets.of(document.uri)));
  if (files.length === 0) {
    void vscode.window.showInformationMessage("Nothing is generated from the text at the cursor.");
    return;
  }
  const choice =
    files.length === 1
      ? files[0]
      : await vscode.window.showQuickPick(files, { title: titleFor(document, selection), matchOnDescription: true });
  if (!choice) return;
  const start = new vscode.Range(choice.line, 0, choice.line, 0);
  await showManifest(vscode.Uri.parse(choice.uri), { selection: start, preserveFocus: false });
}

/** Returns the title of the list, with the word at the cursor if there is one. */
function titleFor(document: vscode.TextDocument, { active }: vscode.Selection): string {
  const word = document.getWordRangeAtPosition(active);
  return word ? `Lines Generated from ${document.getText(word)}` : "Generated Lines";
}

interface Item extends vscode.QuickPickItem {
  uri: string;
  line: number;
}

/** Returns the first line in each file. */
function firstLines(results: readonly RevealResult[]): Item[] {
  const items = new Map<string, Item>();
  for (const { uri, path = uri, lines } of results) {
    if (!lines || items.has(uri)) continue;
    const [line] = lines;
    items.set(uri, { label: path, description: `line ${line + 1}`, uri, line });
  }
  return [...items.values()];
}
