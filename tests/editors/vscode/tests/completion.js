/** The list of suggestions while typing, with the editor's default settings, and the text after accepting one. */

import assert from "node:assert/strict";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const SHOP = "Shop: project {\n  \n}\n\nBook: service {\n  title: string(40) ;\n  \n  price: float;\n}\n";

/** Opens a text with the server under test, and moves the cursor after a part of it. */
async function open(desk, after, text = SHOP) {
  await desk.open(text);
  await desk.screen.sees(".statusbar-item[aria-label^='Temple language server: running']");
  await desk.cursor(after);
}

/** Waits until the list shows exactly these labels, which may be none. */
async function lists(desk, ...labels) {
  let shown;
  await until("the suggestions", async () => {
    shown = await desk.screen.suggestions();
    return JSON.stringify(shown) === JSON.stringify(labels);
  }).catch(() => assert.deepEqual(shown, labels));
}

/** Waits until a label is in the list, possibly among others. */
async function listed(desk, label) {
  await until(`the suggestion ${label}`, async () => (await desk.screen.suggestions()).includes(label));
}

/** Waits until the text is the one of `SHOP` with a part replaced. */
async function becomes(desk, part, by) {
  const expected = SHOP.replace(part, by);
  let now;
  await until("the text", async () => (now = await desk.text()) === expected).catch(() => assert.equal(now, expected));
}

const PROJECT = "project {\n  ";
const SERVICE = "string(40) ;\n  ";
const TYPE = "string(40) ";

for (const typed of ["prov", "#prov"]) {
  test(`${typed} in a project completes to #provider`, async (desk) => {
    await open(desk, PROJECT);
    await desk.screen.type(typed.slice(0, -1));
    await lists(desk, "#provider");
    await desk.screen.type(typed.slice(-1));
    await lists(desk, "#provider");
    await desk.screen.press("Enter");
    await becomes(desk, PROJECT, `${PROJECT}#provider();`);
    await lists(desk, "kubernetes", "dockerCompose", "provider:");
  });
}

test("enum in a service completes to #enumerable", async (desk) => {
  await open(desk, SERVICE);
  await desk.screen.type("enu");
  await lists(desk, "#enumerable");
  await desk.screen.type("m");
  await lists(desk, "#enumerable");
  await desk.screen.press("Tab");
  await becomes(desk, SERVICE, `${SERVICE}#enumerable;`);
});

test("un after a type completes to @unique", async (desk) => {
  await open(desk, TYPE);
  await desk.screen.type("un");
  await lists(desk, "@unique");
  await desk.screen.type("i");
  await lists(desk, "@unique");
  await desk.screen.press("Enter");
  await becomes(desk, TYPE, `${TYPE}@unique`);
});

for (const keys of ["", "#", "p", "#p"]) {
  test(`after Ctrl+Space at ${keys || "nothing"}, xyz and Enter insert no suggestion`, async (desk) => {
    // If the list were already open, this would only show its details.
    await open(desk, PROJECT + keys, SHOP.replace(PROJECT, PROJECT + keys));
    await desk.screen.press("Control+Space");
    await listed(desk, "#provider");
    for (const key of "xyz") await desk.screen.type(key);
    await desk.screen.sees(".suggest-widget.visible .message", "No suggestions.");
    await desk.screen.press("Enter");
    await desk.screen.seesNo(".suggest-widget.visible");
    // This Enter closes the editor's message, and the next one starts a new line.
    await desk.screen.press("Enter");
    await becomes(desk, PROJECT, `${PROJECT}${keys}xyz\n  `);
  });
}

test("a list completes further after Ctrl+Space at nothing", async (desk) => {
  await open(desk, PROJECT);
  await desk.screen.press("Control+Space");
  await listed(desk, "#language");
  await listed(desk, "#provider");
  await desk.screen.type("prov");
  await lists(desk, "#provider");
  await desk.screen.press("Backspace");
  await listed(desk, "#provider");
  await desk.screen.press("Enter");
  await becomes(desk, PROJECT, `${PROJECT}#provider();`);
});

test("another spelling completes to its value", async (desk) => {
  const text = "Shop: project {\n  #provider();\n}\n";
  await open(desk, "#provider(", text);
  await desk.screen.press("Control+Space");
  await lists(desk, "kubernetes", "dockerCompose", "provider:");
  await desk.screen.type("k8");
  await lists(desk, "kubernetes");
  await desk.screen.press("Enter");
  await until("the value", async () => (await desk.text()).includes("#provider(kubernetes);"));
});

test("what completes a word in its middle replaces all of it", async (desk) => {
  const text = "Shop: project {\n  #language(go);\n  provider\n}\n";
  await open(desk, "  prov", text);
  await desk.screen.press("Control+Space");
  await lists(desk, "#provider");
  await desk.screen.press("Enter");
  await until("the item", async () => (await desk.text()).includes("  #provider();\n}"));
});
