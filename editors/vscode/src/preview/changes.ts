import { diffArrays } from "diff";
import { counted } from "../words";

/** How many lines were added and removed. */
export interface Changes {
  added: number;
  removed: number;
}

/** Beyond this many changed lines, a middle part that differs counts as replaced as a whole. */
const LIMIT = 2000;

/** Counts the lines that differ; an absent text has none. */
export function countChanges(before: string | undefined, after: string | undefined): Changes {
  if (before === after) return { added: 0, removed: 0 };
  const [old, now] = [linesOf(before), linesOf(after)];
  const parts = diffArrays(old, now, { maxEditLength: LIMIT });
  if (parts === undefined) return { added: now.length, removed: old.length };
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

function linesOf(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  return text.replace(/\n$/, "").split("\n");
}
