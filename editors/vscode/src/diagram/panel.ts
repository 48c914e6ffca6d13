import * as path from "node:path";
import * as vscode from "vscode";
import { RequestType, State, type LanguageClient } from "vscode-languageclient/node";
import type { Targets } from "../preview/targets";
import { Soon } from "../soon";
import { idAt, rangeOf, type Graph } from "./graph";
import { html } from "./html";
import type { FromPicture, ToPicture } from "./messages";

interface GraphParams {
  textDocument: { uri: string };
  /** A provider; by default that of the settings or the Templefile. */
  target?: string;
  format: "json" | "svg";
}

const graphRequest = new RequestType<GraphParams, Graph, void>("temple/graph");
const svgRequest = new RequestType<GraphParams, { text: string }, void>("temple/graph");

/** The delay between a change of the text and the update of the diagram, in milliseconds. */
const DELAY = 150;

/** The panel with the diagram of one Templefile. */
export class DiagramPanel implements vscode.Disposable {
  private graph: Graph | undefined;
  /** The node or edge that was clicked last. */
  private chosen: string | undefined;
  /** The error message if the last request failed. */
  private failure: string | undefined;
  private closed = false;
  private readonly soon = new Soon(() => this.update(), DELAY);
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly uri: vscode.Uri,
    private readonly client: LanguageClient,
    private readonly targets: Targets,
    dist: vscode.Uri,
    closed: () => void,
  ) {
    // A hidden diagram requests its graph when it is shown again.
    const again = () => panel.visible && this.soon.ask();
    this.subscriptions = [
      panel.onDidDispose(closed),
      panel.webview.onDidReceiveMessage((message: FromPicture) => void this.receive(message)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.isOurs(document) && again()),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("temple") && again()),
      vscode.languages.onDidChangeDiagnostics(
        ({ uris }) => uris.some((other) => other.toString() === uri.toString()) && this.tell(),
      ),
      vscode.window.onDidChangeTextEditorSelection(
        ({ textEditor }) => this.isOurs(textEditor.document) && this.follow(textEditor),
      ),
      client.onDidChangeState(again),
      targets.onDidChange(again),
    ];
    panel.title = `Diagram: ${path.posix.basename(uri.path)}`;
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const address = (file: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    panel.webview.html = html({
      script: address("diagram.js"),
      style: address("diagram.css"),
      source: panel.webview.cspSource,
      uri: uri.toString(),
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.closed = true;
    this.soon.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel.dispose();
  }

  private isOurs({ uri }: vscode.TextDocument): boolean {
    return uri.toString() === this.uri.toString();
  }

  private async update(): Promise<void> {
    try {
      const isFirst = this.graph === undefined;
      this.graph = await this.request(graphRequest, "json");
      this.failure = undefined;
      this.post({ type: "graph", graph: this.graph });
      const editor = this.editor();
      if (isFirst && editor) this.follow(editor);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.tell();
  }

  /** Sends a request to the server, which only knows documents that are open in the editor. */
  private async request<R>(type: RequestType<GraphParams, R, void>, format: GraphParams["format"]): Promise<R> {
    const document = await vscode.workspace.openTextDocument(this.uri);
    if (this.client.state !== State.Running) throw new Error("The language server is not running.");
    const uri = this.client.code2ProtocolConverter.asUri(document.uri);
    const target = this.targets.of(this.uri);
    return this.client.sendRequest(type, {
      textDocument: { uri },
      format,
      ...(target === undefined ? {} : { target }),
    });
  }

  private async receive(message: FromPicture): Promise<void> {
    if (message.type === "ready") {
      if (this.graph) this.post({ type: "graph", graph: this.graph });
      this.soon.ask();
    } else if (message.type === "reveal") {
      await this.show(message.id);
    } else {
      await this.save();
    }
  }

  /** Moves the cursor to the origin of a node or edge. */
  private async show(id: string): Promise<void> {
    const found = this.graph && rangeOf(this.graph, id);
    if (!found) return;
    this.chosen = id;
    const range = this.client.protocol2CodeConverter.asRange(found);
    const document = await vscode.workspace.openTextDocument(this.uri);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: this.editor()?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(range.start, range.start),
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** The editor that shows the Templefile. */
  private editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find(({ document }) => this.isOurs(document));
  }

  private follow(editor: vscode.TextEditor): void {
    if (!this.graph) return;
    this.chosen = idAt(this.graph, editor.selection.active, this.chosen);
    this.post({ type: "cursor", id: this.chosen });
  }

  /** Saves the server's SVG to a file that the user selects. */
  private async save(): Promise<void> {
    try {
      const { text } = await this.request(svgRequest, "svg");
      const folder =
        this.uri.scheme === "untitled"
          ? vscode.workspace.workspaceFolders?.[0]?.uri
          : vscode.Uri.joinPath(this.uri, "..");
      const name = `${path.posix.parse(this.uri.path).name}.svg`;
      const defaultUri = folder && vscode.Uri.joinPath(folder, name);
      const target = await vscode.window.showSaveDialog({ defaultUri, filters: { SVG: ["svg"] } });
      if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`The diagram was not saved. ${reason}`);
    }
  }

  /** Shows above the diagram why it does not match the text. */
  private tell(): void {
    const isError = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Error;
    const broken = vscode.languages.getDiagnostics(this.uri).some(isError);
    const old = this.graph ? " Showing the last diagram." : "";
    const text = this.failure
      ? this.failure + old
      : broken
        ? "The Templefile has errors. Showing its valid parts."
        : undefined;
    this.post({ type: "banner", text });
  }

  private post(message: ToPicture): void {
    // Responses may arrive after the panel was closed.
    if (this.closed) return;
    void this.panel.webview.postMessage(message);
  }
}
