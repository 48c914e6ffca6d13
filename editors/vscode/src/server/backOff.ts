/** Decides when to restart a crashed server: at once at first, then with growing delays, and finally not at all. */
export class BackOff {
  private crashes: number[] = [];

  /**
   * @param delays the delays before consecutive restarts, in milliseconds; there is no restart after the last one
   * @param calm the time without a crash after which earlier ones no longer count, in milliseconds
   */
  constructor(
    private readonly delays: readonly number[],
    private readonly calm: number,
  ) {}

  /** Counts a crash. Returns the delay before the next start, or undefined to give up. */
  crashed(now: number): number | undefined {
    const last = this.crashes.at(-1);
    if (last !== undefined && now - last > this.calm) this.crashes = [];
    this.crashes.push(now);
    return this.delays[this.crashes.length - 1];
  }

  /** The number of consecutive crashes. */
  get count(): number {
    return this.crashes.length;
  }

  /** Resets the count, because the user asked for a restart. */
  reset(): void {
    this.crashes = [];
  }
}
