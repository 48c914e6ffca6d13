/** The diagnostics of Templefiles that are not open, while their folders are created and removed. */

import fs from "node:fs/promises";
import path from "node:path";
import { test } from "../lib/tap.js";

const { OUTPUT } = process.env;

const WRONG = "Book: service {\n  title: strin;\n}\n";

/** Waits until the invalid type in a Templefile is reported, or no longer reported. */
async function reported(desk, file, isReported) {
  desk.file = file;
  await desk.problems((all) => all.some(({ code }) => code === "unknown-type") === isReported);
}

/** Renames or creates a file or folder as the tree of the editor does. */
function operate(desk, from, to, text) {
  return desk.host.run(
    async ({ vscode }, from, to, text) => {
      const edit = new vscode.WorkspaceEdit();
      if (from) edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to));
      else edit.createFile(vscode.Uri.file(to), { contents: new TextEncoder().encode(text) });
      if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${to} was not made`);
    },
    from,
    to,
    text,
  );
}

/** Creates the folder `team` in the workspace, with an invalid Templefile, and waits for its diagnostics. */
async function team(desk) {
  await desk.open();
  const folder = path.join(desk.folder, "team");
  await operate(desk, null, path.join(folder, "a.temple"), WRONG);
  await reported(desk, path.join(folder, "a.temple"), true);
  return folder;
}

test("the problems in a folder go when it is deleted outside the editor", async (desk) => {
  const folder = await team(desk);
  await fs.rm(folder, { recursive: true });
  await reported(desk, path.join(folder, "a.temple"), false);
});

test("the problems in a folder move when it is renamed outside the editor", async (desk) => {
  const folder = await team(desk);
  const squad = path.join(desk.folder, "squad");
  await fs.rename(folder, squad);
  await reported(desk, path.join(squad, "a.temple"), true);
  await reported(desk, path.join(folder, "a.temple"), false);
});

test("the problems in a folder move when it is renamed in the editor", async (desk) => {
  const folder = await team(desk);
  const squad = path.join(desk.folder, "squad");
  await operate(desk, folder, squad);
  await reported(desk, path.join(squad, "a.temple"), true);
  await reported(desk, path.join(folder, "a.temple"), false);
});

test("the problems in a folder come when it is moved into the workspace", async (desk) => {
  await desk.open();
  const elsewhere = await fs.mkdtemp(path.join(OUTPUT, "elsewhere-"));
  await fs.writeFile(path.join(elsewhere, "a.temple"), WRONG);
  const folder = path.join(desk.folder, "moved");
  await operate(desk, elsewhere, folder);
  await reported(desk, path.join(folder, "a.temple"), true);
});
