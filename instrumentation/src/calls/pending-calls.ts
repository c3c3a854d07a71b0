/** Calls whose answer is still being received. */
export class PendingCalls {
  private readonly calls = new Set<() => void>();

  /** Adds a call by what ends the wait for it; returns what removes it. */
  add(stop: () => void): () => void {
    this.calls.add(stop);
    return () => void this.calls.delete(stop);
  }

  /** Lets every call be recorded with what has come so far. */
  stopAll(): void {
    for (const stop of [...this.calls]) stop();
  }
}
