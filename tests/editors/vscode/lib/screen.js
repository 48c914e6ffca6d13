/** The workbench as a user sees it and operates it with keys and mouse. */

import { PATIENCE, until } from "./until.js";

export class Screen {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
  }

  /** Returns the text of every visible editor, from left to right. */
  async editors() {
    const texts = await this.page.locator(".editor-instance .view-lines").allInnerTexts();
    return texts.map((text) => text.replaceAll("\u00a0", " "));
  }

  /** Waits until something is on the screen. */
  async sees(selector, text) {
    const found = this.page.locator(selector);
    await (text === undefined ? found : found.filter({ hasText: text })).first().waitFor();
  }

  async seesNo(selector) {
    await until(`nothing is ${selector}`, async () => (await this.page.locator(selector).count()) === 0);
  }

  /** Returns the labels in the list of suggestions, from top to bottom; none if there is no list. */
  suggestions() {
    return this.page.locator(".suggest-widget.visible .tree:visible .monaco-list-row .label-name").allInnerTexts();
  }

  /** Returns the notification that contains a text. */
  toast(text) {
    return this.page.locator(".notification-toast").filter({ hasText: text });
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** Runs a command as the palette does. */
  async palette(title) {
    await this.press("F1");
    await this.page.locator(".quick-input-widget input").waitFor();
    await this.type(title);
    await this.sees(".quick-input-list .monaco-list-row.focused", title);
    await this.press("Enter");
  }

  /** Waits for a webview with a match of the selector, and returns its page. */
  async webview(selector) {
    return until(`a webview with ${selector}`, async () => {
      for (const frame of this.page.frames()) {
        try {
          if ((await frame.locator(selector).count()) > 0) return frame;
        } catch {
          // The frame was removed meanwhile.
        }
      }
      return undefined;
    });
  }

  /** Saves a picture of the screen, or of a part of it. */
  async shot(name, clip) {
    await this.page.screenshot({ path: `${process.env.OUTPUT}/screenshots/${name}.png`, clip, animations: "disabled" });
  }

  /** Returns the smallest part of the screen that contains all matches of the selectors. */
  async around(...selectors) {
    const found = await Promise.all(selectors.map((selector) => this.page.locator(selector).all()));
    const boxes = (await Promise.all(found.flat().map((each) => each.boundingBox()))).filter(Boolean);
    const x = Math.min(...boxes.map((box) => box.x));
    const y = Math.min(...boxes.map((box) => box.y));
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    return { x, y, width: right - x, height: bottom - y };
  }
}
