// Builds the extension into dist/, or with --tests the unit tests, with --bench the benchmarks into out/.
//
// Grammar and licences are the repository's own files. They are copied here, since a package can only hold what is
// in its folder, and a second tracked copy would go stale.

import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./licences.mjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const root = join(here, "..", "..");
const flags = new Set(process.argv.slice(2));

const common = { absWorkingDir: here, bundle: true, logLevel: "warning", metafile: true, target: "es2022" };
const node = { ...common, platform: "node", format: "cjs", external: ["vscode"] };

if (flags.has("--tests")) {
  await programs("test");
} else if (flags.has("--bench")) {
  await programs("bench");
} else {
  // What packs the extension does not make the folder for the package.
  await mkdir(join(here, "out"), { recursive: true });
  const bundles = await Promise.all([extension(), webview(), copies()]);
  const metafiles = bundles.flatMap((bundle) => bundle?.metafile ?? []);
  await writeFile(join(here, "dist/third-party-licences.txt"), await licences(here, metafiles));
}

/** What is run from the command line: files with this ending, into a folder of this name. */
async function programs(kind) {
  const outdir = `out/${kind}`;
  await rm(join(here, outdir), { recursive: true, force: true });
  await build({ ...node, entryPoints: [`src/**/*.${kind}.ts`], outbase: "src", outdir, sourcemap: "inline" });
}

/** What runs in the extension host. */
function extension() {
  return build({
    ...node,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    minify: flags.has("--minify"),
    sourcemap: !flags.has("--minify"),
  });
}

/** What runs in the page of the diagram. */
function webview() {
  return build({
    ...common,
    platform: "browser",
    format: "iife",
    entryPoints: ["src/diagram/webview/main.ts"],
    outfile: "dist/diagram.js",
    minify: flags.has("--minify"),
    sourcemap: flags.has("--minify") ? false : "inline",
  });
}

/** The marketplace wants one file with the licence. */
async function copies() {
  await mkdir(join(here, "syntaxes"), { recursive: true });
  await cp(join(root, "syntaxes/textmate/temple.tmLanguage.json"), join(here, "syntaxes/temple.tmLanguage.json"));
  const texts = await Promise.all(["LICENSE-MIT", "LICENSE-APACHE"].map((name) => readFile(join(root, name), "utf8")));
  const choice = "Licensed under either of the two licences below, as you like: MIT or Apache-2.0.";
  await writeFile(join(here, "LICENSE.txt"), [choice, ...texts].join(`\n\n${"-".repeat(78)}\n\n`));
}
