import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "./html";

const page = () => html({ script: "s.js", style: "s.css", source: "https://own", uri: `file:///a"b<c>.temple` });

test("the page allows only the script and style of the extension, and nothing from the network", () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page())?.[1] ?? "";
  assert.match(policy, /^default-src 'none'; style-src https:\/\/own; script-src 'nonce-[\w-]{20,}'$/);
});

test("every page has a different nonce", () => {
  const nonce = () => /script nonce="([^"]+)"/.exec(page())?.[1];
  assert.ok(nonce());
  assert.notEqual(nonce(), nonce());
});

test("the address of the Templefile cannot end its attribute", () => {
  assert.match(page(), /data-uri="file:\/\/\/a&#34;b&#60;c&#62;.temple"/);
});
