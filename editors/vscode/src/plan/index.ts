import * as vscode from "vscode";
import { comeBack } from "../comeBack";
import type { Folders } from "../folders";
import type { Previews } from "../preview/previews";
import type { Saver } from "../preview/save";
import type { Targets } from "../preview/targets";
import type { Server } from "../server/server";
import { PlanCommands } from "./commands";
import { Plans } from "./plans";
import { PlanTree } from "./tree";

/** Registers the plan: its tree and its commands. */
export function registerPlan(
  context: vscode.ExtensionContext,
  server: Server,
  previews: Previews,
  folders: Folders,
  targets: Targets,
  saver: Saver,
): PlanCommands {
  const plans = new Plans(server, previews, context.workspaceState);
  const tree = new PlanTree(plans);
  const view = vscode.window.createTreeView("temple.plan", { treeDataProvider: tree, showCollapseAll: true });
  const commands = new PlanCommands(server, plans, view, folders, targets, saver);
  const update = () => void vscode.commands.executeCommand("setContext", "temple.hasPlans", plans.all.length > 0);
  update();
  context.subscriptions.push(
    plans,
    view,
    commands.register(),
    plans.onDidChange(update),
    comeBack(view, context.workspaceState, "temple.plan.visible", tree.getChildren()[0]),
  );
  return commands;
}
