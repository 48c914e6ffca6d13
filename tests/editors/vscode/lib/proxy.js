/**
 * A server that forwards everything to the one under test and records all messages. Run with the program, the folder
 * for the records, and optionally a text in the server's messages with a replacement of the same length.
 */

import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.js";

const { TEMPLE_LSP, NODE } = process.env;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, folder, from, to, ...parameters] = process.argv.slice(2);
  const server = spawn(program, parameters, { stdio: ["pipe", "pipe", "inherit"] });
  pass(process.stdin, server.stdin, path.join(folder, "client"), (chunk) => chunk);
  const edit = (chunk) => (from === "" ? chunk : Buffer.from(chunk.toString("latin1").replaceAll(from, to), "latin1"));
  pass(server.stdout, process.stdout, path.join(folder, "server"), edit);
  server.on("exit", (code) => process.exit(code ?? 1));
}

function pass(source, sink, record, edit) {
  source.on("data", (chunk) => {
    const passed = edit(chunk);
    fs.appendFileSync(record, passed);
    sink.write(passed);
  });
  source.on("end", () => sink.end());
}

/** Records the messages of the server. If two texts are given, replaces the first by the second in its messages. */
export async function listen(desk, [from, to] = ["", ""]) {
  const program = path.join(desk.folder, "temple-lsp");
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const passing = [NODE, fileURLToPath(import.meta.url), TEMPLE_LSP, desk.folder, from, to].map(quote).join(" ");
  const text = `#!/bin/sh\n[ "$1" = --version ] && exec ${quote(TEMPLE_LSP)} --version\nexec ${passing} "$@"\n`;
  await fs.promises.writeFile(program, text, { mode: 0o755 });
  await desk.workbench.configure({ "temple.server.path": program });
  await until("a server that is listened to", () => messages(desk, "client").some(({ method }) => method === "initialized"));
}

/** Returns all messages of one side, in order. */
export function messages(desk, side) {
  const file = path.join(desk.folder, side);
  let rest = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
  const all = [];
  for (;;) {
    const header = rest.indexOf("\r\n\r\n");
    if (header < 0) return all;
    const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, header).toString())[1]);
    const body = rest.subarray(header + 4, header + 4 + length);
    if (body.length < length) return all;
    all.push(JSON.parse(body.toString()));
    rest = rest.subarray(header + 4 + length);
  }
}
