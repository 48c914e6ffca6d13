/** The first and the last line. */
export type Span = readonly [number, number];

/** Merges spans of lines that overlap or touch. */
export function joinLines(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const [first, last] of [...spans].sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) joined[joined.length - 1] = [before[0], Math.max(before[1], last)];
    else joined.push([first, last]);
  }
  return joined;
}
