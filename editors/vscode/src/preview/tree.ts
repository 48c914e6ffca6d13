import * as path from "node:path";
import * as vscode from "vscode";
import type { Note } from "../protocol";
import { counted } from "../words";
import { blocksOf } from "./blocks";
import { long, short, sum } from "./changes";
import type { Manifest, Standing } from "./files";
import { byBlock, byLanguage, type Block, type Group } from "./groups";
import { nameOfLanguage } from "./languages";
import type { Preview } from "./preview";
import type { Previews } from "./previews";

export type Node =
  | { kind: "preview"; preview: Preview }
  | { kind: "group"; preview: Preview; group: Group<Manifest> }
  | { kind: "file"; preview: Preview; manifest: Manifest }
  | { kind: "notes"; preview: Preview }
  | { kind: "note"; preview: Preview; note: Note };

export type Grouping = "service" | "kind";

const STORE = "temple.preview.groupBy";

const STANDINGS: Record<Standing, string> = {
  whole: "",
  part: "without what is broken",
  kept: "from before the error",
  gone: "not generated any more",
};

const SEVERITIES: Record<string, string> = { error: "error", warning: "warning" };

/** The tree of generated files. */
export class PreviewTree implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly blocks = new Map<string, Block[]>();

  constructor(
    private readonly previews: Previews,
    private readonly memory: vscode.Memento,
  ) {
    previews.onDidChange((preview) => void this.update(preview));
  }

  get grouping(): Grouping {
    return this.memory.get<Grouping>(STORE, "service");
  }

  async groupBy(grouping: Grouping): Promise<void> {
    await this.memory.update(STORE, grouping);
    this.changed.fire(undefined);
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.previews.listed.map((preview) => ({ kind: "preview", preview }));
    const { preview } = node;
    switch (node.kind) {
      case "preview": {
        const notes: Node[] = preview.notes.length > 0 ? [{ kind: "notes", preview }] : [];
        return [...this.groups(preview).map((group): Node => ({ kind: "group", preview, group })), ...notes];
      }
      case "group":
        return node.group.files.map((manifest) => ({ kind: "file", preview, manifest }));
      case "notes":
        return preview.notes.map((note) => ({ kind: "note", preview, note }));
      default:
        return [];
    }
  }

  getParent(node: Node): Node | undefined {
    const { preview } = node;
    switch (node.kind) {
      case "preview":
        return undefined;
      case "file": {
        const group = this.groups(preview).find(({ files }) => files.includes(node.manifest));
        return group && { kind: "group", preview, group };
      }
      case "note":
        return { kind: "notes", preview };
      default:
        return { kind: "preview", preview };
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = itemOf(node, this.isAmbiguous(node.preview));
    item.id = [node.preview.key, ...keyOf(node)].join("\n");
    item.contextValue = node.kind === "file" && node.manifest.standing === "gone" ? "gone" : node.kind;
    return item;
  }

  /** Whether another Templefile of this name is listed. */
  private isAmbiguous({ name, templefile }: Preview): boolean {
    return this.previews.listed.some(
      (other) => other.name === name && other.templefile.toString() !== templefile.toString(),
    );
  }

  private groups(preview: Preview): Group<Manifest>[] {
    return this.grouping === "kind"
      ? byLanguage(preview.manifests, nameOfLanguage)
      : byBlock(preview.manifests, this.blocks.get(preview.templefile.toString()) ?? []);
  }

  private async update(preview: Preview | undefined): Promise<void> {
    this.changed.fire(undefined);
    if (!preview || !this.previews.listed.includes(preview)) return;
    this.blocks.set(preview.templefile.toString(), await blocksOf(preview.templefile));
    this.changed.fire(undefined);
  }
}

/** What tells a node from its siblings, also after the next change of the Templefile. */
function keyOf(node: Node): string[] {
  switch (node.kind) {
    case "preview":
      return [];
    case "group":
      return ["group", node.group.label];
    case "file":
      return ["file", node.manifest.path];
    case "notes":
      return ["notes"];
    case "note":
      return ["note", String(node.preview.notes.indexOf(node.note))];
  }
}

function itemOf(node: Node, ambiguous: boolean): vscode.TreeItem {
  switch (node.kind) {
    case "preview":
      return previewItem(node.preview, ambiguous);
    case "group":
      return groupItem(node.group);
    case "file":
      return fileItem(node);
    case "notes":
      return notesItem(node.preview);
    case "note":
      return noteItem(node);
  }
}

function previewItem(preview: Preview, ambiguous: boolean): vscode.TreeItem {
  const { name, provider, loaded, changes, failure, complete, templefile } = preview;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const state = !loaded && failure === undefined ? "loading…" : (provider ?? "no provider");
  const folder = ambiguous ? path.posix.dirname(vscode.workspace.asRelativePath(templefile)) : "";
  item.description = joined(" · ", [state, short(changes), folder]);
  item.iconPath = new vscode.ThemeIcon(failure !== undefined || !complete ? "warning" : "preview");
  const problem = failure ?? (complete ? undefined : "The Templefile has errors.");
  item.tooltip = [
    vscode.workspace.asRelativePath(templefile),
    `Since the preview was opened: ${long(changes)}`,
    ...(problem === undefined ? [] : [problem]),
  ].join("\n");
  item.accessibilityInformation = { label: joined(", ", [name, state, long(changes), problem ?? ""]) };
  return item;
}

function groupItem({ label, files }: Group<Manifest>): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const changes = sum(files.map((file) => file.changes));
  item.description = short(changes);
  item.accessibilityInformation = { label: `${label}, ${counted(files.length, "file")}, ${long(changes)}` };
  return item;
}

function fileItem(node: Node & { kind: "file" }): vscode.TreeItem {
  const { path: file, standing, changes, opened, uri, latest } = node.manifest;
  const item = new vscode.TreeItem(path.posix.basename(file));
  const folder = path.posix.dirname(file);
  const fresh = opened === undefined ? "new" : "";
  // Of most files, the message above the tree says it.
  const aside = latest === undefined ? STANDINGS[standing] : "";
  item.description = joined(" · ", [short(changes), fresh, aside, folder === "." ? "" : folder]);
  item.resourceUri = vscode.Uri.parse(uri);
  item.iconPath = standing === "gone" ? new vscode.ThemeIcon("diff-removed") : vscode.ThemeIcon.File;
  item.tooltip = joined("\n", [file, STANDINGS[standing], `Since the preview was opened: ${long(changes)}`]);
  item.accessibilityInformation = { label: joined(", ", [file, fresh, STANDINGS[standing], long(changes)]) };
  const command = standing === "gone" ? "temple.preview.showChanges" : "temple.preview.openFile";
  item.command = { command, title: "Open", arguments: [node] };
  return item;
}

function joined(separator: string, parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}

function notesItem({ notes }: Preview): vscode.TreeItem {
  const item = new vscode.TreeItem(counted(notes.length, "note"), vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon("note");
  item.tooltip = "What is to be known before generating";
  return item;
}

function noteItem(node: Node & { kind: "note" }): vscode.TreeItem {
  const { message, code, severity, path: file, line } = node.note;
  const item = new vscode.TreeItem(message);
  item.description = file === undefined ? code : `${file}${line === undefined ? "" : `:${line + 1}`}`;
  item.iconPath = new vscode.ThemeIcon(SEVERITIES[severity] ?? "info");
  item.tooltip = `${message}\n${code}`;
  item.accessibilityInformation = { label: `${severity}: ${message}` };
  item.command = { command: "temple.preview.openNote", title: "Show", arguments: [node] };
  return item;
}
