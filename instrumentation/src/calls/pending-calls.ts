/** Calls whose answer is still being received. */
export class PendingCalls {
  private readonly calls = new Set<() => void>();
  private waiting: (() => void)[] = [];

  /** Adds a call by what ends the wait for it; returns what removes it. */
  add(stop: () => void): () => void {
    this.calls.add(stop);
    return () => {
      this.calls.delete(stop);
      if (this.calls.size === 0) for (const resolve of this.waiting.splice(0)) resolve();
    };
  }

  /** Resolves when no answer is being received. */
  settled(): Promise<void> {
    return this.calls.size === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Lets every call be recorded with what has come so far. */
  stopAll(): void {
    for (const stop of [...this.calls]) stop();
  }
}
