import { retryDelayMillis } from '../alerts/retry-delay.ts';
import { copyConversation, type CopyOptions } from './copy-conversation.ts';
import type { Pin, PinStore } from './pin-store.ts';

/** Copies flagged conversations into what is kept long. */
export interface Pinning {
  /** Does what is due now; those who ask at the same time wait for the same run. Never rejects. */
  runDue(): Promise<void>;
  /** Breaks off what is under way; it is taken up at the next start. */
  stop(): void;
}

/** What {@link createPinning} works with. */
export interface PinningOptions extends CopyOptions {
  readonly pins: PinStore;
  readonly clock: () => number;
}

const PINS_PER_RUN = 20;

/** Pinning by the pins of a state file. */
export function createPinning({ pins, clock, ...copying }: PinningOptions): Pinning {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;

  const runOne = async (pin: Pin): Promise<void> => {
    try {
      const progress = await copyConversation(pin, copying, clock(), stopped.signal);
      if (!stopped.signal.aborted) pins.keep(pin, progress);
    } catch (error) {
      if (stopped.signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      pins.delay(pin, problem, clock() + retryDelayMillis(pin.attempts + 1));
    }
  };
  const runAll = async (): Promise<void> => {
    for (const pin of pins.listDue(clock(), PINS_PER_RUN)) {
      if (stopped.signal.aborted) return;
      await runOne(pin);
    }
  };
  return {
    runDue: () => {
      if (stopped.signal.aborted) return Promise.resolve();
      return (running ??= runAll().finally(() => (running = undefined)));
    },
    stop: () => stopped.abort(),
  };
}
