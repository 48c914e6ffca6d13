import * as vscode from "vscode";
import { registerHelp } from "./help";
import { registerMenu } from "./menu";
import { registerServerCommands } from "./server/commands";
import { middleware } from "./server/middleware";
import { Server } from "./server/server";
import { registerShowReferences } from "./server/showReferences";
import { tellTroubles } from "./server/trouble";
import { showStatus } from "./status";

let server: Server | undefined;

/** Called by the editor when the first Templefile is seen. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await vscode.commands.executeCommand("setContext", "temple.active", true);
  server = new Server(
    context,
    middleware(() => ({
      preview: async () => undefined,
      plan: async () => undefined,
      showManifest: async () => undefined,
      closed: () => undefined,
    })),
  );
  context.subscriptions.push(
    tellTroubles(server),
    registerServerCommands(server),
    registerShowReferences(server.client),
    registerMenu(context),
    registerHelp(context),
    showStatus(server),
  );
  void server.restart();
}

/** Called by the editor before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
