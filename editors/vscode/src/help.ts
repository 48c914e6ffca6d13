import * as vscode from "vscode";

/** The commands that open the settings, the walkthrough and a new Templefile. */
export function registerHelp(context: vscode.ExtensionContext): vscode.Disposable {
  const { id } = context.extension;
  return vscode.Disposable.from(
    vscode.commands.registerCommand("temple.openSettings", () =>
      vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${id}`),
    ),
    vscode.commands.registerCommand("temple.openWalkthrough", (step?: string) =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", {
        category: `${id}#start`,
        ...(step === undefined ? {} : { step: `${id}#start#${step}` }),
      }),
    ),
    vscode.commands.registerCommand("temple.newTemplefile", newTemplefile),
  );
}

/** Opens a new Templefile with the snippet of a whole system. */
async function newTemplefile(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "temple" });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "temple", name: "System" });
}
