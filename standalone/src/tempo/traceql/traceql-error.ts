/** A query that is malformed or uses something that this store does not offer; the text goes to the client with status 400. */
export class TraceQlError extends Error {
  override readonly name = 'TraceQlError';
}

/** Error at a place of the query, in Tempo's form (line and column counted from 1). */
export function errorAt(query: string, offset: number, problem: string): TraceQlError {
  const line = query.slice(0, offset).split('\n').length;
  const column = offset - query.lastIndexOf('\n', offset - 1);
  return new TraceQlError(`invalid TraceQL query: parse error at line ${line}, col ${column}: ${problem}`);
}
