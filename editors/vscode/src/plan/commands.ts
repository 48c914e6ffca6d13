import * as vscode from "vscode";
import type { Folders } from "../folders";
import { diff } from "../preview/compare";
import type { Saver } from "../preview/save";
import { showManifest } from "../preview/show";
import type { Targets } from "../preview/targets";
import type { PlanParams } from "../protocol";
import type { Server } from "../server/server";
import { whichTemplefile } from "../templefile";
import type { Plan, Plans } from "./plans";
import type { PlanNode } from "./tree";

/** All commands of the plan. */
export class PlanCommands {
  constructor(
    private readonly server: Server,
    private readonly plans: Plans,
    private readonly view: vscode.TreeView<PlanNode>,
    private readonly folders: Folders,
    private readonly targets: Targets,
    private readonly saver: Saver,
  ) {}

  register(): vscode.Disposable {
    const commands: Record<string, (argument: unknown) => unknown> = {
      "temple.plan.open": async (uri) => this.open(await whichTemplefile(uri)),
      "temple.plan.openFile": (node) => openFile(node as PlanNode),
      "temple.plan.refresh": () => this.plans.refresh(),
      "temple.plan.close": (node) => this.withPlan(node, (plan) => this.plans.close(plan)),
      "temple.plan.closeAll": () => this.plans.close(...this.plans.all),
      "temple.plan.chooseFolder": (node) => this.withPlan(node, (plan) => this.chooseFolder(plan)),
      "temple.plan.saveAll": (node) => this.withPlan(node, (plan) => this.save(plan)),
    };
    return vscode.Disposable.from(
      ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    );
  }

  /** Opens a plan, for the server's command. */
  async openFor({ textDocument, target, folder }: Partial<PlanParams> = {}): Promise<void> {
    const convert = this.server.client.protocol2CodeConverter;
    const templefile = textDocument ? convert.asUri(textDocument.uri) : await whichTemplefile();
    if (templefile && folder !== undefined) await this.folders.set(templefile, convert.asUri(folder));
    await this.open(templefile, target);
  }

  private async open(templefile: vscode.Uri | undefined, target?: string): Promise<void> {
    const folder = templefile && (await this.folders.of(templefile));
    if (!folder) return;
    const plan = await this.plans.open(templefile, target ?? this.targets.of(templefile), folder);
    if (plan.failure !== undefined) void vscode.window.showErrorMessage(`The plan failed. ${plan.failure}`);
    await this.view.reveal({ kind: "plan", plan }, { select: false });
  }

  private async chooseFolder({ preview: { templefile, target } }: Plan): Promise<void> {
    const folder = await this.folders.ask(templefile);
    if (folder) await this.plans.open(templefile, target, folder);
  }

  /** Saves the files of a plan into its folder. */
  private async save(plan: Plan): Promise<void> {
    const { preview, folder, result = await this.plans.reload(plan) } = plan;
    if (result) await this.saver.save({ preview, folder, plan: result });
    else void vscode.window.showErrorMessage(`The plan failed. ${plan.failure ?? ""}`);
  }

  private async withPlan(node: unknown, run: (plan: Plan) => unknown): Promise<void> {
    const given = (node as PlanNode | undefined)?.plan;
    const { all } = this.plans;
    const items = all.map((plan) => ({ label: plan.preview.name, description: plan.folder.fsPath, plan }));
    const plan =
      given ?? (all.length > 1 ? (await vscode.window.showQuickPick(items, { title: "Select Plan" }))?.plan : all[0]);
    if (plan) await run(plan);
  }
}

/** Shows how generating would change a file, or the file on disk. */
async function openFile(node: PlanNode): Promise<void> {
  if (node.kind !== "planned") return;
  const { plan, file } = node;
  const onDisk = vscode.Uri.joinPath(plan.folder, file.path);
  const generated = plan.preview.file(file.path);
  if (file.state === "changed" && generated) {
    await diff(onDisk, vscode.Uri.parse(generated.uri), `${file.path} (on disk ↔ generated)`);
  } else if (file.state === "added" && generated) {
    await showManifest(vscode.Uri.parse(generated.uri), { preview: true });
  } else {
    await vscode.commands.executeCommand("vscode.open", onDisk, { preview: true });
  }
}
