/** Bounds of tails. */
export interface TailLimits {
  /** How long commits gather before they are sent together. */
  readonly gatherMillis: number;
  /** A client that has not taken so many bytes gets nothing more until it has. */
  readonly maxBufferedBytes: number;
  /** A client that takes nothing and is more records behind than this loses the oldest. */
  readonly maxRecordsBehind: number;
  /** Lost entries that are told with the next message; a client that loses more is sent away. */
  readonly maxDropped: number;
  /** Tails of one tenant that are open at the same time; more are answered 429. */
  readonly maxTails: number;
  /** Time between two pings; a client that has not answered one by the next is gone. */
  readonly pingMillis: number;
}

/** Limits for one machine. */
export const DEFAULT_TAIL_LIMITS: TailLimits = {
  gatherMillis: 200,
  maxBufferedBytes: 1024 * 1024,
  maxRecordsBehind: 10_000,
  maxDropped: 1000,
  maxTails: 50,
  pingMillis: 10_000,
};
