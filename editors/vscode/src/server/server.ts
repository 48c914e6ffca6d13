import * as os from "node:os";
import * as vscode from "vscode";
import { State, type Executable, type LanguageClient, type Middleware } from "vscode-languageclient/node";
import { BackOff } from "./backOff";
import { createClient } from "./client";
import { locate, type Found } from "./locate";
import { misfit, type Misfit } from "./protocolVersion";

/** The state of the server, with a description for the user. */
export interface ServerState {
  kind: "starting" | "running" | "stopped" | "error";
  detail: string;
}

/** A problem to report to the user. */
export interface Trouble {
  /** No server, one that keeps crashing, or one with an older or a newer protocol than the extension. */
  kind: "missing" | "crashed" | "older" | "newer";
  message: string;
}

const DELAYS = [0, 500, 1000, 2000];
const CALM = 3 * 60 * 1000;

/** Starts the language server and keeps it running. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("Temple", { log: true });
  readonly client: LanguageClient;

  private readonly changed = new vscode.EventEmitter<ServerState>();
  private readonly troubled = new vscode.EventEmitter<Trouble>();
  readonly onDidChangeState = this.changed.event;
  readonly onTrouble = this.troubled.event;

  private readonly executable: Executable = { command: "" };
  private readonly backOff = new BackOff(DELAYS, CALM);
  private readonly subscriptions: { dispose(): unknown }[];
  private again: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private now: ServerState = { kind: "starting", detail: "" };
  private program: Found | undefined;
  /** Absent if the running server fits the extension. */
  private misfit: Misfit | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    middleware: Middleware,
  ) {
    this.client = createClient(this.executable, this.log, middleware, () => {
      // While it starts, `begin` notices the failed start.
      if (this.now.kind === "running") this.crashed("It exited unexpectedly.");
    });
    this.subscriptions = [
      this.changed,
      this.troubled,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("temple.server")) void this.restart();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    ];
  }

  get state(): ServerState {
    return this.now;
  }

  /** The program that is running or ran last. */
  get found(): Found | undefined {
    return this.program;
  }

  /** The version of this extension. */
  get version(): string {
    return (this.context.extension.packageJSON as { version: string }).version;
  }

  /** Returns the client once it runs. Throws if there is no server that supports generated files. */
  async ready(): Promise<LanguageClient> {
    while (this.now.kind === "starting") {
      await new Promise<void>((resolve) => {
        const once = this.onDidChangeState(() => {
          once.dispose();
          resolve();
        });
      });
    }
    if (this.now.kind !== "running") throw new Error(this.now.detail);
    if (this.misfit) throw new Error(this.misfit.message);
    return this.client;
  }

  /** Starts or restarts the server. Earlier crashes no longer count. */
  async restart(): Promise<void> {
    await this.enqueue(async () => {
      this.backOff.reset();
      this.misfit = undefined;
      await this.end();
      await this.begin();
    });
  }

  async stop(): Promise<void> {
    await this.enqueue(() => this.end());
  }

  dispose(): void {
    void this.stop().finally(() => {
      for (const subscription of this.subscriptions) subscription.dispose();
      this.log.dispose();
    });
  }

  /** Runs starts and stops one after the other. */
  private enqueue(step: () => Promise<void>): Promise<void> {
    this.interrupt();
    this.turn = this.turn.then(() => {
      // Set by the last crash, which may have happened during the previous step.
      clearTimeout(this.again);
      return step();
    });
    return this.turn;
  }

  /** Aborts a start in progress: a program that never responds would block every later step. */
  private interrupt(): void {
    // The client throws, but ends the process.
    if (this.client.state === State.Starting) this.client.stop().catch(() => undefined);
  }

  private async begin(): Promise<void> {
    this.become("starting", "The language server is starting.");
    try {
      this.program = await this.find();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.log.error(message);
      this.become("error", message);
      this.troubled.fire({ kind: "missing", message });
      return;
    }
    const { program, version, source } = this.program;
    this.log.info(`Starting ${program}, version ${version} (from ${source}).`);
    try {
      this.executable.command = program;
      this.executable.args = ["--stdio", ...[settings().get<unknown>("args", [])].flat().map(String)];
      await this.client.start();
      this.compare(version);
      this.become("running", [`${program}, version ${version}`, this.misfit?.message ?? ""].join("\n\n").trim());
    } catch (error) {
      this.crashed(`It failed to start: ${String(error)}`);
    }
  }

  /** Reports once if the started server does not fit the extension. */
  private compare(version: string): void {
    const before = this.misfit?.message;
    this.misfit = misfit(this.client.initializeResult?.capabilities.experimental, version);
    if (!this.misfit || this.misfit.message === before) return;
    this.log.error(this.misfit.message);
    this.troubled.fire(this.misfit);
  }

  private async end(): Promise<void> {
    if (this.client.state === State.Running) {
      this.become("stopped", "The language server is stopped.");
      await this.client.stop().catch((error: unknown) => {
        this.log.warn(`The server did not shut down cleanly: ${String(error)}`);
      });
    }
  }

  /** Restarts the server after a delay, or reports that it keeps crashing. */
  private crashed(what: string): void {
    const delay = this.backOff.crashed(Date.now());
    this.log.error(`The language server crashed (${this.backOff.count} in a row). ${what}`);
    if (delay === undefined) {
      const message = `The Temple language server crashed ${this.backOff.count} times in a row and will not be restarted.`;
      this.become("error", message);
      this.troubled.fire({ kind: "crashed", message });
      return;
    }
    this.become("starting", `The language server crashed and will restart in ${delay / 1000} s.`);
    this.again = setTimeout(() => void this.enqueue(() => this.begin()), delay);
  }

  private find(): Promise<Found> {
    return locate({
      // The setting may have another type.
      setting: String(settings().get<unknown>("path", "")),
      extension: this.context.extensionPath,
      version: this.version,
      windows: process.platform === "win32",
      home: os.homedir(),
      // No path may point to a program in a folder that is not trusted, whichever settings it comes from.
      workspaceFolder: vscode.workspace.isTrusted ? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath : undefined,
      env: process.env,
    });
  }

  private become(kind: ServerState["kind"], detail: string): void {
    this.now = { kind, detail };
    this.changed.fire(this.now);
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("temple.server");
}
