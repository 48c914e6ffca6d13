import { diffArrays } from "diff";
import { counted } from "../words";

/** The number of added and removed lines. */
export interface Changes {
  added: number;
  removed: number;
}

/** The maximum number of changed lines for an exact diff, whose time is quadratic in them. */
const LIMIT = 200;

/** Counts the lines that differ; an absent text has none. Above the limit, lines that have only moved do not count. */
export function countChanges(before: string | undefined, after: string | undefined): Changes {
  if (before === after) return { added: 0, removed: 0 };
  const [old, now] = [linesOf(before), linesOf(after)];
  const parts = diffArrays(old, now, { maxEditLength: LIMIT });
  if (parts === undefined) return { added: countMissing(now, old), removed: countMissing(old, now) };
  return sum(parts.map(({ added, removed, count }) => ({ added: added ? count : 0, removed: removed ? count : 0 })));
}

export function sum(changes: readonly Changes[]): Changes {
  return changes.reduce((a, b) => ({ added: a.added + b.added, removed: a.removed + b.removed }), {
    added: 0,
    removed: 0,
  });
}

/** Formats changes for display after a name: `+3 −1`, or empty without changes. */
export function short({ added, removed }: Changes): string {
  return [added > 0 ? `+${added}` : "", removed > 0 ? `−${removed}` : ""].filter((part) => part !== "").join(" ");
}

/** Formats changes for screen readers and tooltips. */
export function long({ added, removed }: Changes): string {
  return added + removed === 0 ? "no changes" : `${counted(added, "line")} added, ${counted(removed, "line")} removed`;
}

/** Returns the number of lines that are not in `others`, counting repeated lines. */
function countMissing(lines: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    if (count > 0) counts.set(line, count - 1);
    return count === 0;
  }).length;
}

function linesOf(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  return text.replace(/\n$/, "").split("\n");
}
