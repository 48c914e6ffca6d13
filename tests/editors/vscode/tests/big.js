/** The preview of a big system. The tests count the messages between editor and server instead of measuring time. */

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { closeAll, openFile, shows } from "../lib/generated.js";
import { listen, messages } from "../lib/proxy.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const SERVICES = 600;

const BIG = `Big: project {
  #provider(dockerCompose);
}
${Array.from({ length: SERVICES }, (_, number) => `\nThing${number}: service {\n  name: string(40);\n  count: int;\n}\n`).join("")}`;

/** Returns the requests about the big system with a method. Files of earlier tests may still be requested too. */
function requests(desk, method) {
  const { href } = pathToFileURL(desk.file);
  return messages(desk, "client").filter((sent) => sent.method === method && sent.params.textDocument.uri === href);
}

/** Returns the number of messages of the client with a method. */
function asked(desk, method) {
  return requests(desk, method).length;
}

/** Returns the answers to all requests for previews, in order. */
function answers(desk) {
  const ids = requests(desk, "temple/previewManifests").map(({ id }) => id);
  return messages(desk, "server").filter(({ id, result }) => ids.includes(id) && result?.files);
}

/** Opens the preview of the big system, and records the messages of the server. */
async function openBig(desk) {
  // Editors of an earlier attempt request files as well.
  await desk.host.run(({ vscode }) => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  await closeAll(desk);
  await listen(desk);
  await desk.open(BIG);
  await desk.command("temple.preview.open");
}

test("a system of 600 services is shown, and a change in it costs what has changed", async (desk) => {
  await openBig(desk);
  for (const row of ["System", "Thing0", "Thing20"]) await desk.screen.page.getByLabel(new RegExp(`^${row}, \\d+ files?,`)).waitFor();
  await openFile(desk, "thing300-db/init.sql");
  await shows(desk, "thing300-db/init.sql", "count");
  assert.equal(asked(desk, "temple/previewManifests"), 1);
  const [first] = answers(desk);
  assert.ok(first.result.files.length > 3 * SERVICES);

  const before = asked(desk, "textDocument/documentSymbol");
  await desk.edit("Thing300: service {\n  name: string(40);\n  count", "Thing300: service {\n  name: string(40);\n  total");
  await shows(desk, "thing300-db/init.sql", "total");
  await until("what has changed in the tree", async () => asked(desk, "temple/previewManifests") === 2);
  const texts = answers(desk).at(-1).result.files.filter(({ text }) => text !== undefined).map(({ path }) => path);
  assert.ok(texts.includes("thing300-db/init.sql") && texts.length < 10, `these were sent: ${texts.join(", ")}`);
  assert.ok(asked(desk, "textDocument/documentSymbol") - before <= 2);
});

test("typing asks for the files no more often than the server says that they have changed", async (desk) => {
  await openBig(desk);
  await openFile(desk, "thing7-db/init.sql");
  await shows(desk, "thing7-db/init.sql", "count");
  const before = asked(desk, "temple/previewManifests");
  await desk.cursor("Thing7: service {\n  name");
  await desk.screen.type("OfTheThing");
  await shows(desk, "thing7-db/init.sql", "name_of_the_thing");
  const changes = messages(desk, "server").filter(({ method }) => method === "temple/manifestsChanged").length;
  const count = asked(desk, "temple/previewManifests") - before;
  assert.ok(count <= changes, `${count} requests after ${changes} changes`);
});
