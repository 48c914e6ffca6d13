import * as vscode from "vscode";
import { ResponseError, type LanguageClient } from "vscode-languageclient/node";
import type { Folders } from "../folders";
import {
  CONTENT_MODIFIED,
  planManifests,
  prepareWrite,
  type PlanParams,
  type PlanResult,
  REQUEST_FAILED,
  type Refusal,
  type WriteResult,
} from "../protocol";
import type { Server } from "../server/server";
import { refusal } from "./errors";
import { paramsOf } from "./params";
import type { Preview } from "./preview";
import type { Previews } from "./previews";
import { describe, planSave, type SavePlan } from "./savePlan";
import { showError } from "./show";
import { isUnsaved } from "./unsaved";

const SAVE = "Save";
const OVERWRITE = "Save and Overwrite";
const ONLY_NEW = "Save New Files Only";
const OTHER = "Other Folder…";
const SHOW_ERROR = "Show Error";
const LAST_VALID = "Save Last Valid Files";

/** The files to save, as the user sees them. */
export interface Shown {
  preview: Preview;
  folder: vscode.Uri;
  /** The plan that the user sees. If absent, the dialog shows a new plan, and offers another folder. */
  plan?: PlanResult | undefined;
}

/** Thrown if the files that are shown are not those that would be saved. */
class Outdated extends Error {}

/** Writes generated files into folders: exactly those that the user sees. */
export class Saver {
  constructor(
    private readonly server: Server,
    private readonly previews: Previews,
    private readonly folders: Folders,
  ) {}

  /** Saves all files of a preview into its folder. */
  async savePreview(preview: Preview): Promise<void> {
    const folder = await this.folders.of(preview.templefile);
    if (folder) await this.save({ preview, folder });
  }

  /**
   * Saves files after the user has confirmed the changes.
   *
   * @param lastValid true if the user has asked for the last valid files, because the Templefile has errors
   */
  async save(shown: Shown, lastValid = false): Promise<void> {
    try {
      const client = await this.server.ready();
      const params = paramsFor(client, shown, lastValid);
      await this.confirm(shown, params, await this.look(client, shown, params, lastValid), lastValid);
    } catch (error) {
      await this.explain(shown, error);
    }
  }

  /** Returns the plan of the files that are shown. Throws if they have changed, or if nothing may be saved. */
  private async look(client: LanguageClient, { preview, plan: seen }: Shown, params: PlanParams, lastValid: boolean) {
    // Before the first result, nothing is shown.
    await this.previews.read(preview.templefile, preview.target);
    const { revision } = preview;
    const [now, plan] = await Promise.all([this.previews.reload(preview), client.sendRequest(planManifests, params)]);
    if (now.failure !== undefined) throw new Error(now.failure);
    // The error of the server contains the reason.
    const isRefused = !plan.complete && !(lastValid && plan.source === "lastValid");
    if (isRefused) await client.sendRequest(prepareWrite, { ...params, id: plan.id });
    const isShown = now === preview && now.revision === revision && agree(now, plan) && isSame(seen, plan);
    if (isRefused || !isShown) throw new Outdated();
    return plan;
  }

  private async confirm(shown: Shown, params: PlanParams, plan: PlanResult, lastValid: boolean): Promise<void> {
    const { preview, folder } = shown;
    const saving = planSave(plan.files, (path) => isUnsaved(vscode.Uri.joinPath(folder, path)));
    const intro = plan.complete ? undefined : `These are the last valid files: ${preview.name} has errors.`;
    const choice = await ask(folder, saving, intro, shown.plan === undefined);
    if (choice === OTHER) {
      const other = await this.folders.ask(preview.templefile);
      if (other) await this.save({ preview, folder: other }, lastValid);
    } else if (choice !== undefined) {
      const paths = choice === ONLY_NEW ? saving.added : [...saving.added, ...saving.overwritten];
      const client = await this.server.ready();
      await write(folder, await client.sendRequest(prepareWrite, { ...params, id: plan.id, paths }));
    }
  }

