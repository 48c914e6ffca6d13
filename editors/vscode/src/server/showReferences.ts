import * as vscode from "vscode";
import type { LanguageClient, Location, Position } from "vscode-languageclient/node";

/** The command of the references lens. Converts the server's types to those of the editor. */
export function registerShowReferences(client: LanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(
    "temple.showReferences",
    (uri: string, position: Position, locations: Location[]) => {
      const convert = client.protocol2CodeConverter;
      return vscode.commands.executeCommand(
        "editor.action.showReferences",
        convert.asUri(uri),
        convert.asPosition(position),
        locations.map((location) => convert.asLocation(location)),
      );
    },
  );
}
