/** A request that cannot be answered; status and text go to the client. */
export class LokiError extends Error {
  override readonly name = 'LokiError';
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** A parameter that cannot be read. */
export function badParameter(text: string): LokiError {
  return new LokiError(400, text);
}
