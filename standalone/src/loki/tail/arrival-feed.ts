/** Tells that records were stored. The store is one. */
export interface ArrivalFeed {
  /** Id of the newest record (or span) that is stored; ids rise in order of arrival, without gaps. */
  readonly lastId: bigint;
  /** Calls back after each commit; the answer takes the listener away. */
  onCommit(listener: () => void): () => void;
}

/** Where nothing is ever stored. */
export const NO_ARRIVALS: ArrivalFeed = { lastId: 0n, onCommit: () => () => undefined };
