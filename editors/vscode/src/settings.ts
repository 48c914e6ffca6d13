import * as vscode from "vscode";

/** Changes a setting where it has its value from, since a change for the user does nothing where a folder overrules it. */
export async function change(section: string, name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const target = settings.inspect(name)?.workspaceValue === undefined ? Global : Workspace;
  await settings.update(name, value, target);
}
