import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";
import { Soon } from "../soon";
import { manifestsChanged, previewManifests, MANIFEST_SCHEME } from "../protocol";
import type { Server } from "../server/server";
import { parseAddress, type Address } from "./address";
import { etags, type Difference, type Manifest } from "./files";
import { paramsOf } from "./params";
import { Preview } from "./preview";

/** A generated file with its preview. */
export interface Located {
  preview: Preview;
  manifest: Manifest;
}

interface Entry {
  preview: Preview;
  /** True if the user opened it, so that the tree lists it. */
  listed: boolean;
  /** True while a plan needs it. */
  held: boolean;
  refresh: Soon;
  /** Resolves after the first request, even if that failed. */
  first: Promise<void>;
}

interface Stored {
  templefile: string;
  target?: string;
}

const STORE = "temple.previews";

/** The delay for further changes before the server is asked, in milliseconds. */
const DELAY = 20;

/** All previews: those that the user opened, and those with a file that is open or held. */
export class Previews implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = new vscode.EventEmitter<Preview | undefined>();
  private readonly filesChanged = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly subscriptions: { dispose(): unknown }[];
  /** Fires with a preview that has changed, or with undefined if the list has changed. */
  readonly onDidChange = this.changed.event;
  readonly onDidChangeFiles = this.filesChanged.event;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    const { client } = server;
    this.subscriptions = [
      client.onNotification(manifestsChanged, ({ uri }) => this.refresh(client.protocol2CodeConverter.asUri(uri))),
      client.onDidChangeState(({ newState }) => newState === State.Running && this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => this.reconfigure(event)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === MANIFEST_SCHEME && this.dropUnread()),
    ];
    for (const { templefile, target } of memory.get<Stored[]>(STORE, [])) {
      this.entry(vscode.Uri.parse(templefile), target).listed = true;
    }
  }

  dispose(): void {
    for (const subscription of [...this.subscriptions, this.changed, this.filesChanged]) subscription.dispose();
    for (const { refresh } of this.entries.values()) refresh.dispose();
  }

  /** The previews that the user opened, in that order. */
  get listed(): Preview[] {
    return [...this.entries.values()].filter(({ listed }) => listed).map(({ preview }) => preview);
  }

  /** Adds a preview to the list. */
  async open(templefile: vscode.Uri, target: string | undefined): Promise<Preview> {
    const entry = this.entry(templefile, target);
    entry.listed = true;
    await Promise.all([this.remember(), entry.first]);
    // The cause of the failure may be gone without a notification.
    if (entry.preview.failure !== undefined) await entry.refresh.now();
    return entry.preview;
  }

  async close(...previews: Preview[]): Promise<void> {
    for (const { key } of previews) {
      const entry = this.entries.get(key);
      if (entry) entry.listed = false;
    }
    this.dropUnread();
    await this.remember();
  }

  /** Returns a preview that is kept up to date until it is released. Its files may not be loaded yet. */
  hold(templefile: vscode.Uri, target: string | undefined): Preview {
    const entry = this.entry(templefile, target);
    entry.held = true;
    return entry.preview;
  }

  release({ key }: Preview): void {
    const entry = this.entries.get(key);
    if (entry) entry.held = false;
    this.dropUnread();
  }

  /** Returns a preview after its first request, with its files if there are any. */
  async read(templefile: vscode.Uri, target: string | undefined): Promise<Preview> {
    const { preview, first } = this.entry(templefile, target);
    await first;
    return preview;
  }

  /** Returns the existing file of a URI, if it is already loaded. */
  at(uri: vscode.Uri): Located | undefined {
    const located = this.everAt(uri);
    return located?.manifest.isGone === true ? undefined : located;
  }

  /** Like `at`, but includes files that are gone since the preview was opened. */
  everAt(uri: vscode.Uri): Located | undefined {
    const address = parseAddress(uri);
    if (!address) return undefined;
    const preview = this.entries.get(keyOf(address))?.preview;
    const manifest = preview?.manifests.get(address.path);
    return preview && manifest && { preview, manifest };
  }

  /** Requests a preview again and returns it. */
  async reload({ templefile, target }: Preview): Promise<Preview> {
    const { preview, refresh } = this.entry(templefile, target);
    await refresh.now();
    return preview;
  }

  /** Requests the previews of a Templefile again, or all of them. */
  refresh(templefile?: vscode.Uri): void {
    for (const { preview, refresh } of this.entries.values()) {
      if (templefile === undefined || preview.templefile.toString() === templefile.toString()) refresh.ask();
    }
  }

  /** Resets the changes of a preview. */
  forgetChanges(preview: Preview): void {
    preview.forgetChanges();
    this.changed.fire(preview);
  }

  private entry(templefile: vscode.Uri, target: string | undefined): Entry {
    const key = Preview.key(templefile, target);
    const known = this.entries.get(key);
    if (known) return known;
    const preview = new Preview(templefile, target);
    const refresh = new Soon(() => this.load(preview), DELAY);
    const entry = { preview, listed: false, held: false, refresh, first: refresh.now() };
    this.entries.set(key, entry);
    return entry;
  }

  private async load(preview: Preview): Promise<void> {
    try {
      const client = await this.server.ready();
      const params = { ...paramsOf(client, preview), known: etags(preview.manifests) };
      const [differences, isChanged] = preview.update(await client.sendRequest(previewManifests, params));
      if (differences.length > 0) this.filesChanged.fire(differences.map(eventOf));
      if (isChanged) this.changed.fire(preview);
    } catch (error) {
      preview.failure = error instanceof Error ? error.message : String(error);
      this.changed.fire(preview);
    }
  }

  private reconfigure(event: vscode.ConfigurationChangeEvent): void {
    if (event.affectsConfiguration("temple.preview") || event.affectsConfiguration("temple.diagnostics"))
      this.refresh();
  }

  /** Removes previews that are neither listed nor held nor open in an editor. */
  private dropUnread(): void {
    const open = new Set(
      vscode.workspace.textDocuments
        .filter(({ uri, isClosed }) => uri.scheme === MANIFEST_SCHEME && !isClosed)
        .flatMap(({ uri }) => parseAddress(uri) ?? [])
        .map(keyOf),
    );
    for (const [key, { listed, held, refresh }] of this.entries) {
      if (listed || held || open.has(key)) continue;
      refresh.dispose();
      this.entries.delete(key);
    }
  }

  private async remember(): Promise<void> {
    const stored = this.listed.map(({ templefile, target }) => ({ templefile: templefile.toString(), target }));
    await this.memory.update(STORE, stored);
    this.changed.fire(undefined);
  }
}

function keyOf({ templefile, target }: Address): string {
  return Preview.key(vscode.Uri.parse(templefile), target);
}

function eventOf({ uri, was, is }: Difference): vscode.FileChangeEvent {
  const { Created, Changed, Deleted } = vscode.FileChangeType;
  return { uri: vscode.Uri.parse(uri), type: was && is ? Changed : is ? Created : Deleted };
}
