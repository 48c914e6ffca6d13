/** When to start a server again that has crashed: at once at first, then ever later, and in the end not at all. */
export class BackOff {
  private crashes: number[] = [];

  /**
   * @param delays how long to wait before each start in a row, in milliseconds; after the last one, it is given up
   * @param calm how long a server has to run for earlier crashes to be forgotten, in milliseconds
   */
  constructor(
    private readonly delays: readonly number[],
    private readonly calm: number,
  ) {}

  /** Counts a crash, and says how long to wait before the next start; nothing when it is time to give up. */
  crashed(now: number): number | undefined {
    const last = this.crashes.at(-1);
    if (last !== undefined && now - last > this.calm) this.crashes = [];
    this.crashes.push(now);
    return this.delays[this.crashes.length - 1];
  }

  /** How often the server has crashed in a row. */
  get count(): number {
    return this.crashes.length;
  }

  /** Somebody asked for a start, so that counting begins anew. */
  reset(): void {
    this.crashes = [];
  }
}
