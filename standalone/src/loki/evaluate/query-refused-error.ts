/** A query that is well formed but cannot be answered with the records as they are, or would need too much. */
export class QueryRefusedError extends Error {
  override readonly name = 'QueryRefusedError';
}
