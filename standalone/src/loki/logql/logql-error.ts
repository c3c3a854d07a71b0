/** A query that is malformed or uses something that this store does not offer; the text goes to the client with status 400. */
export class LogQlError extends Error {
  override readonly name = 'LogQlError';
}

/** Error at a place of the query, in Loki's form `parse error at line 1, col 12: …` (both counted from 1). */
export function errorAt(query: string, offset: number, problem: string): LogQlError {
  const before = query.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return new LogQlError(`parse error at line ${line}, col ${column}: ${problem}`);
}

/** Error of the query as a whole, in Loki's form `parse error : …`. */
export function errorOf(problem: string): LogQlError {
  return new LogQlError(`parse error : ${problem}`);
}
