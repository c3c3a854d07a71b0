/** A wait that can be cut short and never keeps the process alive. */
export class Sleeper {
  private finish: (() => void) | undefined;

  /** Resolves after so many milliseconds, or at {@link wake}. */
  sleep(millis: number): Promise<void> {
    if (millis <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), millis).unref();
      this.finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the running wait. */
  wake(): void {
    const { finish } = this;
    this.finish = undefined;
    finish?.();
  }
}
