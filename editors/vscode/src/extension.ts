import * as vscode from "vscode";
import { registerDiagram } from "./diagram";
import { Folders } from "./folders";
import { registerHelp } from "./help";
import { registerMenu } from "./menu";
import { registerPlan } from "./plan";
import { registerPreview } from "./preview";
import { showManifest } from "./preview/show";
import { registerServerCommands } from "./server/commands";
import { middleware, type Hooks } from "./server/middleware";
import { Server } from "./server/server";
import { registerShowReferences } from "./server/showReferences";
import { tellTroubles } from "./server/trouble";
import { showStatus } from "./status";
import { whichTemplefile } from "./templefile";

let server: Server | undefined;

/** Called by the editor when the first Templefile is opened, or a view or command of the extension is used. */
export function activate(context: vscode.ExtensionContext): void {
  void vscode.commands.executeCommand("setContext", "temple.active", true);
  // The server needs its middleware when it is constructed, and the hooks need the server.
  const hooks: Partial<Hooks> = {};
  server = new Server(context, middleware(hooks));
  const folders = new Folders(context.workspaceState);
  const { previews, targets, saver, commands } = registerPreview(context, server, folders);
  const plan = registerPlan(context, server, previews, folders, targets, saver);
  const convert = server.client.protocol2CodeConverter;
  Object.assign(hooks, {
    preview: async (params) =>
      commands.open(params ? convert.asUri(params.textDocument.uri) : await whichTemplefile(), params?.target),
    plan: (params) => plan.openFor(params),
    showManifest: async (uri) => {
      await showManifest(uri);
    },
    closed: (uri) => previews.refresh(uri),
  } satisfies Hooks);
  context.subscriptions.push(
    server,
    tellTroubles(server),
    registerServerCommands(server),
    registerShowReferences(server.client),
    registerMenu(context),
    registerHelp(context),
    showStatus(server),
  );
  registerDiagram(context, server.client, targets);
  void server.restart();
}

/** Called by the editor before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
