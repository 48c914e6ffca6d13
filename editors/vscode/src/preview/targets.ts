import * as vscode from "vscode";

const STORE = "temple.targets";

interface Contributed {
  contributes: { configuration: { properties: Record<string, { enum?: string[] } | undefined> }[] };
}

/** The provider for previews and diagrams of each Templefile, as last selected by the user. */
export class Targets implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  dispose(): void {
    this.changed.dispose();
  }

  /** Returns the provider; undefined for that of the settings or the Templefile. */
  of(templefile: vscode.Uri): string | undefined {
    return this.all()[templefile.toString()];
  }

  async set(templefile: vscode.Uri, target: string | undefined): Promise<void> {
    await this.context.workspaceState.update(STORE, { ...this.all(), [templefile.toString()]: target });
    this.changed.fire();
  }

  /** Lets the user select a provider. Returns undefined if the user cancels. */
  async choose(templefile: vscode.Uri): Promise<{ target: string | undefined } | undefined> {
    const auto = { label: "Automatic", description: "from the settings or #provider", target: undefined };
    const items = [auto, ...this.providers().map((target) => ({ label: target, description: "", target }))];
    const now = this.of(templefile);
    return vscode.window.showQuickPick(
      items.map((item) =>
        item.target === now ? { ...item, description: `${item.description} (current)`.trim() } : item,
      ),
      { title: "Select Provider" },
    );
  }

  /** Returns the values of the server's setting, so that they are not listed twice. */
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
