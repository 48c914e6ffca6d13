/** Finds the server and asks for its version. Knows nothing of the editor, so that it can be tested without one. */

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { expand, type Surroundings } from "./expand";
import { isNewEnough, oldestFor, versionIn } from "./version";

export interface Search extends Surroundings {
  /** The path in the settings, empty where there is none. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The version of the extension. */
  version: string;
  windows: boolean;
}

/** From where the program was taken. */
export type Source = "setting" | "extension" | "PATH";

export interface Found {
  program: string;
  version: string;
  source: Source;
}

/** Why there is no server, in words for the user. */
export class NoServer extends Error {}

/** The server to start. */
export async function locate(search: Search): Promise<Found> {
  const { program, source } = await candidate(search);
  const version = await versionOf(program);
  if (!isNewEnough(version, search.version)) {
    throw new NoServer(
      `${program} is temple-lsp ${version}, which is too old for this extension: it needs ${oldestFor(search.version)} or newer.`,
    );
  }
  return { program, version, source };
}

async function candidate(search: Search): Promise<{ program: string; source: Source }> {
  if (search.setting.trim() !== "") {
    const program = path.resolve(search.workspaceFolder ?? search.home, expand(search.setting, search));
    if (await isProgram(program)) return { program, source: "setting" };
    throw new NoServer(`There is no program ${program}, which the setting temple.server.path names.`);
  }
  const name = search.windows ? "temple-lsp.exe" : "temple-lsp";
  const bundled = path.join(search.extension, "server", name);
  if (await isProgram(bundled)) return { program: bundled, source: "extension" };
  for (const folder of folders(search)) {
    const program = path.join(folder, name);
    if (await isProgram(program)) return { program, source: "PATH" };
  }
  throw new NoServer("The language server temple-lsp was not found: it is not in the PATH.");
}

/** The folders of the `PATH`. A relative one would make the folder that is open choose the program. */
function folders({ env, windows }: Search): string[] {
  const value = Object.entries(env).find(([name]) => (windows ? name.toUpperCase() : name) === "PATH")?.[1] ?? "";
  return value.split(windows ? ";" : ":").filter((folder) => path.isAbsolute(folder));
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

async function versionOf(program: string): Promise<string> {
  let output: string;
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { timeout: 10_000 });
    output = stdout;
  } catch (error) {
    throw new NoServer(`${program} does not run: ${reason(error)}.`);
  }
  const version = versionIn(output);
  if (version === undefined) {
    throw new NoServer(`${program} is not temple-lsp: it does not tell its version.`);
  }
  return version;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, killed } = error as { code?: string | number; killed?: boolean };
  if (killed) return "it does not answer";
  return typeof code === "number" ? `it ends with exit code ${code}` : error.message;
}
