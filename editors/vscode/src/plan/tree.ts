import * as path from "node:path";
import * as vscode from "vscode";
import type { PlannedFile } from "../protocol";
import { banner } from "../preview/errors";
import { counted } from "../words";
import type { Plan, Plans } from "./plans";
import { byState, STATES, summary, type StateGroup } from "./states";

export type PlanNode =
  | { kind: "plan"; plan: Plan }
  | { kind: "state"; plan: Plan; group: StateGroup }
  | { kind: "planned"; plan: Plan; file: PlannedFile };

/** The tree of plans, with the files of each by state. */
export class PlanTree implements vscode.TreeDataProvider<PlanNode> {
  readonly onDidChangeTreeData: vscode.Event<undefined>;

  constructor(private readonly plans: Plans) {
    this.onDidChangeTreeData = plans.onDidChange;
  }

  getChildren(node?: PlanNode): PlanNode[] {
    if (!node) return this.plans.all.map((plan) => ({ kind: "plan", plan }));
    const { plan } = node;
    switch (node.kind) {
      case "plan":
        return byState(plan.result?.files ?? []).map((group) => ({ kind: "state", plan, group }));
      case "state":
        return node.group.files.map((file) => ({ kind: "planned", plan, file }));
      case "planned":
        return [];
    }
  }

  getParent(node: PlanNode): PlanNode | undefined {
    const { plan } = node;
    switch (node.kind) {
      case "plan":
        return undefined;
      case "state":
        return { kind: "plan", plan };
      case "planned": {
        const group = byState(plan.result?.files ?? []).find(({ state }) => state === node.file.state);
        return group && { kind: "state", plan, group };
      }
    }
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    const item = itemOf(node);
    item.contextValue = node.kind === "planned" ? `planned.${node.file.state}` : node.kind;
    item.id = [node.plan.preview.key, ...keyOf(node)].join("\n");
    return item;
  }
}

function keyOf(node: PlanNode): string[] {
  if (node.kind === "plan") return [];
  return node.kind === "state" ? [node.group.state] : [node.file.state, node.file.path];
}

function itemOf(node: PlanNode): vscode.TreeItem {
  switch (node.kind) {
    case "plan":
      return planItem(node.plan);
    case "state":
      return stateItem(node.group);
    case "planned":
      return fileItem(node);
  }
}

function planItem({ preview, folder, result, failure }: Plan): vscode.TreeItem {
  const item = new vscode.TreeItem(preview.name, vscode.TreeItemCollapsibleState.Expanded);
  const where = vscode.workspace.asRelativePath(folder);
  item.description = [result?.target ?? undefined, `into ${where}`].filter((part) => part !== undefined).join(" · ");
  item.iconPath = new vscode.ThemeIcon(failure !== undefined || result?.complete === false ? "warning" : "checklist");
  const problem = failure ?? (result && banner(preview.name, result));
  const parts = [folder.fsPath, result ? summary(result.files) : "planning…", problem].filter(
    (part) => part !== undefined,
  );
  item.tooltip = parts.join("\n");
  item.accessibilityInformation = { label: `Plan of ${preview.name}, ${parts.join(", ")}` };
  return item;
}

function stateItem({ state, files }: StateGroup): vscode.TreeItem {
  const { label, meaning } = STATES[state];
  const quiet = state === "unchanged" || state === "kept";
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, quiet ? Collapsed : Expanded);
  item.description = String(files.length);
  item.tooltip = `Each ${meaning}.`;
  item.accessibilityInformation = { label: `${label}, ${counted(files.length, "file")}` };
  return item;
}

function fileItem(node: PlanNode & { kind: "planned" }): vscode.TreeItem {
  const { path: file, state, remark } = node.file;
  const { label, meaning, icon } = STATES[state];
  const item = new vscode.TreeItem(path.posix.basename(file));
  const folder = path.posix.dirname(file);
  item.description = [folder === "." ? "" : folder, remark ?? ""].filter((part) => part !== "").join(" · ");
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = [`${file} ${meaning}.`, remark ?? ""].filter((part) => part !== "").join("\n");
  item.accessibilityInformation = { label: [file, label, remark ?? ""].filter((part) => part !== "").join(", ") };
  item.command = { command: "temple.plan.openFile", title: "Open", arguments: [node] };
  return item;
}
