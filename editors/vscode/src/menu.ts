import * as vscode from "vscode";

interface Contribution {
  command: string;
  title: string;
  icon?: string;
}

/** The commands in the menu of the status bar item, in this order. Their titles are those of the palette. */
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

/** Registers the command that shows the menu. */
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
