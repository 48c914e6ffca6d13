import * as vscode from "vscode";

/** The commands that lead to settings, to the walkthrough and to a first Templefile. */
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

/** A new text with the snippet of a whole system, ready to be filled in. */
async function newTemplefile(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "temple" });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "temple", name: "System" });
}
