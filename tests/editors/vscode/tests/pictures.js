/**
 * The pictures of the documents: `run --pictures` writes them to editors/vscode/images. The expected content is
 * checked before a picture is taken, so these are tests like the others.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import { promisify } from "node:util";
import { closeAll, openFile, openPreview, sees, shows, useFolder } from "../lib/generated.js";
import { test } from "../lib/tap.js";
import { until } from "../lib/until.js";

const LIBRARY = `// A public library.
Library: project {
  #provider(dockerCompose);
}

Author: service {
  name: string(120);
  born: date;
}

Book: service {
  title: string(200);
  writer: Author;
  pages: int(min: 1);
  #readable(all);
}

Loan: service {
  book: Book;
  due: date;
  #omit[delete];
}
`;

const EDITORS = ".part.editor";
const SIDE_BAR = ".part.sidebar";

/** The maximum size of a picture in bytes, because all of them are in the package. */
const LARGEST = 150_000;

/** Hides everything in the workbench that a picture does not need. */
async function tidy(desk, { width, height, ...settings }) {
  await desk.screen.page.setViewportSize({ width, height });
  await desk.settings({
    "breadcrumbs.enabled": false,
    "editor.inlayHints.enabled": "off",
    "editor.codeLens": false,
    "editor.lineNumbers": "off",
    "editor.glyphMargin": false,
    "editor.folding": false,
    "editor.lightbulb.enabled": "off",
    "editor.overviewRulerBorder": false,
    "editor.scrollbar.vertical": "hidden",
    "editor.scrollbar.horizontal": "hidden",
    ...settings,
  });
}

/** Opens or closes a tree in the side bar. */
async function pane(desk, name, open) {
  const header = desk.screen.page.locator(".part.sidebar .pane-header").filter({ hasText: name });
  if ((await header.getAttribute("aria-expanded")) !== String(open)) await header.click();
  await desk.screen.page.locator(`.part.sidebar .pane-header[aria-expanded="${open}"]`).filter({ hasText: name }).waitFor();
}

/** Returns the highlighted lines of an editor. */
function litLines(editor) {
  return editor.evaluate((editor) => {
    const tops = [...editor.querySelectorAll(".view-overlays > div")]
      .filter((line) => [...line.children].some(({ className }) => /\bced-\S*TextEditorDecorationType/.test(className)))
      .map((line) => line.style.top);
    return [...editor.querySelectorAll(".view-line")].filter((line) => tops.includes(line.style.top)).map((line) => line.textContent);
  });
}

async function picture(desk, name, ...parts) {
  await desk.screen.page.mouse.move(0, 0);
  await fs.mkdir(`${process.env.OUTPUT}/screenshots/pictures`, { recursive: true });
  await desk.screen.shot(`pictures/${name}`, await desk.screen.around(...parts));
  const { size } = await fs.stat(`${process.env.OUTPUT}/screenshots/pictures/${name}.png`);
  assert.ok(size < LARGEST, `${name}.png has ${size} bytes`);
}

test("a picture of diagnostics", async (desk) => {
  await tidy(desk, { width: 760, height: 520 });
  await desk.open(LIBRARY.replace("string(200)", "strin(200)"));
  await desk.cursor("title: str");
  await desk.command("editor.action.showHover");
  await desk.screen.sees(".monaco-hover:not(.hidden)", "strin");
  await desk.screen.sees(".squiggly-error");
  await picture(desk, "diagnostics", EDITORS);
});

test("a picture of completion", async (desk) => {
  await tidy(desk, { width: 760, height: 520 });
  await desk.open(LIBRARY.replace("dockerCompose", ""));
  await desk.cursor("#provider(");
  await desk.command("editor.action.triggerSuggest");
  await desk.screen.sees(".suggest-widget.visible .monaco-list-row", "kubernetes");
  await desk.command("toggleSuggestionDetails");
  await desk.screen.sees(".suggest-details:visible", "Kubernetes");
  await picture(desk, "completion", EDITORS);
});

test("a picture of what hovering shows", async (desk) => {
  await tidy(desk, { width: 760, height: 520 });
  await desk.open(LIBRARY);
  await desk.cursor("Author");
  await desk.command("editor.action.showHover");
  await desk.screen.sees(".monaco-hover:not(.hidden)", "/api/author/{id}");
  await picture(desk, "hover", EDITORS);
});

test("a picture of the preview", async (desk) => {
  await tidy(desk, { width: 1180, height: 620 });
  await openPreview(desk, LIBRARY);
  await pane(desk, "Plan", false);
  await openFile(desk, "book-db/init.sql");
  await desk.cursor("title");
  await desk.screen.type("Page");
  await shows(desk, "book-db/init.sql", "title_page");
  await sees(desk, /^book-db\/init\.sql, 1 line added, 1 line removed/);
  await desk.screen.sees(".part.sidebar .monaco-list-row", "notes");
  await until("light on the line of the cursor, and nowhere else", async () => {
    const lit = await litLines(desk.screen.page.locator(".editor-instance").last());
    return lit.length === 1 && lit[0].includes("title_page");
  });
  await picture(desk, "preview", SIDE_BAR, EDITORS);
});

test("a picture of the plan", async (desk) => {
  await tidy(desk, { width: 1180, height: 620 });
  await closeAll(desk);
  await desk.open(LIBRARY);
  await promisify(execFile)(process.env.TEMPLE_LSP, ["preview", desk.file, "--out", desk.folder]);
  await desk.edit("title: string(200)", "title: string(300)");
  await useFolder(desk);
  await pane(desk, "Preview", false);
  await pane(desk, "Plan", true);
  await sees(desk, /book-db\/init\.sql/);
  await desk.screen.page.locator(".part.sidebar .pane-body .monaco-list-row").filter({ hasText: "book-db" }).first().click();
  await desk.screen.sees(".monaco-diff-editor .line-insert");
  await picture(desk, "plan", SIDE_BAR, EDITORS);
  await pane(desk, "Preview", true);
});

test("a picture of the diagram", async (desk) => {
  await tidy(desk, { width: 1180, height: 620 });
  await desk.open(LIBRARY);
  await desk.cursor("Book");
  await desk.command("temple.showDiagram");
  const frame = await desk.screen.webview("#picture .node");
  await frame.locator(".node.selected .label").filter({ hasText: "Book" }).waitFor();
  await picture(desk, "diagram", EDITORS);
});

test("the walkthrough shows how to begin, with its pictures", async (desk) => {
  await desk.open(LIBRARY);
  await desk.command("temple.openWalkthrough");
  await desk.screen.sees(".gettingStarted .step-title", "Write a Templefile");
  await desk.screen.page.locator(".gettingStarted .step-title").filter({ hasText: "Write a Templefile" }).click();
  const picture = desk.screen.page.locator(".gettingStarted img[alt^='A list of providers']");
  await picture.waitFor();
  assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0));
  await desk.screen.shot("walkthrough");
});
