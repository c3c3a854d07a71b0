/** Calls that are under way. */
export class PendingCalls {
  private readonly calls = new Set<() => void>();
  private readonly endings = new Set<() => void>();
  private waiting: (() => void)[] = [];

  /** Adds a call by what ends the wait for it; returns what removes it. */
  add(stop: () => void): () => void {
    this.calls.add(stop);
    return () => {
      this.calls.delete(stop);
      if (this.calls.size === 0) for (const resolve of this.waiting.splice(0)) resolve();
    };
  }

  /** Runs something once no more calls are recorded. */
  atEnd(run: () => void): void {
    this.endings.add(run);
  }

  /** Resolves when no call is under way. */
  settled(): Promise<void> {
    return this.calls.size === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Lets every call be recorded with what has come so far, and lets go of what watches calls. */
  stopAll(): void {
    for (const stop of [...this.calls]) stop();
    for (const end of this.endings) end();
    this.endings.clear();
  }
}
