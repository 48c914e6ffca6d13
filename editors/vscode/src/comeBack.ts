import * as vscode from "vscode";

/**
 * Shows a tree again that was visible when the window was closed. The editor does not do this itself, since the tree
 * exists only once the extension runs.
 *
 * @param first the node to reveal, absent if the tree is empty
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
