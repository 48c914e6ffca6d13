import * as vscode from "vscode";
import type { Block } from "./blocks";

/** Returns the blocks of a Templefile that files are generated for, from the editor's outline. */
export async function blocksOf(templefile: vscode.Uri): Promise<Block[]> {
  const symbols = await outline(templefile);
  return symbols.filter(({ kind }) => kind === vscode.SymbolKind.Class).map(({ name, range }) => ({ name, range }));
}

async function outline(templefile: vscode.Uri): Promise<vscode.DocumentSymbol[]> {
  try {
    return (
      (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        "vscode.executeDocumentSymbolProvider",
        templefile,
      )) ?? []
    );
  } catch {
    // The Templefile may be deleted while its preview is still open.
    return [];
  }
}
