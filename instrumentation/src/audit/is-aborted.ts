/**
 * Whether a Postgres connection is in a transaction that has failed: COMMIT is then answered by a rollback, without an
 * error. False for connections that do not tell.
 */
export function isAborted(connection: unknown): boolean {
  const tell = (connection as { readonly getTransactionStatus?: unknown } | undefined)?.getTransactionStatus;
  return typeof tell === 'function' && tell.call(connection) === 'E';
}
