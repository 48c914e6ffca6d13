/**
 * Runs a task after a delay. Requests during the delay are combined, and the task never runs concurrently: a request
 * while it runs makes it run again afterwards.
 */
export class Soon {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly task: () => Promise<void>,
    private readonly delay: number,
  ) {}

  ask(): void {
    if (this.running) this.again = true;
    else this.timer ??= setTimeout(() => void this.run(), this.delay);
  }

  /** Runs the task without delay, after a run in progress. */
  async now(): Promise<void> {
    while (this.running) await this.running;
    await this.run();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.again = false;
  }

  private run(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running = this.task().finally(() => {
      this.running = undefined;
      if (this.again) {
        this.again = false;
        this.ask();
      }
    });
    return this.running;
  }
}
