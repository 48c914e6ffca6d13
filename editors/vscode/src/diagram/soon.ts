/**
 * Runs a task a moment after it was asked for. Many wishes in that moment are one, and the task never runs twice at
 * once: what is wished for while it runs comes after it.
 */
export class Soon {
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private again = false;

  constructor(
    private readonly task: () => Promise<void>,
    private readonly delay: number,
  ) {}

  ask(): void {
    if (this.running) this.again = true;
    else this.timer ??= setTimeout(() => void this.run(), this.delay);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.again = false;
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.running = true;
    try {
      await this.task();
    } finally {
      this.running = false;
      if (this.again) {
        this.again = false;
        this.ask();
      }
    }
  }
}
