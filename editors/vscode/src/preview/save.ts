import * as vscode from "vscode";
import type { Folders } from "../folders";
import { planManifests, previewManifests, type GeneratedFile, type PreviewParams } from "../protocol";
import type { Server } from "../server/server";
import type { Preview } from "./preview";
import { describe, planSave, type SavePlan } from "./savePlan";

const SAVE = "Save";
const OVERWRITE = "Save and Overwrite";
const ONLY_NEW = "Save New Files Only";
const OTHER = "Other Folder…";

/** Writes all files of a preview into a folder, after saying what that does and being told to. */
export async function saveAll(server: Server, preview: Preview, folders: Folders): Promise<void> {
  const folder = await folders.of(preview.templefile);
  if (!folder) return;
  const { files, plan, complete } = await look(server, preview, folder);
  const choice = await ask(folder, plan, complete);
  if (choice === OTHER) {
    if (await folders.ask(preview.templefile)) await saveAll(server, preview, folders);
    return;
  }
  if (choice === undefined) return;
  const wanted = new Set(choice === OVERWRITE ? [...plan.added, ...plan.overwritten] : plan.added);
  await write(
    folder,
    files.filter(({ path }) => wanted.has(path)),
  );
}

/** What is generated, and what is in the folder: of the same text, as the server answers in order. */
async function look(server: Server, { templefile, target }: Preview, folder: vscode.Uri) {
  const client = await server.ready();
  const convert = client.code2ProtocolConverter;
  const params: PreviewParams = {
    textDocument: { uri: convert.asUri(templefile) },
    ...(target === undefined ? {} : { target }),
  };
  const [generated, planned] = await Promise.all([
    client.sendRequest(previewManifests, params),
    client.sendRequest(planManifests, { ...params, folder: convert.asUri(folder), exact: true }),
  ]);
  const plan = planSave(planned.files, (path) => isUnsaved(vscode.Uri.joinPath(folder, path)));
  return { files: generated.files, plan, complete: generated.complete };
}

async function ask(folder: vscode.Uri, plan: SavePlan, complete: boolean): Promise<string | undefined> {
  const { added, overwritten } = plan;
  const count = added.length + overwritten.length;
  const detail = describe(plan, complete);
  if (count === 0) {
    return vscode.window.showInformationMessage(
      `${folder.fsPath} has all files already.`,
      { modal: true, detail },
      OTHER,
    );
  }
  const buttons = overwritten.length === 0 ? [SAVE] : added.length === 0 ? [OVERWRITE] : [OVERWRITE, ONLY_NEW];
  const question = `Save ${count === 1 ? "one file" : `${count} files`} into ${folder.fsPath}?`;
  return vscode.window.showWarningMessage(question, { modal: true, detail }, ...buttons, OTHER);
}

async function write(folder: vscode.Uri, files: readonly GeneratedFile[]): Promise<void> {
  const { fs } = vscode.workspace;
  for (const { path, text } of files) {
    const uri = vscode.Uri.joinPath(folder, path);
    await fs.createDirectory(vscode.Uri.joinPath(uri, ".."));
    await fs.writeFile(uri, Buffer.from(text));
  }
  const count = files.length === 1 ? "One file was" : `${files.length} files were`;
  void vscode.window.showInformationMessage(`${count} saved into ${folder.fsPath}.`);
}

function isUnsaved(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
}
