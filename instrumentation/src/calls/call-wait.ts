import type { PendingCalls } from './pending-calls.ts';

const LONGEST_SILENCE_MILLIS = 30_000;
const LONGEST_ANSWER_MILLIS = 300_000;

/**
 * How long a record waits for the rest of an answer: until the bot's shutdown, half a minute without a byte, or five
 * minutes.
 */
export class CallWait {
  private readonly stop: () => void;
  private readonly remove: () => void;
  private timer: NodeJS.Timeout | undefined;

  constructor(pendingCalls: PendingCalls, stop: () => void) {
    this.stop = stop;
    this.remove = pendingCalls.add(stop);
  }

  /** The answer has begun. `hasMoved`: whether bytes have come since it was asked last. */
  watch(hasMoved: () => boolean): void {
    let waitedMillis = 0;
    hasMoved();
    this.timer ??= setInterval(() => {
      waitedMillis += LONGEST_SILENCE_MILLIS;
      if (waitedMillis >= LONGEST_ANSWER_MILLIS || !hasMoved()) this.stop();
    }, LONGEST_SILENCE_MILLIS).unref();
  }

  /** The call has its record. */
  end(): void {
    clearInterval(this.timer);
    this.remove();
  }
}
