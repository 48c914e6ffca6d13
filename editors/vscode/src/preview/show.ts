import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { MANIFEST_SCHEME } from "../protocol";
import type { Preview } from "./preview";
import type { Previews } from "./previews";

/** Shows a generated file beside the Templefile, where others are already. The cursor stays where it is. */
export async function showManifest(
  uri: vscode.Uri,
  options: vscode.TextDocumentShowOptions = {},
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.window.showTextDocument(document, {
    viewColumn: column(),
    preserveFocus: true,
    preview: false,
    ...options,
  });
}

/** Puts the cursor on the first error of a Templefile. */
export async function showError(
  client: LanguageClient,
  { templefile, errors: [first] }: Pick<Preview, "templefile" | "errors">,
): Promise<void> {
  const selection = first && client.protocol2CodeConverter.asRange(first.range);
  await vscode.window.showTextDocument(templefile, {
    viewColumn: columnOf(templefile),
    ...(selection && { selection }),
  });
}

/** Where a document is open already. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
  return group?.viewColumn;
}

/** Gives generated files the language that the server says they are in, where the editor does not tell by their name. */
export function setLanguages(previews: Previews): vscode.Disposable {
  const set = async (document: vscode.TextDocument) => {
    const language = previews.at(document.uri)?.manifest.language;
    if (language === undefined || document.languageId !== "plaintext") return;
    if ((await vscode.languages.getLanguages()).includes(language)) {
      await vscode.languages.setTextDocumentLanguage(document, language);
    }
  };
  return vscode.workspace.onDidOpenTextDocument((document) => {
    if (document.uri.scheme === MANIFEST_SCHEME) void set(document);
  });
}

/** The group that has a generated file already, or one beside. */
function column(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === MANIFEST_SCHEME),
  );
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}
