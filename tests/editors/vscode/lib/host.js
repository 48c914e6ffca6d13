/** The tests' end of the bridge into the extension host. */

import net from "node:net";
import readline from "node:readline";
import { until } from "./until.js";

export class Host {
  /** The socket of the host that has come last, and who waits for its answers. */
  #current;
  #last = 0;
  /** The number of extension hosts that have connected; a reload starts a new one. */
  count = 0;

  /** Listens on the socket that extension hosts connect to. */
  static async listen(path) {
    const host = new Host();
    host.server = net.createServer((socket) => host.#welcome(socket));
    await new Promise((resolve) => host.server.listen(path, resolve));
    return host;
  }

  #welcome(socket) {
    // A host that ends late must not take the questions to its successor with it.
    const waiting = new Map();
    this.count++;
    this.#current = { socket, waiting };
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#current?.socket === socket) this.#current = undefined;
      for (const { reject } of waiting.values()) reject(new Error("the extension host has ended"));
      waiting.clear();
    });
    readline.createInterface(socket).on("line", (line) => {
      const { id, result, error } = JSON.parse(line);
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(error));
      else resolve(result);
    });
  }

  /** Runs a function in the extension host. It can only use its arguments, with `{ vscode, require }` first. */
  async run(action, ...parameters) {
    if (!this.#current) throw new Error("there is no extension host");
    const { socket, waiting } = this.#current;
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.write(`${JSON.stringify({ id, source: String(action), parameters })}\n`);
    });
  }

  /** Runs a function in the extension host repeatedly until its result is truthy. */
  until(what, action, ...parameters) {
    return until(what, () => this.run(action, ...parameters));
  }

  /** Waits until the extension host has connected, after `count` earlier ones. */
  async arrive(count = 0, patience = 60_000) {
    const end = Date.now() + patience;
    while (this.count <= count || !this.#current) {
      if (Date.now() > end) throw new Error("the extension host does not start");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  close() {
    this.#current?.socket.destroy();
    this.server.close();
  }
}
