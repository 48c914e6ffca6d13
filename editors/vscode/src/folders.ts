import * as vscode from "vscode";

const STORE = "temple.folders";

/** The output folders of Templefiles. The user is asked once for each. */
export class Folders {
  constructor(private readonly memory: vscode.Memento) {}

  /** Returns the folder of a Templefile. Asks the user if it is not known; undefined if the user cancels. */
  async of(templefile: vscode.Uri): Promise<vscode.Uri | undefined> {
    const known = this.all()[templefile.toString()];
    return known === undefined ? this.ask(templefile) : vscode.Uri.parse(known);
  }

  /** Asks the user for the folder, even if it is known. */
  async ask(templefile: vscode.Uri): Promise<vscode.Uri | undefined> {
    const known = this.all()[templefile.toString()];
    const [folder] =
      (await vscode.window.showOpenDialog({
        title: "Select the Output Folder for Generated Files",
        openLabel: "Use This Folder",
        canSelectFiles: false,
        canSelectFolders: true,
        defaultUri: known === undefined ? beside(templefile) : vscode.Uri.parse(known),
      })) ?? [];
    if (folder) await this.set(templefile, folder);
    return folder;
  }

  async set(templefile: vscode.Uri, folder: vscode.Uri): Promise<void> {
    await this.memory.update(STORE, { ...this.all(), [templefile.toString()]: folder.toString() });
  }

  private all(): Record<string, string> {
    return this.memory.get(STORE, {});
  }
}

function beside(templefile: vscode.Uri): vscode.Uri | undefined {
  return templefile.scheme === "untitled"
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : vscode.Uri.joinPath(templefile, "..");
}
