/** Starts the workbench's server, with the extension installed, and shows it in a browser. */

import { execFile, spawn } from "node:child_process";
import fs from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Host } from "./host.js";
import { Screen } from "./screen.js";

const { VSCODE, NODE, TEMPLE_LSP } = process.env;
const MAIN = path.join(VSCODE, "out/server-main.js");

/** Turns off everything that distracts, accesses the network or moves on the screen. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.confirmBeforeClose": "never",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.colorTheme": "Dark Modern",
};

/** For the editor, the server is a remote machine, so paths of programs are machine settings. */
const MACHINE_SETTINGS = { "temple.server.path": TEMPLE_LSP };

/** The size of the window: high enough for two trees below each other, because rows out of view do not exist. */
export const SIZE = { width: 1280, height: 1000 };

export class Workbench {
  /** Starts a workbench that opens the folder `workspace` and writes only into `home`. */
  async start({ browser, home, vsix, workspace, settings = {} }) {
    this.workspace = workspace;
    const data = path.join(home, "server");
    const extensions = path.join(home, "extensions");
    for (const folder of [workspace, extensions]) await fs.mkdir(folder, { recursive: true });
    this.settings = path.join(data, "data");
    this.usual = { ...SETTINGS, ...settings };
    await this.write("User", this.usual);
    await this.configure({});

    const folders = ["--server-data-dir", data, "--extensions-dir", extensions, "--accept-server-license-terms"];
    // The length of a socket's path is limited.
    this.sockets = await fs.mkdtemp(path.join(os.tmpdir(), "temple-"));
    const socket = path.join(this.sockets, "bridge");
    const environment = {
      ...process.env,
      HOME: home,
      // A server that the developer has installed must not be found.
      PATH: "/usr/bin:/bin",
      TEMPLE_TEST_SOCKET: socket,
      EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "", controlUrl: "" }),
    };
    await fs.cp(path.join(import.meta.dirname, "../bridge"), path.join(extensions, "bridge"), { recursive: true });
    const install = [MAIN, ...folders, "--install-extension", vsix, "--force"];
    await promisify(execFile)(NODE, install, { env: environment });

    this.host = await Host.listen(socket);
    const port = await freePort();
    const log = await fs.open(path.join(home, "server.log"), "w");
    const listen = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
    const options = ["--telemetry-level", "off", ...folders, ...listen];
    this.process = spawn(NODE, [MAIN, ...options], { env: environment, stdio: ["ignore", log.fd, log.fd] });
    await log.close();
    this.origin = `http://127.0.0.1:${port}`;
    await answers(this.origin);

    this.context = await browser.newContext({ viewport: SIZE, colorScheme: "dark" });
    this.outside = new Set();
    await this.context.route(
      (url) => url.protocol !== "data:" && url.origin !== this.origin,
      (route) => {
        this.outside.add(route.request().url());
        return route.abort();
      },
    );
    const page = await this.context.newPage();
    this.screen = new Screen(page);
    // The start of the editor itself is not tested, so it may take long.
    await page.goto(`${this.origin}/?folder=${encodeURIComponent(workspace)}`, { timeout: 60_000 });
    await this.host.arrive();
    await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
  }

  /** Writes the settings of the machine: the usual ones, with these changes. */
  async configure(changes) {
    await this.write("Machine", { ...MACHINE_SETTINGS, ...changes });
  }

  async write(kind, settings) {
    const file = path.join(this.settings, kind, "settings.json");
    const text = JSON.stringify(settings, null, 2);
    await fs.mkdir(path.dirname(file), { recursive: true });
    if (text !== (await fs.readFile(file, "utf8").catch(() => ""))) await fs.writeFile(file, text);
  }

  async reload() {
    const { count } = this.host;
    await this.host.run(({ vscode }) => void vscode.commands.executeCommand("workbench.action.reloadWindow"));
    await this.host.arrive(count);
  }

  async stop() {
    await this.context?.close();
    this.host?.close();
    if (this.sockets) await fs.rm(this.sockets, { recursive: true, force: true });
    if (!this.process || this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    const late = setTimeout(() => this.process.kill("SIGKILL"), 3000);
    await ended;
    clearTimeout(late);
  }
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(origin) {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      if ((await fetch(`${origin}/version`)).ok) return;
    } catch {
      // The server does not listen yet.
    }
    if (Date.now() > end) throw new Error("the workbench's server does not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
