import * as vscode from "vscode";

const STORE = "temple.targets";

interface Contributed {
  contributes: { configuration: { properties: Record<string, { enum?: string[] } | undefined> }[] };
}

/** The provider that each Templefile is previewed and drawn for, as the user chose it last. */
export class Targets implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  dispose(): void {
    this.changed.dispose();
  }

  /** Nothing where settings and Templefile decide. */
  of(templefile: vscode.Uri): string | undefined {
    return this.all()[templefile.toString()];
  }

  async set(templefile: vscode.Uri, target: string | undefined): Promise<void> {
    await this.context.workspaceState.update(STORE, { ...this.all(), [templefile.toString()]: target });
    this.changed.fire();
  }

  /** Lets the user choose; nothing when the user does not. */
  async choose(templefile: vscode.Uri): Promise<{ target: string | undefined } | undefined> {
    const auto = { label: "Automatic", description: "as settings and Templefile say", target: undefined };
    const items = [auto, ...this.providers().map((target) => ({ label: target, description: "", target }))];
    const now = this.of(templefile);
    return vscode.window.showQuickPick(
      items.map((item) => (item.target === now ? { ...item, description: `${item.description} (now)`.trim() } : item)),
      { title: "What the files are generated for" },
    );
  }

  /** The values of the server's own setting, so that they stand nowhere a second time. */
  private providers(): string[] {
    const { contributes } = this.context.extension.packageJSON as Contributed;
    const values = contributes.configuration.flatMap(
      ({ properties }) => properties["temple.preview.target"]?.enum ?? [],
    );
    return values.filter((value) => value !== "");
  }

  private all(): Record<string, string | undefined> {
    return this.context.workspaceState.get(STORE, {});
  }
}
