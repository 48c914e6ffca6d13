/** The diagram: a panel for each Templefile, beside the editor, restored after a reload. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Targets } from "../preview/targets";
import { whichTemplefile } from "../templefile";
import type { PictureState } from "./messages";
import { DiagramPanel } from "./panel";

const VIEW = "temple.diagram";

export function registerDiagram(context: vscode.ExtensionContext, client: LanguageClient, targets: Targets): void {
  const dist = vscode.Uri.joinPath(context.extensionUri, "dist");
  const panels = new Map<string, DiagramPanel>();

  function adopt(panel: vscode.WebviewPanel, uri: vscode.Uri): void {
    const key = uri.toString();
    const diagram = new DiagramPanel(panel, uri, client, targets, dist, () => {
      panels.delete(key);
      diagram.dispose();
    });
    panels.set(key, diagram);
  }

  async function show(given?: unknown): Promise<void> {
    const uri = await whichTemplefile(given);
    if (!uri) return;
    const panel = panels.get(uri.toString());
    if (panel) panel.reveal();
    else adopt(vscode.window.createWebviewPanel(VIEW, "Diagram", vscode.ViewColumn.Beside), uri);
  }

  context.subscriptions.push(
    vscode.commands.registerCommand("temple.showDiagram", show),
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: (panel, state?: PictureState) => {
        if (state) adopt(panel, vscode.Uri.parse(state.uri));
        else panel.dispose();
        return Promise.resolve();
      },
    }),
    { dispose: () => panels.forEach((panel) => panel.dispose()) },
  );
}
