// The licences of the packages that end up in the extension, which most of them want to be told.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The licences of all packages that bundles are made of, as one text.
 *
 * @param metafiles what esbuild tells about the bundles
 */
export async function licences(folder, metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const packages = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const texts = await Promise.all([...packages].sort().map((name) => licence(join(folder, name))));
  return texts.join(`\n\n${"-".repeat(78)}\n\n`);
}

async function licence(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  if (file === undefined) throw new Error(`${name} does not say its licence`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}`;
}
