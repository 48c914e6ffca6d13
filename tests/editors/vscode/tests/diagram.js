/** The diagram of the system, beside the Templefile. */

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const MENDED = `Shop: project {
  #provider(dockerCompose);
}

Customer: service {
  name: string(40);
}

Order: service {
  by: Customer;
  #uses[Stock];

  Line: struct {
    count: int;
  }
}

Stock: service {
  left: int;
}
`;

/** Opens the Templefile with its diagram, and returns the page of the diagram. */
async function drawn(desk, text) {
  await desk.open(text);
  await desk.cursor("service");
  await desk.command("temple.showDiagram");
  return desk.screen.webview("#picture .node");
}

const node = (frame, id) => frame.locator(`.node[data-id="${id}"]`);
const edge = (frame, from, to) => frame.locator(`.edge[data-from="${from}"][data-to="${to}"]`);

/** Waits until the cursor is in a line of the Templefile, and returns its position. */
function cursorIn(desk, line) {
  return desk.host.until(
    `the cursor in line ${line}`,
    ({ vscode }, file, line) => {
      const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.fsPath === file);
      return editor?.selection.active.line === line;
    },
    desk.file,
    line,
  );
}

/** Clicks on a line of the diagram, which seldom passes the centre of its bounding box. */
async function clickEdge(desk, frame, locator) {
  const within = await locator.locator(".target").evaluate((path) => {
    const at = path.getPointAtLength(path.getTotalLength() * 0.3).matrixTransform(path.getScreenCTM());
    const picture = path.ownerSVGElement.getBoundingClientRect();
    return { x: at.x - picture.x, y: at.y - picture.y };
  });
  const picture = await frame.locator("#picture").boundingBox();
  await desk.screen.page.mouse.click(picture.x + within.x, picture.y + within.y);
}

test("the diagram shows what runs and what needs what, with the provider and the errors", async (desk) => {
  const frame = await drawn(desk);
  await node(frame, "service/Order").waitFor();
  const labels = await frame.locator(".node .label").allTextContents();
  for (const label of ["gateway", "Customer", "customer-db", "Order"]) assert.ok(labels.includes(label), label);
  assert.match(await edge(frame, "service/Order", "service/Customer").getAttribute("aria-label"), /refers to Customer \(by\)/);
  assert.equal(await frame.locator("#provider").innerText(), "dockerCompose");
  assert.ok(await node(frame, "service/Customer").locator(".mark").isVisible());
  assert.ok(!(await node(frame, "service/Order").locator(".mark").isVisible()));
  await frame.locator("#banner").filter({ hasText: "The Templefile has errors." }).waitFor();
  const networks = await frame.locator(".frame text").allTextContents();
  assert.ok(networks.includes("customer-network"), networks.join());
});

test("the diagram follows what is typed, and keeps zoom and selection", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await node(frame, "service/Customer").click();
  await frame.locator("#zoom-in").click();
  const transform = await frame.locator(".canvas").getAttribute("transform");
  await desk.edit("Stock: service", "Review: service {\n  text: string;\n}\n\nStock: service");
  await node(frame, "service/Review").waitFor();
  await desk.edit("  #uses[Stock];\n", "");
  await edge(frame, "service/Order", "service/Stock").waitFor({ state: "detached" });
  assert.equal(await frame.locator(".canvas").getAttribute("transform"), transform);
  assert.match(await node(frame, "service/Customer").getAttribute("class"), /selected/);
});

test("nothing moves in the diagram when only the text moves, and a click still goes to the right position", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await frame.locator(".canvas").evaluate((canvas) => {
    window.changes = 0;
    new MutationObserver((all) => (window.changes += all.length)).observe(canvas, {
      attributeFilter: ["d", "style", "x", "y"],
      subtree: true,
    });
  });
  await desk.edit("Shop: project", "// A comment.\n\nShop: project");
  await until("a click that goes to the new position", async () => {
    await node(frame, "service/Stock").click();
    return desk.host.run(({ vscode }) => vscode.window.activeTextEditor?.selection.active.line === 19);
  });
  assert.equal(await frame.evaluate(() => window.changes), 0);
});

test("a click on a node or a line goes to where it comes from", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await node(frame, "service/Order/struct/Line").click();
  await cursorIn(desk, 12);
  await clickEdge(desk, frame, edge(frame, "service/Order", "service/Customer"));
  await cursorIn(desk, 9);
  await clickEdge(desk, frame, edge(frame, "service/Order", "service/Stock"));
  await cursorIn(desk, 10);
  await node(frame, "service/Customer/database").click();
  await cursorIn(desk, 4);
  await node(frame, "service/Customer/database").and(frame.locator(".selected")).waitFor();
});

test("the cursor in the Templefile lights up its node", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await desk.cursor("left");
  await node(frame, "service/Stock").and(frame.locator(".selected")).waitFor();
  await desk.cursor("by: Cust");
  await edge(frame, "service/Order", "service/Customer").and(frame.locator(".selected")).waitFor();
  assert.equal(await frame.locator(".node.selected").count(), 0);
});

