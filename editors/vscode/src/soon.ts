/**
 * Runs a task a moment after it was asked for. Many wishes in that moment are one, and the task never runs twice at
 * once: what is wished for while it runs comes after it.
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

  /** Runs the task without waiting, or as soon as it does not run any more. */
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
