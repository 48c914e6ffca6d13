import * as vscode from "vscode";
import { change } from "../settings";
import type { Server } from "./server";

/** Registers the commands of the server. */
export function registerServerCommands(server: Server): vscode.Disposable {
  const commands: Record<string, () => unknown> = {
    "temple.server.restart": () => server.restart(),
    "temple.server.showLog": () => {
      server.log.show();
    },
    "temple.server.showVersions": () => showVersions(server),
    "temple.server.choosePath": choosePath,
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

async function showVersions(server: Server): Promise<void> {
  const { found } = server;
  const lines = [
    `Extension: ${server.version}`,
    found ? `Language server: ${found.version}, ${found.program}` : "Language server: none",
    `Visual Studio Code: ${vscode.version}, ${process.platform} ${process.arch}`,
  ];
  const copy = "Copy";
  const choice = await vscode.window.showInformationMessage("Temple", { modal: true, detail: lines.join("\n") }, copy);
  if (choice === copy) await vscode.env.clipboard.writeText(lines.join("\n"));
}

/** Lets the user choose the program. The server restarts when the setting changes. */
async function choosePath(): Promise<void> {
  const [program] =
    (await vscode.window.showOpenDialog({ title: "Select the Program temple-lsp", openLabel: "Use This Program" })) ?? [];
  if (program === undefined) return;
  await change("temple.server", "path", program.fsPath);
}
