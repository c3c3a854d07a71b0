/** Tells those who wait that something has moved. */
export class Progress {
  private waiting: (() => void)[] = [];

  /** Resolves at the next {@link notify}. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  notify(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
