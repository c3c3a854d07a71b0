import type { Backends } from '@botscope/tests';

/** What the measurements against the real stack are given. */
export interface BackendBenchOptions {
  readonly backends: Backends;
  /** Prints the table of single queries. */
  readonly table: boolean;
  /** Records of the corpus of the page queries. */
  readonly records: number;
}

/** Records of the corpus of the page queries where a run names no number. */
export const PAGE_QUERY_RECORDS = 300_000;
