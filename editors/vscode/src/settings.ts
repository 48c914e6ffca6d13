import * as vscode from "vscode";

/** Changes a setting in the scope that defines it: a user setting has no effect if the workspace overrides it. */
export async function change(section: string, name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const target = settings.inspect(name)?.workspaceValue === undefined ? Global : Workspace;
  await settings.update(name, value, target);
}
