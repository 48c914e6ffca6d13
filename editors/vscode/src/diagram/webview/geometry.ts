/** Points and boxes, in pixels. */

export interface Point {
  x: number;
  y: number;
}

/** The upper left corner and the size. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** Returns the value of a key that must exist. */
export function get<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`The diagram has no ${id}.`);
  return found;
}
