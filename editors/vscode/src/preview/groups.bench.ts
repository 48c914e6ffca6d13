/** Measures the time of grouping the files of a large system, and fails if it exceeds a limit. */

import { performance } from "node:perf_hooks";
import type { Block } from "./blocks";
import { BlockGroups, type Grouped } from "./groups";
import { system } from "./system.fixture";

/** Numbers of services, each with the limit for grouping all their files in milliseconds. */
const LIMITS = [
  [100, 20],
  [600, 150],
] as const;

const RUNS = 30;

/** Returns the shortest time of a task in milliseconds, since other load on the machine only adds to it. */
function time(task: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    task();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** Returns a copy without the counting getters, which take longer than the grouping. */
function plain({ files, blocks }: { files: Grouped[]; blocks: Block[] }) {
  return {
    files: files.map((file) => ({ ...file, origins: file.origins.map((origin) => ({ ...origin })) })),
    blocks: blocks.map((block) => ({ ...block })),
  };
}

console.log("\n| services | files | all files grouped | at most | after a change of one file |");
console.log("| --: | --: | --: | --: | --: |");
for (const [services, limit] of LIMITS) {
  const { files, blocks } = plain(system(services));
  const all = time(() => new BlockGroups().update(files, blocks));
  const groups = new BlockGroups<Grouped>();
  const one = time(() =>
    groups.update(
      files.map((file, index) => (index === 0 ? { ...file } : file)),
      blocks,
    ),
  );
  const shown = `${all.toFixed(2)} ms`;
  console.log(
    `| ${services} | ${files.length} | ${all < limit ? shown : `**${shown}**, too long`} | ${limit} ms | ${one.toFixed(2)} ms |`,
  );
  if (all >= limit) process.exitCode = 1;
}
