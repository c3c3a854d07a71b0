import type { Kernel } from './kernel.ts';

/** A reader that has not asked for more in this time is taken for gone. */
const LONGEST_IDLE_MILLIS = 300_000;

/**
 * Something that the bot may end, or never: a stream, a generator. What it never ends is closed after a long time without
 * activity, and when the telemetry shuts down, so that it is recorded and nothing is kept for ever.
 */
export class OpenEnd {
  private readonly timer: NodeJS.Timeout;
  private readonly remove: () => void;

  /** `close` is called at most once, unless {@link done} comes first. */
  constructor(kernel: Kernel, close: () => void, longestIdleMillis = LONGEST_IDLE_MILLIS) {
    const end = (): void => {
      this.done();
      close();
    };
    this.timer = setTimeout(end, longestIdleMillis).unref();
    this.remove = kernel.pendingCalls.add(end);
  }

  /** There was activity. */
  touch(): void {
    this.timer.refresh();
  }

  /** It has ended by itself. */
  done(): void {
    clearTimeout(this.timer);
    this.remove();
  }
}
