import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { MANIFEST_SCHEME } from "../protocol";
import type { Preview } from "./preview";
import type { Previews } from "./previews";

/** Shows a generated file beside the Templefile, in the same group as other generated files. The focus stays. */
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

/** Returns the column in which a document is already open. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
  return group?.viewColumn;
}

/** Sets the language of generated files from the server, if the editor does not detect it by the file name. */
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

/** Returns the column that already contains a generated file, or a new one beside. */
function column(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === MANIFEST_SCHEME),
  );
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}
