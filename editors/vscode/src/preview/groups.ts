import type { Origin } from "../protocol";
import { Blocks, type Block } from "./blocks";

/** A file to group. */
export interface Grouped {
  path: string;
  language: string;
  origins: readonly Origin[];
}

export interface Group<T> {
  label: string;
  files: T[];
}

/** The group of files that do not belong to a single block. */
export const SYSTEM = "System";

/** Groups files by language. `nameOf` returns the display name of a language. */
export function byLanguage<T extends Grouped>(files: readonly T[], nameOf: (language: string) => string): Group<T>[] {
  const groups = collect(files, ({ language }) => nameOf(language));
  return [...groups.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** Groups the files of a preview by block. An update costs as much as what has changed. */
export class BlockGroups<T extends Grouped> {
  /** The label of each file by path, with the file that it was computed for. */
  private labels = new Map<string, { file: T; label: string }>();
  private blocks = new Blocks([]);

  /**
   * Returns the groups: the system first, then the blocks in order. A block named like the system's group joins it.
   *
   * @param keep leaves files in their groups, since the blocks of a text with errors may be wrong
   */
  update(files: readonly T[], blocks: readonly Block[], keep = false): Group<T>[] {
    const keeps = keep && this.labels.size > 0;
    if (!keeps && !this.blocks.equal(blocks)) {
      this.blocks = new Blocks(blocks);
      this.labels.clear();
    }
    const labelled = files.map((file) => {
      const before = this.labels.get(file.path);
      return { file, label: before && (keeps || before.file === file) ? before.label : this.label(file) };
    });
    this.labels = new Map(labelled.map((each) => [each.file.path, each]));
    const groups = collect(labelled, ({ label }) => label);
    const order = new Set([SYSTEM, ...this.blocks.names, ...groups.keys()]);
    return [...order].flatMap((label) => {
      const files = groups.get(label)?.files.map(({ file }) => file);
      return files ? [{ label, files }] : [];
    });
  }

  /**
   * Returns the block that most lines of a file come from, if its name is also in the path: in a system with a single
   * service, nearly every line comes from it, even in the files of the whole system.
   */
  private label({ path, origins }: T): string {
    const owner = this.blocks.most(origins);
    return owner !== undefined && plain(path).includes(plain(owner)) ? owner : SYSTEM;
  }
}

/** Collects files by label, in one pass. */
function collect<T>(files: readonly T[], labelOf: (file: T) => string): Map<string, Group<T>> {
  const groups = new Map<string, Group<T>>();
  for (const file of files) {
    const label = labelOf(file);
    const group = groups.get(label);
    if (group) group.files.push(file);
    else groups.set(label, { label, files: [file] });
  }
  return groups;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
