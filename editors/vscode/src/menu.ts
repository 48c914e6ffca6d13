import * as vscode from "vscode";

interface Contribution {
  command: string;
  title: string;
  icon?: string;
}

/** What the item in the status bar offers, in this order. Titles are those of the palette. */
const OFFERED = [
  "temple.preview.open",
  "temple.plan.open",
  "temple.showDiagram",
  "temple.server.restart",
  "temple.server.showLog",
  "temple.server.showVersions",
  "temple.openSettings",
  "temple.openWalkthrough",
];

/** The command that lets one choose among the others. */
export function registerMenu(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand("temple.server.showMenu", async () => {
    const manifest = context.extension.packageJSON as { contributes: { commands: Contribution[] } };
    const items = OFFERED.flatMap((name) =>
      manifest.contributes.commands.filter(({ command }) => command === name),
    ).map(({ command, title, icon }) => ({ label: icon === undefined ? title : `${icon} ${title}`, command }));
    const choice = await vscode.window.showQuickPick(items, { title: "Temple" });
    if (choice) await vscode.commands.executeCommand(choice.command);
  });
}
