/** Helpers for tests of generated files. */

import { pathToFileURL } from "node:url";
import { until } from "./until.js";

/** The rows of the trees in the side bar. */
export const ROWS = ".part.sidebar .monaco-list-row";

/** A Templefile without errors, of the same shop. */
export const SOUND = `Shop: project {
  #provider(dockerCompose);
}

Customer: service {
  name: string(40);
  email: string @unique;
}

Order: service {
  by: Customer;
  total: float(min: 0.0);
  #enumerable;
}
`;

/** Opens the Templefile and its preview. */
export async function openPreview(desk, text) {
  await closeAll(desk);
  await desk.open(text);
  await desk.command("temple.preview.open");
  await shows(desk, "docker-compose.yml", "version:");
}

/** Returns the generated files that are open in an editor. */
export function generated(desk) {
  return desk.host.run(
    ({ vscode }, name) =>
      vscode.workspace.textDocuments
        .filter(({ uri, isClosed }) => uri.scheme === "temple-manifest" && !isClosed && uri.path.includes(name))
        .map((document) => ({
          path: document.uri.path.split("/").slice(2).join("/"),
          provider: document.uri.authority,
          language: document.languageId,
          text: document.getText(),
        })),
    desk.folder.split("/").at(-1),
  );
}

/** Waits until a generated file is open and contains a text, or with `not` does not, and returns it. */
export function shows(desk, path, text, not = false) {
  return until(`${path} ${not ? "without" : "with"} ${text}`, async () =>
    (await generated(desk)).find((file) => file.path === path && file.text.includes(text) !== not),
  );
}

/** Opens a file of the tree as a click does, and waits until it is active. */
export async function openFile(desk, path, provider = "auto") {
  await desk.host.run(
    async ({ vscode }, file, path, provider) => {
      const segment = vscode.Uri.file(file).toString().replaceAll(/[^A-Za-z0-9_.-]/g, (c) => `~${c.charCodeAt(0).toString(16).toUpperCase()}`);
      const uri = vscode.Uri.parse(`temple-manifest://${provider}/${segment}/${path}`);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { viewColumn: 2, preview: false });
    },
    desk.file,
    path,
    provider,
  );
}

/** Returns the accessible labels of the rows of the trees. */
export function rows(desk) {
  return desk.screen.page.locator(ROWS).evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
}

/** Waits until a row has a matching label. A tree only contains its visible rows, so it is scrolled. */
export async function sees(desk, pattern) {
  let all = [];
  await until(`a row ${pattern}`, async () => {
    const before = all.join();
    all = await rows(desk);
    if (all.some((row) => pattern.test(row))) return true;
    await scroll(desk, all.join() === before ? -10_000 : 100);
    return false;
  }).catch((error) => {
    throw new Error(`${error.message}; there are ${JSON.stringify(all)}`);
  });
}

async function scroll(desk, pixels) {
  for (const list of await desk.screen.page.locator(".part.sidebar .monaco-list").all()) {
    const box = await list.boundingBox();
    if (!box) continue;
    await desk.screen.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await desk.screen.page.mouse.wheel(0, pixels);
  }
}

/** Removes the content that earlier tests have left in the trees. */
export async function closeAll(desk) {
  await desk.host.run(async ({ vscode }) => {
    await vscode.commands.executeCommand("temple.preview.closeAll");
    await vscode.commands.executeCommand("temple.plan.closeAll");
  });
}

/** Plans into the folder of the Templefile without a dialog, as a script would. */
export async function useFolder(desk) {
  const [uri, folder] = [desk.file, desk.folder].map((path) => pathToFileURL(path).href);
  const params = { textDocument: { uri }, folder };
  await desk.host.run(({ vscode }, params) => vscode.commands.executeCommand("temple.planManifests", params), params);
}

/** Reloads the window with the editor's command, which keeps open files. */
export async function reload(desk) {
  const { count } = desk.host;
  await desk.command("workbench.action.reloadWindow");
  await desk.host.arrive(count);
}
