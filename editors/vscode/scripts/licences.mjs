// The licences of the packages in the extension, most of which require a notice.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Returns the licences of all packages in the bundles, as one text.
 *
 * @param metafiles the metadata of the bundles from esbuild
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
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}`;
}
