import type { Position, Range } from "vscode-languageclient/node";
import type { Origin } from "../protocol";

/** A block of the Templefile. */
export interface Block {
  name: string;
  range: Range;
}

/** Blocks that are not nested, with a fast search for the block that contains a range. */
export class Blocks {
  private readonly sorted: readonly Block[];
  /** The index of the block found last: consecutive ranges are usually in the same one. */
  private last = 0;

  constructor(private readonly given: readonly Block[]) {
    this.sorted = [...given].sort((a, b) => compare(a.range.start, b.range.start));
  }

  /** The names in the order of the text. */
  get names(): string[] {
    return this.given.map(({ name }) => name);
  }

  /** Returns the name of the block that contains more than half of the origins that are in any block. */
  most(origins: readonly Origin[]): string | undefined {
    const weights = new Map<Block, number>();
    let total = 0;
    for (const { source } of origins) {
      const block = this.around(source);
      if (!block) continue;
      weights.set(block, (weights.get(block) ?? 0) + 1);
      total++;
    }
    for (const [{ name }, weight] of weights) if (weight * 2 > total) return name;
    return undefined;
  }

  /** Returns true if these are the same blocks. */
  equal(others: readonly Block[]): boolean {
    return (
      others.length === this.given.length &&
      others.every((other, index) => {
        const block = this.given[index];
        return block?.name === other.name && same(block.range, other.range);
      })
    );
  }

  private around({ start, end }: Range): Block | undefined {
    const block = this.startsBefore(start);
    return block && compare(end, block.range.end) <= 0 ? block : undefined;
  }

  /** Returns the last block that does not start after a position. */
  private startsBefore(position: Position): Block | undefined {
    if (this.isLastBefore(this.last, position)) return this.sorted[this.last];
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.startsAfter(middle, position)) high = middle;
      else low = middle + 1;
    }
    this.last = Math.max(low - 1, 0);
    return this.sorted[low - 1];
  }

  private isLastBefore(index: number, position: Position): boolean {
    return !this.startsAfter(index, position) && this.startsAfter(index + 1, position);
  }

  /** Returns true if the block does not exist or starts after a position. */
  private startsAfter(index: number, position: Position): boolean {
    const block = this.sorted[index];
    return block === undefined || compare(block.range.start, position) > 0;
  }
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function same(a: Range, b: Range): boolean {
  return compare(a.start, b.start) === 0 && compare(a.end, b.end) === 0;
}