  /** Reports why nothing was saved, and what to do. */
  private async explain(shown: Shown, error: unknown): Promise<void> {
    const { preview } = shown;
    if (error instanceof Outdated || (error instanceof ResponseError && error.code === CONTENT_MODIFIED)) {
      const changed = `${preview.name} has changed since the files were shown. Review the files, then save again.`;
      void vscode.window.showWarningMessage(error instanceof Outdated ? changed : error.message);
      // Shows the changes.
      await vscode.commands.executeCommand("temple.preview.refresh");
      await vscode.commands.executeCommand("temple.plan.refresh");
    } else if (isRefusal(error)) {
      await this.refuse(shown, error.data);
    } else {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`The files of ${preview.name} were not saved. ${reason}`);
    }
  }

  /** Shows the errors, and offers to save the last valid files. */
  private async refuse(shown: Shown, { errors, lastValid }: Refusal): Promise<void> {
    const { name, templefile } = shown.preview;
    const { message, detail } = refusal(name, errors);
    const buttons = lastValid ? [SHOW_ERROR, LAST_VALID] : [SHOW_ERROR];
    const choice = await vscode.window.showErrorMessage(message, { modal: true, detail }, ...buttons);
    if (choice === SHOW_ERROR) await showError(this.server.client, { templefile, errors });
    if (choice === LAST_VALID) await this.save(shown, true);
  }
}

/** Returns the parameters of the plan and of writing it. */
function paramsFor(client: LanguageClient, { preview, folder, plan }: Shown, lastValid: boolean): PlanParams {
  return {
    ...paramsOf(client, preview),
    folder: client.code2ProtocolConverter.asUri(folder),
    // Files that the visible plan lists as unchanged are not written.
    ...(plan ? {} : { exact: true }),
    ...(lastValid ? { source: "lastValid" } : {}),
  };
}

/** Returns true if a preview and a plan have the same files, or if the user has asked for others. */
function agree(preview: Preview, plan: PlanResult): boolean {
  return isOfParts(preview) !== isOfParts(plan) || plan.id.startsWith(`${preview.id ?? ""}/`);
}

function isSame(seen: PlanResult | undefined, plan: PlanResult): boolean {
  if (seen === undefined || isOfParts(seen) !== isOfParts(plan)) return true;
  return JSON.stringify(seen.files) === JSON.stringify(plan.files);
}

/** Returns true if files come from the valid parts of a text with errors. */
function isOfParts({ complete, source }: Pick<PlanResult, "complete" | "source">): boolean {
  return !complete && source === "current";
}

function isRefusal(error: unknown): error is { data: Refusal } {
  const data = error instanceof ResponseError && error.code === REQUEST_FAILED ? (error.data as unknown) : undefined;
  return typeof data === "object" && data !== null && "errors" in data;
}

async function ask(folder: vscode.Uri, saving: SavePlan, intro: string | undefined, canChangeFolder: boolean) {
  const { added, overwritten, unsaved } = saving;
  const count = added.length + overwritten.length;
  const detail = describe(saving, intro);
  const other = canChangeFolder ? [OTHER] : [];
  if (count === 0) {
    const { fsPath } = folder;
    const message =
      unsaved.length === 0 ? `${fsPath} already contains all files.` : `No files can be saved to ${fsPath}.`;
    return vscode.window.showInformationMessage(message, { modal: true, detail }, ...other);
  }
  const buttons = overwritten.length === 0 ? [SAVE] : added.length === 0 ? [OVERWRITE] : [OVERWRITE, ONLY_NEW];
  const question = `Save ${count === 1 ? "one file" : `${count} files`} to ${folder.fsPath}?`;
  return vscode.window.showWarningMessage(question, { modal: true, detail }, ...buttons, ...other);
}

async function write(folder: vscode.Uri, { files }: WriteResult): Promise<void> {
  const { fs } = vscode.workspace;
  const left: string[] = [];
  let saved = 0;
  for (const { path, text } of files) {
    const uri = vscode.Uri.joinPath(folder, path);
    // The file may have been edited since the user was asked.
    if (isUnsaved(uri)) {
      left.push(path);
      continue;
    }
    try {
      await fs.createDirectory(vscode.Uri.joinPath(uri, ".."));
      await fs.writeFile(uri, Buffer.from(text));
      saved++;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`${report(saved, folder)} ${path} could not be written: ${reason}`);
      return;
    }
  }
  if (left.length === 0) void vscode.window.showInformationMessage(report(saved, folder));
  else
    void vscode.window.showWarningMessage(
      `${report(saved, folder)} Skipped because of unsaved changes: ${left.join(", ")}.`,
    );
}

function report(saved: number, folder: vscode.Uri): string {
  return `${saved === 1 ? "One file was" : `${saved} files were`} saved to ${folder.fsPath}.`;
}
