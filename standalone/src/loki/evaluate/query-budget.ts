/** Why a query was given up. */
export class QueryStoppedError extends Error {
  override readonly name = 'QueryStoppedError';
  readonly reason: 'timeout' | 'cancelled';

  constructor(reason: 'timeout' | 'cancelled') {
    super(reason);
    this.reason = reason;
  }
}

const ROWS_BETWEEN_CHECKS = 128;

/** Limits the time of a query. */
export interface QueryBudget {
  /** To be called once per record read. @throws QueryStoppedError when the time is over or nobody waits any more. */
  spend(): void;
}

/** A budget that ends at a time of `performance.now()` or when `isCancelled` says so. */
export function createBudget(
  deadlineMillis: number,
  isCancelled: () => boolean,
  nowMillis: () => number = () => performance.now(),
): QueryBudget {
  let rows = 0;
  return {
    spend() {
      rows += 1;
      if (rows % ROWS_BETWEEN_CHECKS !== 1) return;
      if (isCancelled()) throw new QueryStoppedError('cancelled');
      if (nowMillis() > deadlineMillis) throw new QueryStoppedError('timeout');
    },
  };
}

/** A budget without limits. */
export const UNLIMITED: QueryBudget = { spend: () => undefined };
