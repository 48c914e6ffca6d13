/** The page of the diagram. It loads nothing from the network, and runs only our script. */

import { randomBytes } from "node:crypto";

export interface Page {
  script: string;
  style: string;
  /** The source of the webview's own resources in a content security policy. */
  source: string;
  /** The URI of the Templefile. */
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
    <div id="tools" role="toolbar" aria-label="Diagram">
      <button id="zoom-out" title="Zoom out (-)" aria-label="Zoom out">−</button>
      <button id="zoom-in" title="Zoom in (+)" aria-label="Zoom in">+</button>
      <button id="fit" title="Fit the whole diagram (0)">Fit</button>
      <button id="save" title="Save the diagram as an SVG file">Save as SVG…</button>
    </div>
  </header>
  <p id="banner" role="status" hidden></p>
  <svg id="picture" role="group" aria-label="System diagram. Arrow keys move between elements, Enter goes to the origin of an element."></svg>
  <footer id="legend" aria-label="Legend"></footer>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
