import type { BotState, WorkingBot } from '../working-bot.ts';
import { waitUntil } from '../../backends/run/wait-until.ts';

/** Looks at a bot again and again, until it is told to stop. */
export interface BotWatch {
  /** Largest resident memory seen since the last {@link BotWatch.resetMemory}. */
  maxRssBytes(): number;
  /** Resident memory now. */
  rssBytes(): number;
  resetMemory(): void;
  /** Milliseconds until everything that the bot has recorded by now is delivered. */
  measureDrain(timeoutMillis: number): Promise<number>;
  end(): Promise<void>;
}

const POLL_MILLIS = 200;

function isDelivered(target: BotState, now: BotState): boolean {
  return (['records', 'audit'] as const).every(
    (queue) => now.stats[queue].delivered >= target.stats[queue].emitted + target.stats[queue].recovered,
  );
}

/** Starts to look at a bot. */
export function watchBot(bot: WorkingBot): BotWatch {
  let latest: BotState | undefined;
  let maxRssBytes = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      latest = await bot.state();
      maxRssBytes = Math.max(maxRssBytes, latest.rssBytes);
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
    }
  })();
  watching.catch(() => undefined);
  return {
    maxRssBytes: () => maxRssBytes,
    rssBytes: () => latest?.rssBytes ?? 0,
    resetMemory: () => (maxRssBytes = 0),
    measureDrain: async (timeoutMillis) => {
      const target = await bot.state();
      const started = Date.now();
      await waitUntil(
        'the bot’s spool to be empty',
        () => (latest !== undefined && isDelivered(target, latest) ? true : undefined),
        timeoutMillis,
      );
      return Date.now() - started;
    },
    end: async () => {
      running = false;
      await watching;
    },
  };
}
