import * as vscode from "vscode";

/** Returns true if an editor, for text or of any other kind, has unsaved changes of this file. */
export function isUnsaved(uri: vscode.Uri): boolean {
  const is = (other: vscode.Uri) => other.toString() === uri.toString();
  const { tabGroups } = vscode.window;
  return (
    vscode.workspace.textDocuments.some((document) => document.isDirty && is(document.uri)) ||
    tabGroups.all.some(({ tabs }) => tabs.some(({ isDirty, input }) => isDirty && hasAddress(input) && is(input.uri)))
  );
}

function hasAddress(input: unknown): input is { uri: vscode.Uri } {
  return typeof input === "object" && input !== null && "uri" in input && input.uri instanceof vscode.Uri;
}
