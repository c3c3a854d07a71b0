import type { ArrivalFeed } from './tail/arrival-feed.ts';
import type { TailLimits } from './tail/tail-options.ts';
import type { ReaderSource } from './worker/reader-source.ts';

/** What {@link createLokiApi} needs. */
export interface LokiApiOptions {
  /** How the query threads open the store (a `RecordReader`). */
  readonly readerSource: ReaderSource;
  /** Tells tails that records were stored (a `Store`); absent where nothing is. */
  readonly arrivals?: ArrivalFeed;
  /** Bounds of tails, where they are not the default. */
  readonly tailLimits?: Partial<TailLimits>;
  /** Threads that answer queries; default 2. */
  readonly threadCount?: number;
  /** Longest time of a query; default 2 minutes, as configured for Loki. */
  readonly queryTimeoutMillis?: number;
  /** Time that a thread has to stop by itself after that; then it is ended and replaced. Default 2 s. */
  readonly queryGraceMillis?: number;
  /** Most queries that wait for a thread; default 200. */
  readonly maxWaitingQueries?: number;
  /** Host names, without port, that are answered besides loopback names. */
  readonly allowedHosts?: readonly string[];
  /** When set, queries need `Authorization: Bearer <token>`; wanted where the server is not on loopback. */
  readonly readToken?: string;
  /** Told about errors of this program (not of requests). Default: nobody. */
  readonly onFault?: (text: string) => void;
  /** Clock. */
  readonly nowUnixNano?: () => bigint;
}