test("the diagram can be used by keyboard alone", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await node(frame, "gateway").focus();
  await desk.screen.press("ArrowRight");
  const focused = () => frame.evaluate(() => document.activeElement?.dataset.id);
  assert.equal(await focused(), "service/Order");
  await desk.screen.press("ArrowDown");
  assert.equal(await focused(), "service/Order/struct/Line");
  await desk.screen.press("Enter");
  await cursorIn(desk, 12);
});

test("kinds of lines can be turned off in the legend of the diagram", async (desk) => {
  const frame = await drawn(desk, MENDED);
  const route = edge(frame, "gateway", "service/Order");
  assert.ok(await route.isVisible());
  const button = frame.locator("#legend button").filter({ hasText: "routes requests to" });
  await button.click();
  await route.waitFor({ state: "hidden" });
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  await button.click();
  await route.waitFor();
});

test("the diagram has the colours of the theme, light, dark and of high contrast", async (desk) => {
  const frame = await drawn(desk, MENDED);
  const colours = () =>
    frame.evaluate(() => {
      const { fill, stroke } = getComputedStyle(document.querySelector(".node.service .box"));
      for (const line of document.querySelectorAll(".line")) {
        const { stroke } = getComputedStyle(line);
        if (!/^(rgb|color)\([^/]+\)$/.test(stroke)) throw new Error(`a line that is hard to see: ${stroke}`);
      }
      return `${document.body.className.match(/vscode-(high-contrast|light|dark)/)[0]} ${fill} ${stroke}`;
    });
  const seen = new Set([await colours()]);
  await desk.screen.shot("diagram-dark");
  for (const [theme, kind] of [
    ["Light Modern", "vscode-light"],
    ["Default High Contrast", "vscode-high-contrast"],
  ]) {
    await desk.settings({ "workbench.colorTheme": theme });
    seen.add(await until(`a ${kind} picture`, async () => (await colours()).startsWith(kind) && colours()));
    await desk.screen.shot(`diagram-${kind.replace("vscode-", "")}`);
  }
  assert.equal(seen.size, 3);
});

test("the diagram is saved as an SVG where the user says", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await frame.locator("#save").click();
  const input = desk.screen.page.locator(".quick-input-widget input");
  const file = path.join(desk.folder, "shop.svg");
  await until("the path that is offered", async () => (await input.inputValue()) === file);
  await desk.screen.press("Enter");
  const svg = await until("the file", () => fs.readFile(file, "utf8").catch(() => undefined));
  assert.match(svg, /^<svg /);
  assert.match(svg, /data-id="service\/Stock"/);
});

test("the diagram is drawn for the provider that was chosen", async (desk) => {
  await drawn(desk, MENDED);
  for (const [item, provider] of [
    ["kubernetes", "kubernetes"],
    ["Automatic", "dockerCompose"],
  ]) {
    await desk.cursor("service");
    await desk.command("temple.preview.chooseProvider");
    await desk.screen.sees(".quick-input-widget .monaco-list-row", item);
    await desk.screen.type(item);
    await desk.screen.press("Enter");
    await desk.host.until(
      "the files for it",
      ({ vscode }, provider) => vscode.window.visibleTextEditors.some(({ document }) => document.uri.authority === provider),
      item === "Automatic" ? "auto" : provider,
    );
    // The files may cover the diagram.
    await desk.command("temple.showDiagram");
    await desk.screen.webview(`#provider:text-is("${provider}")`);
  }
});

test("a diagram that was hidden shows the newest text", async (desk) => {
  await drawn(desk, MENDED);
  await desk.host.run(async ({ vscode }, file) => {
    await vscode.window.showTextDocument(vscode.Uri.file(file), { viewColumn: 2 });
  }, desk.file);
  await desk.edit("Stock: service", "Review: service {\n  text: string;\n}\n\nStock: service");
  await desk.command("temple.showDiagram");
  const again = await desk.screen.webview('#picture .node[data-id="service/Review"]');
  assert.ok(await node(again, "service/Stock").isVisible());
});

test("the diagram keeps the last picture while the server does not run, and says so", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await desk.workbench.configure({ "temple.server.path": "/nowhere" });
  await frame.locator("#banner").filter({ hasText: "The language server is not running. Showing the last diagram." }).waitFor();
  assert.ok(await node(frame, "service/Stock").isVisible());
  await desk.workbench.configure({});
  await frame.locator("#banner").waitFor({ state: "hidden" });
});

test("the diagram is there again after a reload, at the same zoom, and follows", async (desk) => {
  const frame = await drawn(desk, MENDED);
  await frame.locator("#zoom-in").click();
  const transform = await frame.locator(".canvas").getAttribute("transform");
  await desk.workbench.reload();
  const again = await desk.screen.webview("#picture .node");
  assert.equal(await again.locator(".canvas").getAttribute("transform"), transform);
  await desk.edit("Stock: service", "Review: service {\n  text: string;\n}\n\nStock: service");
  await node(again, "service/Review").waitFor();
});
