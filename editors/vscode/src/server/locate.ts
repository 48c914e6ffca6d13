/** Finds the server and its version. Independent of the editor, so that it can be tested without one. */

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { expand, type Surroundings } from "./expand";
import { isNewEnough, oldestFor, versionIn } from "./version";

export interface Search extends Surroundings {
  /** The path in the settings, empty if there is none. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The version of the extension. */
  version: string;
  windows: boolean;
}

/** The location where the program was found. */
export type Source = "setting" | "extension" | "PATH";

export interface Found {
  program: string;
  version: string;
  source: Source;
}

/** The reason why there is no server, as a message for the user. */
export class NoServer extends Error {}

/** Finds the server to start. Throws `NoServer` if there is none. */
export async function locate(search: Search): Promise<Found> {
  const { program, source } = await candidate(search);
  const version = await versionOf(program);
  if (!isNewEnough(version, search.version)) {
    throw new NoServer(
      `${program} is temple-lsp ${version}, which is too old. This extension needs ${oldestFor(search.version)} or newer.`,
    );
  }
  return { program, version, source };
}

async function candidate(search: Search): Promise<{ program: string; source: Source }> {
  if (search.setting.trim() !== "") {
    const program = path.resolve(search.workspaceFolder ?? search.home, expand(search.setting, search));
    if (await isProgram(program)) return { program, source: "setting" };
    throw new NoServer(`The setting temple.server.path is not an executable file: ${program}.`);
  }
  const name = search.windows ? "temple-lsp.exe" : "temple-lsp";
  const bundled = path.join(search.extension, "server", name);
  if (await isProgram(bundled)) return { program: bundled, source: "extension" };
  for (const folder of folders(search)) {
    const program = path.join(folder, name);
    if (await isProgram(program)) return { program, source: "PATH" };
  }
  throw new NoServer("The language server temple-lsp was not found in the PATH.");
}

/** The absolute folders of the `PATH`. With a relative one, the open folder could choose the program. */
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
    throw new NoServer(`${program} cannot be run: ${reason(error)}.`);
  }
  const version = versionIn(output);
  if (version === undefined) {
    throw new NoServer(`${program} is not temple-lsp: it does not print its version.`);
  }
  return version;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, killed } = error as { code?: string | number; killed?: boolean };
  if (killed) return "it does not respond";
  return typeof code === "number" ? `it exits with code ${code}` : error.message;
}
