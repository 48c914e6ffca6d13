import * as path from "node:path";
import * as vscode from "vscode";
import type { Note } from "../protocol";
import { counted } from "../words";
import { Soon } from "../soon";
import { long, short, sum } from "./changes";
import { banner } from "./errors";
import type { Manifest, Manifests } from "./files";
import { BlockGroups, byLanguage, type Group } from "./groups";
import { nameOfLanguage } from "./languages";
import { blocksOf } from "./outline";
import type { Preview } from "./preview";
import type { Previews } from "./previews";

export type Node =
  | { kind: "preview"; preview: Preview }
  | { kind: "group"; preview: Preview; group: Group<Manifest> }
  | { kind: "file"; preview: Preview; manifest: Manifest }
  | { kind: "notes"; preview: Preview }
  | { kind: "note"; preview: Preview; note: Note; index: number };

export type Grouping = "service" | "kind";

const STORE = "temple.preview.groupBy";

/** Previews with more files start with collapsed groups, since each visible row costs the editor time. */
const OPEN_LIMIT = 500;

const SEVERITIES: Record<string, string> = { error: "error", warning: "warning" };

/** The groups of a preview in the tree. */
interface Grouped {
  manifests: Manifests;
  grouping: Grouping;
  groups: Group<Manifest>[];
  /** The group of each file, by path. */
  groupOf: ReadonlyMap<string, Group<Manifest>>;
}

/** The tree of generated files. */
export class PreviewTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly byBlock = new WeakMap<Preview, BlockGroups<Manifest>>();
  private readonly grouped = new WeakMap<Preview, Grouped>();
  /** The previews whose files must be grouped again. */
  private readonly outdated = new Set<Preview>();
  private readonly soon = new Soon(() => this.update(), 0);
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly previews: Previews,
    private readonly memory: vscode.Memento,
  ) {
    this.subscription = previews.onDidChange((preview) => {
      // A new preview is revealed at once, which fails while the editor has the old list.
      if (preview) {
        this.outdated.add(preview);
        this.soon.ask();
      } else {
        this.changed.fire(undefined);
      }
    });
  }

  dispose(): void {
    this.soon.dispose();
    this.subscription.dispose();
    this.changed.dispose();
  }

  get grouping(): Grouping {
    return this.memory.get<Grouping>(STORE, "service");
  }

  async groupBy(grouping: Grouping): Promise<void> {
    await this.memory.update(STORE, grouping);
    for (const preview of this.previews.listed) this.outdated.add(preview);
    await this.soon.now();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.previews.listed.map((preview) => ({ kind: "preview", preview }));
    const { preview } = node;
    switch (node.kind) {
      case "preview": {
        const notes: Node[] = preview.notes.length > 0 ? [{ kind: "notes", preview }] : [];
        const groups = this.grouped.get(preview)?.groups ?? [];
        return [...groups.map((group): Node => ({ kind: "group", preview, group })), ...notes];
      }
      case "group":
        return node.group.files.map((manifest) => ({ kind: "file", preview, manifest }));
      case "notes":
        return preview.notes.map((note, index) => ({ kind: "note", preview, note, index }));
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
        const group = this.grouped.get(preview)?.groupOf.get(node.manifest.path);
        return group && { kind: "group", preview, group };
      }
      case "note":
        return { kind: "notes", preview };
      default:
        return { kind: "preview", preview };
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.itemOf(node);
    item.id = [node.preview.key, ...keyOf(node)].join("\n");
    item.contextValue = node.kind === "file" && node.manifest.isGone ? "gone" : node.kind;
    return item;
  }

  private itemOf(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "preview":
        return previewItem(node.preview, this.isAmbiguous(node.preview));
      case "group":
        return groupItem(node.preview, node.group);
      case "file":
        return fileItem(node);
      case "notes":
        return notesItem(node.preview);
      case "note":
        return noteItem(node);
    }
  }

  /** Returns true if another Templefile of this name is listed. */
  private isAmbiguous({ name, templefile }: Preview): boolean {
    return this.previews.listed.some(
      (other) => other.name === name && other.templefile.toString() !== templefile.toString(),
    );
  }

  /** Groups the files of changed previews, and updates the tree once. */
  private async update(): Promise<void> {
    const outdated = [...this.outdated];
    this.outdated.clear();
    await Promise.all(outdated.map((preview) => this.group(preview)));
    this.changed.fire(undefined);
  }

  private async group(preview: Preview): Promise<void> {
    const { grouping } = this;
    const before = this.grouped.get(preview);
    if (before?.manifests === preview.manifests && before.grouping === grouping) return;
    const blocks = grouping === "service" ? await blocksOf(preview.templefile) : [];
    const { manifests, source } = preview;
    const files = [...manifests.values()];
    const groups =
      grouping === "kind"
        ? byLanguage(files, nameOfLanguage)
        : this.blockGroups(preview).update(files, blocks, source === "lastValid");
    const groupOf = new Map(groups.flatMap((group) => group.files.map(({ path }) => [path, group])));
    this.grouped.set(preview, { manifests, grouping, groups, groupOf });
  }

  private blockGroups(preview: Preview): BlockGroups<Manifest> {
    const groups = this.byBlock.get(preview) ?? new BlockGroups();
    this.byBlock.set(preview, groups);
    return groups;
  }
}

