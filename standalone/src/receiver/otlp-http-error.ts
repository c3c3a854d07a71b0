import type { StatusCodeName } from '@botscope/otlp';

/** An answer other than 200: the HTTP status, the code of its `google.rpc.Status`, and a text for people. */
export class OtlpHttpError extends Error {
  override readonly name = 'OtlpHttpError';
  readonly status: number;
  readonly code: StatusCodeName;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: StatusCodeName, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
