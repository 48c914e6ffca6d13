/** Finds the box that an arrow key leads to. */

import type { Box } from "./geometry";

const DIRECTIONS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Returns the id of the nearest box in the direction of a key; boxes to the side count as farther away. */
export function neighbour(key: string, from: string, boxes: Map<string, Box>): string | undefined {
  const direction = DIRECTIONS[key];
  const start = boxes.get(from);
  if (!direction || !start) return undefined;
  let best: { id: string; distance: number } | undefined;
  for (const [id, box] of boxes) {
    const dx = centre(box).x - centre(start).x;
    const dy = centre(box).y - centre(start).y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    const distance = ahead + 2 * aside;
    if (id !== from && ahead > 1 && (!best || distance < best.distance)) best = { id, distance };
  }
  return best?.id;
}

function centre(box: Box): { x: number; y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
