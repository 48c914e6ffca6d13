import * as path from "node:path";
import * as vscode from "vscode";
import type { Folders } from "../folders";
import type { Manifest } from "./files";
import type { Located, Previews } from "./previews";

/** The scheme of the texts that files had when their preview was opened. */
const OPENED_SCHEME = "temple-manifest-opened";

/** Compares a file on disk with the generated one. */
export async function compareWithDisk({ preview, manifest }: Located, folders: Folders): Promise<void> {
  const folder = await folders.of(preview.templefile);
  if (!folder) return;
  const onDisk = vscode.Uri.joinPath(folder, manifest.path);
  if (await exists(onDisk))
    return diff(onDisk, vscode.Uri.parse(manifest.uri), `${manifest.path} (on disk ↔ generated)`);
  const other = "Other Folder…";
  const where = vscode.workspace.asRelativePath(folder);
  const message = `${manifest.path} is not in ${where} yet. Generating would add it.`;
  if (
    (await vscode.window.showInformationMessage(message, other)) === other &&
    (await folders.ask(preview.templefile))
  ) {
    await compareWithDisk({ preview, manifest }, folders);
  }
}

/** Shows the changes of a file since its preview was opened. */
export async function showChanges({ manifest }: { manifest: Manifest }): Promise<void> {
  const now = vscode.Uri.parse(manifest.uri);
  const then = now.with({ scheme: OPENED_SCHEME });
  const right = manifest.isGone ? then.with({ query: "gone" }) : now;
  await diff(then, right, `${path.posix.basename(manifest.path)} (since the preview was opened)`);
}

/** Provides the left sides of `showChanges`. */
export function registerOpened(previews: Previews): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const text = (uri: vscode.Uri) => (uri.query === "gone" ? "" : (previews.everAt(uri)?.manifest.opened ?? ""));
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(OPENED_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: text,
    }),
    // The changes may have been reset.
    previews.onDidChange(() => {
      for (const document of vscode.workspace.textDocuments) {
        const { uri } = document;
        if (uri.scheme === OPENED_SCHEME && document.getText() !== text(uri)) changed.fire(uri);
      }
    }),
  );
}

export async function diff(left: vscode.Uri, right: vscode.Uri, title: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
