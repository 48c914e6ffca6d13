import * as vscode from "vscode";

/**
 * Shows a tree again that was in sight when the window was closed. The editor does not by itself, since the tree is
 * there only once the extension is.
 *
 * @param first what to show of it, absent where the tree is empty
 */
export function comeBack<T>(
  view: vscode.TreeView<T>,
  memory: vscode.Memento,
  key: string,
  first: T | undefined,
): vscode.Disposable {
  if (first !== undefined && memory.get<boolean>(key, false)) void view.reveal(first, { select: false });
  return view.onDidChangeVisibility(({ visible }) => void memory.update(key, visible));
}
