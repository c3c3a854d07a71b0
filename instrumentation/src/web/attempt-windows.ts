/** Attempts beyond those that were recorded one by one. */
export interface AttemptSummary {
  readonly key: string;
  /** Attempts that got no entry of their own. */
  readonly count: number;
  readonly sinceMillis: number;
  readonly untilMillis: number;
  /** The first few different things that were tried. */
  readonly samples: readonly string[];
}

/** How attempts are limited. */
export interface AttemptLimit {
  /** Attempts of a client that get an entry each within a window. */
  readonly burst: number;
  readonly windowMillis: number;
  /** Clients that are told apart at a time; others share a window. */
  readonly mostClients: number;
  readonly nowMillis: () => number;
  /** Runs something later; must not keep the process alive. */
  readonly schedule: (run: () => void, millis: number) => void;
  readonly onClosed: (summary: AttemptSummary) => void;
}

interface Window {
  readonly sinceMillis: number;
  attempts: number;
  readonly samples: Set<string>;
}

const MOST_SAMPLES = 10;
const OTHERS = 'others';

/** Keeps a flood of refused attempts from becoming a flood of entries: none is forgotten, those beyond a burst are counted. */
export class AttemptWindows {
  private readonly limit: AttemptLimit;
  private readonly windows = new Map<string, Window>();
  private isScheduled = false;

  constructor(limit: AttemptLimit) {
    this.limit = limit;
  }

  /** Counts an attempt; true: it gets an entry of its own. */
  take(client: string, sample: string): boolean {
    const { burst, mostClients, nowMillis } = this.limit;
    this.closeOver();
    const isKnown = this.windows.has(client) || this.windows.size < mostClients;
    const key = isKnown ? client : OTHERS;
    const window = this.windows.get(key) ?? { sinceMillis: nowMillis(), attempts: 0, samples: new Set<string>() };
    this.windows.set(key, window);
    window.attempts += 1;
    this.schedule();
    if (window.attempts <= burst) return true;
    if (window.samples.size < MOST_SAMPLES) window.samples.add(sample);
    return false;
  }

  /** Closes all windows, for the end of the process. */
  close(): void {
    for (const [key, window] of this.windows) this.end(key, window);
  }

  private closeOver(): void {
    const { windowMillis, nowMillis } = this.limit;
    const now = nowMillis();
    for (const [key, window] of this.windows) {
      if (now - window.sinceMillis < windowMillis) break;
      this.end(key, window);
    }
  }

  private end(key: string, { attempts, sinceMillis, samples }: Window): void {
    this.windows.delete(key);
    const { burst, nowMillis, onClosed } = this.limit;
    const count = attempts - burst;
    if (count > 0) onClosed({ key, count, sinceMillis, untilMillis: nowMillis(), samples: [...samples] });
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.limit.schedule(() => {
      this.isScheduled = false;
      this.closeOver();
      if (this.windows.size > 0) this.schedule();
    }, this.limit.windowMillis);
  }
}
