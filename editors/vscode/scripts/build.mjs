// Builds the extension into dist/; with --tests the unit tests, with --bench the benchmarks into out/.
//
// Grammar and licences are files of the repository. They are copied here, since a package can only contain files in
// its folder, and a second tracked copy would become outdated.

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
  // The packager does not create the output folder.
  await mkdir(join(here, "out"), { recursive: true });
  const bundles = await Promise.all([extension(), webview(), copies()]);
  const metafiles = bundles.flatMap((bundle) => bundle?.metafile ?? []);
  await writeFile(join(here, "dist/third-party-licences.txt"), await licences(here, metafiles));
}

/** Builds programs for the command line: files with this ending, into a folder of this name. */
async function programs(kind) {
  const outdir = `out/${kind}`;
  await rm(join(here, outdir), { recursive: true, force: true });
  await build({ ...node, entryPoints: [`src/**/*.${kind}.ts`], outbase: "src", outdir, sourcemap: "inline" });
}

/** Builds the code of the extension host. */
function extension() {
  return build({
    ...node,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    minify: flags.has("--minify"),
    sourcemap: !flags.has("--minify"),
  });
}

/** Builds the code of the page of the diagram. */
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

/** Copies the grammar, and the licences into the one file that the marketplace expects. */
async function copies() {
  await mkdir(join(here, "syntaxes"), { recursive: true });
  await cp(join(root, "syntaxes/textmate/temple.tmLanguage.json"), join(here, "syntaxes/temple.tmLanguage.json"));
  const texts = await Promise.all(["LICENSE-MIT", "LICENSE-APACHE"].map((name) => readFile(join(root, name), "utf8")));
  const choice = "Licensed under either of the two licences below, at your option: MIT or Apache-2.0.";
  await writeFile(join(here, "LICENSE.txt"), [choice, ...texts].join(`\n\n${"-".repeat(78)}\n\n`));
}
