import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { locate, NoServer, type Search } from "./locate";

let root: string;
let folder: string;

before(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "temple-locate-"));
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(root, "case-"));
});

after(() => rm(root, { recursive: true }));

/** A program that prints something when it is asked for its version. */
async function program(name: string, script = "echo temple-lsp 0.3.1"): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

function search(changes: Partial<Search> = {}): Search {
  return {
    setting: "",
    extension: path.join(folder, "extension"),
    version: "0.3.0",
    windows: false,
    home: path.join(folder, "home"),
    workspaceFolder: path.join(folder, "workspace"),
    env: { PATH: ["bin", path.join(folder, "empty"), path.join(folder, "path")].join(":") },
    ...changes,
  };
}

function fails(changes: Partial<Search>, message: RegExp) {
  return assert.rejects(locate(search(changes)), (error) => error instanceof NoServer && message.test(error.message));
}

test("looks for the server in the setting, then in the extension, then in the PATH", async () => {
  const onPath = await program("path/temple-lsp");
  assert.deepEqual(await locate(search()), { program: onPath, version: "0.3.1", source: "PATH" });
  const bundled = await program("extension/server/temple-lsp");
  assert.equal((await locate(search())).program, bundled);
  const chosen = await program("home/mine");
  assert.deepEqual(await locate(search({ setting: "~/mine" })), {
    program: chosen,
    version: "0.3.1",
    source: "setting",
  });
});

test("resolves a relative path in the setting against the open folder", async () => {
  const own = await program("workspace/tools/temple-lsp");
  assert.equal((await locate(search({ setting: "tools/temple-lsp" }))).program, own);
});

test("ignores relative folders of the PATH", async () => {
  await fails({ env: { PATH: "bin:." } }, /not found/);
});

test("ignores files that are not executable", async () => {
  await chmod(await program("path/temple-lsp"), 0o644);
  await mkdir(path.join(folder, "empty/temple-lsp"), { recursive: true });
  await fails({}, /^The language server temple-lsp was not found/);
});

test("a wrong setting is reported, and nothing else is used instead", async () => {
  await program("path/temple-lsp");
  await fails({ setting: "/nowhere/temple-lsp" }, /^The setting temple\.server\.path is not an executable file: \/nowhere\/temple-lsp/);
});

test("a server that is too old is reported with both versions", async () => {
  await program("path/temple-lsp", "echo temple-lsp 0.2.9");
  await fails({}, /is temple-lsp 0\.2\.9, which is too old\. This extension needs 0\.3\.0 or newer/);
});

test("a program that fails, and one that is not temple-lsp, are reported", async () => {
  await program("path/temple-lsp", "exit 3");
  await fails({}, /cannot be run: it exits with code 3/);
  await program("path/temple-lsp", "echo hello");
  await fails({}, /is not temple-lsp/);
});
