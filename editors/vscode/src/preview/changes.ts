import { diffArrays } from "diff";
import { counted } from "../words";

/** How many lines were added and removed. */
export interface Changes {
  added: number;
  removed: number;
}

/** Up to this many changed lines are found in their order, which takes the square of the number of steps. */
const LIMIT = 200;

/** Counts the lines that differ; an absent text has none. Of many changes, lines that have only moved do not count. */
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

/** As it stands behind a name: `+3 −1`, and nothing where nothing has changed. */
export function short({ added, removed }: Changes): string {
  return [added > 0 ? `+${added}` : "", removed > 0 ? `−${removed}` : ""].filter((part) => part !== "").join(" ");
}

/** As it is read out. */
export function long({ added, removed }: Changes): string {
  return added + removed === 0
    ? "no line changed"
    : `${counted(added, "line")} added, ${counted(removed, "line")} removed`;
}

/** The number of lines that others have not, each as often as it is there. */
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
