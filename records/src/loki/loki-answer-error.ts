/** Loki, or what stands in its place, gave an answer of an unexpected shape. */
export class LokiAnswerError extends Error {
  override readonly name = 'LokiAnswerError';
  /** Where in the answer, such as `data.result[3].values[0]`. */
  readonly path: string;
  /** What was expected there. */
  readonly expected: string;

  constructor(path: string, expected: string) {
    super(`unexpected answer of the log store: ${path} should be ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}
