import * as vscode from "vscode";
import { MANIFEST_SCHEME } from "../protocol";
import type { Server } from "../server/server";
import type { Previews } from "./previews";
import { sourcesOf } from "./reveal";
import { columnOf } from "./show";

/** Registers the ways from generated lines to their origins: hover, "Go to Definition" and a command. */
export function registerOrigins(server: Server, previews: Previews): vscode.Disposable {
  const generated = { scheme: MANIFEST_SCHEME };
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(generated, {
      provideDefinition: async ({ uri }, { line }) => (await sourcesOf(server, previews, uri, line)).locations,
    }),
    vscode.languages.registerHoverProvider(generated, {
      provideHover: async ({ uri }, { line }) => hover(await sourcesOf(server, previews, uri, line)),
    }),
    vscode.commands.registerCommand("temple.preview.goToOrigin", () => goToOrigin(server, previews)),
  );
}

function hover({ locations, reasons }: { locations: vscode.Location[]; reasons: string[] }): vscode.Hover | undefined {
  if (locations.length + reasons.length === 0) return undefined;
  const text = new vscode.MarkdownString();
  const links = [...new Set(locations.map(link))];
  if (links.length > 0) text.appendMarkdown(`Generated from ${links.join(", ")}\n\n`);
  if (reasons.length > 0) text.appendMarkdown(`Generated because ${reasons.join("; ")}`);
  return new vscode.Hover(text);
}

function link({ uri, range }: vscode.Location): string {
  const { line, character } = range.start;
  const address = uri.with({ fragment: `L${line + 1},${character + 1}` });
  return `[line ${line + 1}](${address.toString()})`;
}

async function goToOrigin(server: Server, previews: Previews): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== MANIFEST_SCHEME) return;
  const { active } = editor.selection;
  const { locations, reasons } = await sourcesOf(server, previews, editor.document.uri, active.line);
  const [location] = locations;
  if (location && locations.every(({ range }) => range.start.line === location.range.start.line)) {
    const selection = new vscode.Range(location.range.start, location.range.start);
    await vscode.window.showTextDocument(location.uri, { selection, viewColumn: columnOf(location.uri) });
  } else if (location) {
    await vscode.commands.executeCommand("editor.action.goToLocations", editor.document.uri, active, locations, "peek");
  } else {
    const why = reasons.length > 0 ? `It is generated because ${reasons.join("; ")}.` : "";
    void vscode.window.showInformationMessage(`This line has no origin in the Templefile. ${why}`);
  }
}
