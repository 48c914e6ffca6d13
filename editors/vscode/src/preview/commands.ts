import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { Folders } from "../folders";
import { MANIFEST_SCHEME } from "../protocol";
import type { Server } from "../server/server";
import { change } from "../settings";
import { whichTemplefile } from "../templefile";
import { compareWithDisk, showChanges } from "./compare";
import { etags } from "./files";
import { paramsOf } from "./params";
import type { Preview } from "./preview";
import type { Located, Previews } from "./previews";
import { showGenerated } from "./generated";
import type { Saver } from "./save";
import { columnOf, showError, showManifest } from "./show";
import type { Targets } from "./targets";
import type { Grouping, Node, PreviewTree } from "./tree";

/** The commands of the preview. They apply to a node of the tree, a URI, or the active editor. */
export class PreviewCommands {
  constructor(
    private readonly server: Server,
    private readonly previews: Previews,
    private readonly tree: PreviewTree,
    private readonly view: vscode.TreeView<Node>,
    private readonly folders: Folders,
    private readonly targets: Targets,
    private readonly saver: Saver,
  ) {}

  register(): vscode.Disposable {
    const commands: Record<string, (argument: unknown) => unknown> = {
      "temple.preview.open": async (uri) => this.open(await whichTemplefile(uri)),
      "temple.preview.openFile": (node) =>
        this.withFile(node, ({ manifest }) => showManifest(vscode.Uri.parse(manifest.uri), { preview: true })),
      "temple.preview.openNote": (node) => this.openNote(node as Node & { kind: "note" }),
      "temple.preview.close": (node) => this.withPreview(node, (preview) => this.previews.close(preview)),
      "temple.preview.closeAll": () => this.previews.close(...this.previews.listed),
      "temple.preview.refresh": () => this.previews.refresh(),
      "temple.preview.chooseProvider": (node) => this.chooseProvider(node),
      "temple.preview.groupByService": () => this.groupBy("service"),
      "temple.preview.groupByKind": () => this.groupBy("kind"),
      "temple.preview.compareWithDisk": (node) =>
        this.withFile(node, (located) => compareWithDisk(located, this.folders)),
      "temple.preview.showChanges": (node) => this.withFile(node, showChanges),
      "temple.preview.forgetChanges": (node) =>
        this.withPreview(node, (preview) => this.previews.forgetChanges(preview)),
      "temple.preview.copy": (node) =>
        this.withFile(node, ({ manifest }) => vscode.env.clipboard.writeText(manifest.text)),
      "temple.preview.saveAll": (node) => this.withPreview(node, (preview) => this.saver.savePreview(preview)),
      "temple.preview.chooseFolder": async (node) => {
        const templefile = await this.templefileOf(node);
        if (templefile) await this.folders.ask(templefile);
      },
      "temple.preview.showGenerated": () => showGenerated(this.server, this.targets),
      "temple.preview.showError": (uri) => this.withPreview(uri, (preview) => showError(this.server.client, preview)),
      "temple.preview.showWhileBroken": (mode) => change("temple.preview", "whileBroken", mode),
    };
    return vscode.Disposable.from(
      ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    );
  }

  /** Adds the preview of a Templefile to the tree, and shows its most important file. */
  async open(templefile: vscode.Uri | undefined, wanted?: string): Promise<void> {
    if (!templefile) return;
    if (wanted !== undefined) await this.targets.set(templefile, wanted);
    const target = wanted ?? this.targets.of(templefile);
    const preview = await this.previews.open(templefile, target);
    if (preview.failure !== undefined) {
      void vscode.window.showErrorMessage(`The preview failed. ${preview.failure}`);
      return;
    }
    await this.view.reveal({ kind: "preview", preview }, { select: false });
    if (preview.manifests.size === 0) {
      void vscode.window.showInformationMessage(`No files are generated from ${preview.name} yet.`);
      return;
    }
    // The server chooses the most important file, and asks the client to show it.
    const client = await this.server.ready();
    const params = { ...paramsOf(client, preview), known: etags(preview.manifests) };
    await client.sendRequest(ExecuteCommandRequest.type, { command: "temple.previewManifests", arguments: [params] });
  }

  private async openNote({ preview, note }: Node & { kind: "note" }): Promise<void> {
    const manifest = note.path === undefined ? undefined : preview.file(note.path);
    if (manifest) {
      const line = new vscode.Range(note.line ?? 0, 0, note.line ?? 0, 0);
      await showManifest(vscode.Uri.parse(manifest.uri), { selection: line });
    } else if (note.range) {
      const selection = this.server.client.protocol2CodeConverter.asRange(note.range);
      await vscode.window.showTextDocument(preview.templefile, { selection, viewColumn: columnOf(preview.templefile) });
    }
  }

  private async chooseProvider(node: unknown): Promise<void> {
    const templefile = await this.templefileOf(node);
    const choice = templefile && (await this.targets.choose(templefile));
    if (!choice) return;
    await this.targets.set(templefile, choice.target);
    await this.open(templefile);
  }

  private async groupBy(grouping: Grouping): Promise<void> {
    await this.tree.groupBy(grouping);
    await vscode.commands.executeCommand("setContext", "temple.groupBy", grouping);
  }

  private async templefileOf(node: unknown): Promise<vscode.Uri | undefined> {
    return isNode(node) ? node.preview.templefile : whichTemplefile(node);
  }

  /** Runs a function on the preview of a node, of the active editor, or the one that the user selects. */
  private async withPreview(node: unknown, run: (preview: Preview) => unknown): Promise<void> {
    const preview = isNode(node) ? node.preview : await this.whichPreview(node);
    if (preview) await run(preview);
  }

  private async whichPreview(given: unknown): Promise<Preview | undefined> {
    const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    const located = uri && this.previews.at(uri);
    if (located) return located.preview;
    const { listed } = this.previews;
    const own = listed.filter(({ templefile }) => templefile.toString() === uri?.toString());
    const candidates = own.length > 0 ? own : listed;
    if (candidates.length < 2) {
      if (candidates.length === 0) {
        const templefile = await whichTemplefile(given);
        return templefile && this.previews.open(templefile, this.targets.of(templefile));
      }
      return candidates[0];
    }
    const items = candidates.map((preview) => ({ label: preview.name, description: preview.provider ?? "", preview }));
    return (await vscode.window.showQuickPick(items, { title: "Preview" }))?.preview;
  }

  /** The file of a node, or the one in the editor. */
  private async withFile(node: unknown, run: (located: Located) => unknown): Promise<void> {
    if (isNode(node)) {
      if (node.kind !== "file") return;
      const { preview, manifest } = node;
      // The tree may be older than the files.
      await run({ preview, manifest: preview.manifests.get(manifest.path) ?? manifest });
      return;
    }
    const uri = node instanceof vscode.Uri ? node : vscode.window.activeTextEditor?.document.uri;
    const located = uri?.scheme === MANIFEST_SCHEME ? this.previews.at(uri) : undefined;
    if (located) await run(located);
  }
}

function isNode(argument: unknown): argument is Node {
  return typeof argument === "object" && argument !== null && "preview" in argument && "kind" in argument;
}