/** Returns what distinguishes a node from its siblings, stable across changes of the Templefile. */
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
      return ["note", String(node.index)];
  }
}

function previewItem(preview: Preview, ambiguous: boolean): vscode.TreeItem {
  const { name, provider, loaded, changes, failure, templefile } = preview;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const state = !loaded && failure === undefined ? "loading…" : (provider ?? "no provider");
  const folder = ambiguous ? path.posix.dirname(vscode.workspace.asRelativePath(templefile)) : "";
  item.description = joined(" · ", [state, short(changes), folder]);
  const problem = failure ?? banner(name, preview);
  item.iconPath = new vscode.ThemeIcon(problem === undefined ? "preview" : "warning");
  item.tooltip = [
    vscode.workspace.asRelativePath(templefile),
    `Since the preview was opened: ${long(changes)}`,
    ...(problem === undefined ? [] : [problem]),
  ].join("\n");
  item.accessibilityInformation = { label: joined(", ", [name, state, long(changes), problem ?? ""]) };
  return item;
}

function groupItem({ manifests }: Preview, { label, files }: Group<Manifest>): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, manifests.size > OPEN_LIMIT ? Collapsed : Expanded);
  const changes = sum(files.map((file) => file.changes));
  item.description = short(changes);
  item.accessibilityInformation = { label: `${label}, ${counted(files.length, "file")}, ${long(changes)}` };
  return item;
}

function fileItem(node: Node & { kind: "file" }): vscode.TreeItem {
  const { path: file, isGone, changes, opened, uri } = node.manifest;
  const item = new vscode.TreeItem(path.posix.basename(file));
  const folder = path.posix.dirname(file);
  const fresh = opened === undefined ? "new" : "";
  const gone = !isGone ? "" : node.preview.complete ? "no longer generated" : "missing because of errors";
  item.description = joined(" · ", [short(changes), fresh, gone, folder === "." ? "" : folder]);
  item.resourceUri = vscode.Uri.parse(uri);
  item.iconPath = isGone ? new vscode.ThemeIcon("diff-removed") : vscode.ThemeIcon.File;
  item.tooltip = joined("\n", [file, gone, `Since the preview was opened: ${long(changes)}`]);
  item.accessibilityInformation = { label: joined(", ", [file, fresh, gone, long(changes)]) };
  const command = isGone ? "temple.preview.showChanges" : "temple.preview.openFile";
  item.command = { command, title: "Open", arguments: [node] };
  return item;
}

function joined(separator: string, parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}

function notesItem({ notes }: Preview): vscode.TreeItem {
  const item = new vscode.TreeItem(counted(notes.length, "note"), vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon("note");
  item.tooltip = "Notes to read before generating";
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
