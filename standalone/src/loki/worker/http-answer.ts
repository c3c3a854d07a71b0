/** An answer of a query API; may be transferred between threads. */
export interface HttpAnswer {
  readonly status: number;
  /** Empty when there is no body. */
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** An answer of JSON. */
export function jsonAnswer(status: number, value: unknown): HttpAnswer {
  return { status, contentType: 'application/json; charset=UTF-8', body: encoder.encode(JSON.stringify(value)) };
}

/** An answer of plain text. */
export function textAnswer(status: number, text: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: encoder.encode(text) };
}

/** An answer without a body. */
export function emptyAnswer(status: number): HttpAnswer {
  return { status, contentType: '', body: new Uint8Array() };
}
