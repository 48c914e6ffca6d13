import * as vscode from "vscode";
import { Soon } from "../soon";
import { planManifests, type PlanResult } from "../protocol";
import type { Server } from "../server/server";
import { paramsOf } from "../preview/params";
import type { Preview } from "../preview/preview";
import type { Previews } from "../preview/previews";

/** The changes that generating a Templefile into a folder would make. */
export interface Plan {
  readonly preview: Preview;
  readonly folder: vscode.Uri;
  result?: PlanResult;
  failure?: string | undefined;
}

interface Entry {
  plan: Plan;
  refresh: Soon;
  watcher: vscode.Disposable;
}

interface Stored {
  templefile: string;
  target?: string;
  folder: string;
}

const STORE = "temple.plans";

/** The delay between a change of files or text and the update of the plan, in milliseconds. */
const DELAY = 150;

/** The plans that are shown: at most one for each Templefile and provider. They follow changes of text and folder. */
export class Plans implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly subscription: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly server: Server,
    private readonly previews: Previews,
    private readonly memory: vscode.Memento,
  ) {
    this.subscription = previews.onDidChange((preview) => preview && this.entries.get(preview.key)?.refresh.ask());
    for (const { templefile, target, folder } of memory.get<Stored[]>(STORE, [])) {
      this.add(vscode.Uri.parse(templefile), target, vscode.Uri.parse(folder)).refresh.ask();
    }
  }

  dispose(): void {
    this.subscription.dispose();
    for (const entry of this.entries.values()) end(entry);
  }

  get all(): Plan[] {
    return [...this.entries.values()].map(({ plan }) => plan);
  }

  /** Opens a plan, which replaces one for another folder. */
  async open(templefile: vscode.Uri, target: string | undefined, folder: vscode.Uri): Promise<Plan> {
    const { plan, refresh } = this.add(templefile, target, folder);
    // Loads the generated files, which are the right sides of comparisons.
    await Promise.all([refresh.now(), this.previews.read(templefile, target), this.remember()]);
    return plan;
  }

  async close(...plans: Plan[]): Promise<void> {
    for (const { preview } of plans) {
      const entry = this.entries.get(preview.key);
      if (entry) end(entry);
      this.entries.delete(preview.key);
      this.previews.release(preview);
    }
    await this.remember();
  }

  /** Returns the newest result of a plan; absent if there is none. */
  async reload(plan: Plan): Promise<PlanResult | undefined> {
    await this.entries.get(plan.preview.key)?.refresh.now();
    return plan.result;
  }

  refresh(): void {
    for (const { refresh } of this.entries.values()) refresh.ask();
  }

  private add(templefile: vscode.Uri, target: string | undefined, folder: vscode.Uri): Entry {
    // The server reports changes only for previews that are held.
    const preview = this.previews.hold(templefile, target);
    const old = this.entries.get(preview.key);
    if (old) end(old);
    const plan: Plan = { preview, folder };
    const refresh = new Soon(() => this.load(plan), DELAY);
    const entry = { plan, refresh, watcher: watch(folder, () => refresh.ask()) };
    this.entries.set(preview.key, entry);
    return entry;
  }

  private async load(plan: Plan): Promise<void> {
    try {
      const client = await this.server.ready();
      const folder = client.code2ProtocolConverter.asUri(plan.folder);
      plan.result = await client.sendRequest(planManifests, { ...paramsOf(client, plan.preview), folder });
      plan.failure = undefined;
    } catch (error) {
      plan.failure = error instanceof Error ? error.message : String(error);
    }
    this.changed.fire(undefined);
  }

  private async remember(): Promise<void> {
    const stored = this.all.map(({ preview: { templefile, target }, folder }) => ({
      templefile: templefile.toString(),
      target,
      folder: folder.toString(),
    }));
    await this.memory.update(STORE, stored);
    this.changed.fire(undefined);
  }
}

function watch(folder: vscode.Uri, changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "**"));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}

function end({ refresh, watcher }: Entry): void {
  refresh.dispose();
  watcher.dispose();
}
