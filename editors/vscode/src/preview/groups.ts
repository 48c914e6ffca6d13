import type { Origin } from "../protocol";

/** What is to be grouped. */
export interface Grouped {
  path: string;
  language: string;
  origins: readonly Origin[];
}

/** A block of the Templefile with its first and its last line. */
export interface Block {
  name: string;
  first: number;
  last: number;
}

export interface Group<T> {
  label: string;
  files: T[];
}

/** The group of files that belong to no block alone. */
export const SYSTEM = "System";

/** Groups files by the block that they are for. A block that has the name of the group of the others joins them. */
export function byBlock<T extends Grouped>(files: readonly T[], blocks: readonly Block[]): Group<T>[] {
  const order = [SYSTEM, ...blocks.map(({ name }) => name)];
  return group(files, (file) => ownerOf(file, blocks)?.name ?? SYSTEM, order);
}

/** Groups files by their language, which `nameOf` turns into a name for people. */
export function byLanguage<T extends Grouped>(files: readonly T[], nameOf: (language: string) => string): Group<T>[] {
  const labels = files.map(({ language }) => nameOf(language));
  return group(files, ({ language }) => nameOf(language), [...labels].sort());
}

/**
 * The block that most lines of a file come from, if its name is in the path as well:
 * in a system with a single service, nearly every line comes from that, also in the files of the whole system.
 */
function ownerOf({ path, origins }: Grouped, blocks: readonly Block[]): Block | undefined {
  const weights = blocks.map((block) => ({ block, weight: weigh(origins, block) }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const owner = weights.find(({ weight }) => weight * 2 > total)?.block;
  return owner && plain(path).includes(plain(owner.name)) ? owner : undefined;
}

function weigh(origins: readonly Origin[], { first, last }: Block): number {
  return origins.filter(({ source }) => source.start.line >= first && source.end.line <= last).length;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function group<T>(files: readonly T[], labelOf: (file: T) => string, order: readonly string[]): Group<T>[] {
  return [...new Set(order)]
    .map((label) => ({ label, files: files.filter((file) => labelOf(file) === label) }))
    .filter((group) => group.files.length > 0);
}
