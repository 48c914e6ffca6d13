import * as vscode from "vscode";
import { comeBack } from "../comeBack";
import type { Folders } from "../folders";
import { MANIFEST_SCHEME } from "../protocol";
import type { Server } from "../server/server";
import { Banner } from "./banner";
import { PreviewCommands } from "./commands";
import { registerOpened } from "./compare";
import { banner } from "./errors";
import { ManifestFileSystem } from "./fileSystem";
import { showNotes } from "./notes";
import { registerOrigins } from "./origins";
import type { Preview } from "./preview";
import { Previews } from "./previews";
import { Highlights } from "./reveal";
import { Saver } from "./save";
import { setLanguages } from "./show";
import { Targets } from "./targets";
import { PreviewTree } from "./tree";

/** Registers the preview: the tree, the generated files, and their relation to the Templefile. */
export function registerPreview(context: vscode.ExtensionContext, server: Server, folders: Folders) {
  const previews = new Previews(server, context.workspaceState);
  const targets = new Targets(context);
  const tree = new PreviewTree(previews, context.workspaceState);
  const view = vscode.window.createTreeView("temple.preview", { treeDataProvider: tree, showCollapseAll: true });
  const saver = new Saver(server, previews, folders);
  const commands = new PreviewCommands(server, previews, tree, view, folders, targets, saver);
  context.subscriptions.push(
    previews,
    targets,
    tree,
    view,
    vscode.workspace.registerFileSystemProvider(MANIFEST_SCHEME, new ManifestFileSystem(previews), {
      isReadonly: new vscode.MarkdownString("This file is generated from a Templefile. Edit the Templefile instead."),
      isCaseSensitive: true,
    }),
    registerOpened(previews),
    setLanguages(previews),
    showNotes(previews),
    Banner.register(previews),
    new Highlights(server, previews),
    registerOrigins(server, previews),
    commands.register(),
    sayWhenBroken(previews, view),
    comeBack(view, context.workspaceState, "temple.preview.visible", tree.getChildren()[0]),
  );
  void vscode.commands.executeCommand("setContext", "temple.groupBy", tree.grouping);
  return { previews, targets, saver, commands };
}

/** Shows a message above the tree while a Templefile has errors, and sets the context keys of menus. */
function sayWhenBroken(previews: Previews, view: vscode.TreeView<unknown>): vscode.Disposable {
  const update = () => {
    view.message = previews.listed.flatMap((preview) => trouble(preview) ?? []).join("\n");
    void vscode.commands.executeCommand("setContext", "temple.hasPreviews", previews.listed.length > 0);
  };
  update();
  return previews.onDidChange(update);
}

function trouble(preview: Preview): string | undefined {
  return preview.failure ?? banner(preview.name, preview);
}
