/** What is wrong with a request: not OTLP, or more than the limits allow. */
export type OtlpDecodeReason = 'malformed' | 'too-large';

/** A request that cannot be decoded. The message says what is wrong and where (byte offset or JSON path). */
export class OtlpDecodeError extends Error {
  override readonly name = 'OtlpDecodeError';
  readonly reason: OtlpDecodeReason;

  constructor(message: string, options: { reason?: OtlpDecodeReason; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.reason = options.reason ?? 'malformed';
  }
}
