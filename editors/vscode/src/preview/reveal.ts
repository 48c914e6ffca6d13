import * as vscode from "vscode";
import { Soon } from "../soon";
import { MANIFEST_SCHEME, reveal, type RevealResult } from "../protocol";
import type { Server } from "../server/server";
import { joinLines } from "./lines";
import { paramsOf } from "./params";
import type { Located, Previews } from "./previews";

/** The delay for further moves of the cursor, in milliseconds. */
const DELAY = 60;

/** Highlights the lines that belong to the cursor: generated lines, or origins in the Templefile. */
export class Highlights implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("temple.originBackground"),
    borderColor: new vscode.ThemeColor("temple.originBorder"),
    borderStyle: "solid",
    borderWidth: "0 0 0 2px",
    overviewRulerColor: new vscode.ThemeColor("temple.originBorder"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  private readonly soon = new Soon(() => this.update(), DELAY);
  private readonly subscriptions: { dispose(): unknown }[];
  /** True if the cursor was moved since the last update, so that other editors may scroll. */
  private moved = false;

  constructor(
    private readonly server: Server,
    private readonly previews: Previews,
  ) {
    const again = () => this.soon.ask();
    this.subscriptions = [
      this.decoration,
      vscode.window.onDidChangeTextEditorSelection(() => {
        this.moved = true;
        again();
      }),
      vscode.window.onDidChangeVisibleTextEditors(again),
      vscode.window.onDidChangeActiveTextEditor(again),
      previews.onDidChange(again),
      // The editor moves highlights with the surrounding lines, which may be wrong in the new text.
      vscode.workspace.onDidChangeTextDocument(({ document }) => document.uri.scheme === MANIFEST_SCHEME && again()),
    ];
  }

  dispose(): void {
    this.soon.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async update(): Promise<void> {
    const follow = this.moved && settings().get<boolean>("followCursor", true);
    this.moved = false;
    const lit = settings().get<boolean>("highlightOrigins", true)
      ? await this.litByCursor()
      : new Map<string, vscode.Range[]>();
    for (const editor of vscode.window.visibleTextEditors) {
      const ranges = wholeLines(lit.get(editor.document.uri.toString()) ?? []);
      editor.setDecorations(this.decoration, ranges);
      if (follow && editor !== vscode.window.activeTextEditor) scrollTo(editor, ranges);
    }
  }

  /** Returns the ranges to highlight, by document. */
  private async litByCursor(): Promise<Map<string, vscode.Range[]>> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || this.server.state.kind !== "running") return new Map();
    try {
      const ranges =
        editor.document.uri.scheme === MANIFEST_SCHEME
          ? await this.sources(editor)
          : editor.document.languageId === "temple"
            ? await this.generated(editor)
            : [];
      return group(ranges);
    } catch (error) {
      this.server.log.debug(`Nothing to highlight: ${String(error)}`);
      return new Map();
    }
  }

  private async sources({ document, selection }: vscode.TextEditor): Promise<vscode.Location[]> {
    return sourcesOf(this.server, this.previews, document.uri, selection.active.line).then(
      ({ locations }) => locations,
    );
  }

  /** Requests the generated lines once for every provider of a visible preview of the Templefile. */
  private async generated({ document, selection }: vscode.TextEditor): Promise<vscode.Location[]> {
    const shown = vscode.window.visibleTextEditors
      .map((editor) => this.previews.at(editor.document.uri))
      .filter((located): located is Located => located !== undefined)
      .filter(({ preview }) => preview.templefile.toString() === document.uri.toString());
    const uris = new Set(shown.map(({ manifest }) => manifest.uri));
    const targets = [...new Set(shown.map(({ preview }) => preview.target))];
    const results = await Promise.all(targets.map((target) => generatedFrom(this.server, document, selection, target)));
    return results.flat().flatMap(({ uri, lines }) => {
      if (!lines || !uris.has(uri)) return [];
      return [new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(lines[0], 0, lines[1], 0))];
    });
  }
}

/** Returns the origins of a line of a generated file, or the reasons for a line without an origin. */
export async function sourcesOf(
  server: Server,
  previews: Previews,
  uri: vscode.Uri,
  line: number,
): Promise<{ locations: vscode.Location[]; reasons: string[] }> {
  const located = previews.at(uri);
  if (!located) return { locations: [], reasons: [] };
  const client = await server.ready();
  const { source } = paramsOf(client, located.preview);
  const results = await client.sendRequest(reveal, { uri: located.manifest.uri, line, ...(source && { source }) });
  const convert = client.protocol2CodeConverter;
  return {
    locations: results.flatMap(({ range }) =>
      range ? [new vscode.Location(located.preview.templefile, convert.asRange(range))] : [],
    ),
    reasons: results.flatMap(({ reason }) => reason ?? []),
  };
}

/** Returns the lines that are generated from a selection of a Templefile. */
export async function generatedFrom(
  server: Server,
  document: vscode.TextDocument,
  selection: vscode.Selection,
  target: string | undefined,
): Promise<RevealResult[]> {
  const client = await server.ready();
  const convert = client.code2ProtocolConverter;
  const params = paramsOf(client, { templefile: document.uri, target });
  return client.sendRequest(
    reveal,
    selection.isEmpty
      ? { ...params, position: convert.asPosition(selection.active) }
      : { ...params, range: convert.asRange(selection) },
  );
}

function group(locations: readonly vscode.Location[]): Map<string, vscode.Range[]> {
  const groups = new Map<string, vscode.Range[]>();
  for (const { uri, range } of locations) {
    const key = uri.toString();
    const ranges = groups.get(key);
    if (ranges) ranges.push(range);
    else groups.set(key, [range]);
  }
  return groups;
}

/** Merges adjacent lines into one range, since overlapping highlights would add up. */
function wholeLines(ranges: readonly vscode.Range[]): vscode.Range[] {
  const spans = ranges.map(({ start, end }): [number, number] => [start.line, end.line]);
  return joinLines(spans).map(([first, last]) => new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER));
}

function scrollTo(editor: vscode.TextEditor, ranges: readonly vscode.Range[]): void {
  const [first] = ranges;
  const inSight = ranges.some((range) => editor.visibleRanges.some((visible) => visible.intersection(range)));
  if (first && !inSight) editor.revealRange(first, vscode.TextEditorRevealType.InCenter);
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("temple.preview");
}
