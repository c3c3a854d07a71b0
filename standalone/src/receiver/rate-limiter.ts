/** How often one client may ask. */
export interface RateLimit {
  readonly requestsPerSecond: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  filledAtMillis: number;
}

/** Clients are forgotten once they may send a whole burst again; this bounds how many are kept. */
const MAX_CLIENTS = 10_000;

/** Counts requests per client: each client has a bucket that refills with time. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** `clock` answers milliseconds. */
  constructor(limit: RateLimit, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Counts a request. Answers 0 when it may pass, else in how many seconds to try again. */
  take(client: string): number {
    const bucket = this.#refill(client);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / this.#limit.requestsPerSecond);
    bucket.tokens -= 1;
    return 0;
  }

  #refill(client: string): Bucket {
    const now = this.#clock();
    const { burst, requestsPerSecond } = this.#limit;
    const known = this.#buckets.get(client);
    const bucket = known ?? { tokens: burst, filledAtMillis: now };
    const passedSeconds = Math.max(0, now - bucket.filledAtMillis) / 1000;
    bucket.tokens = Math.min(burst, bucket.tokens + passedSeconds * requestsPerSecond);
    bucket.filledAtMillis = now;
    if (known === undefined) this.#remember(client, bucket);
    return bucket;
  }

  #remember(client: string, bucket: Bucket): void {
    const oldest = this.#buckets.size >= MAX_CLIENTS ? this.#buckets.keys().next().value : undefined;
    if (oldest !== undefined) this.#buckets.delete(oldest);
    this.#buckets.set(client, bucket);
  }
}
