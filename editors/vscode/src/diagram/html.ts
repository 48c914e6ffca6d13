/** The page that holds the picture. Nothing in it comes from elsewhere, and no script runs but ours. */

import { randomBytes } from "node:crypto";

export interface Page {
  script: string;
  style: string;
  /** What the webview calls its own resources in a policy. */
  source: string;
  /** The address of the Templefile. */
  uri: string;
}

export function html({ script, style, source, uri }: Page): string {
  const nonce = randomBytes(16).toString("base64url");
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>Diagram</title>
</head>
<body data-uri="${escape(uri)}">
  <header>
    <h1 id="title"></h1>
    <span id="provider"></span>
    <div id="tools" role="toolbar" aria-label="Picture">
      <button id="zoom-out" title="Smaller (-)" aria-label="Smaller">−</button>
      <button id="zoom-in" title="Larger (+)" aria-label="Larger">+</button>
      <button id="fit" title="Show everything (0)">Fit</button>
      <button id="save" title="Save the picture as a file">Save as SVG…</button>
    </div>
  </header>
  <p id="banner" role="status" hidden></p>
  <svg id="picture" role="group" aria-label="The system. Arrow keys go from part to part, Enter shows where one comes from."></svg>
  <footer id="legend" aria-label="Legend"></footer>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
