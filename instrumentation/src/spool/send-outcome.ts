/** What became of a request. Texts are safe to show. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  /** The same request may succeed later. */
  | {
      readonly kind: 'retryable';
      readonly reason: string;
      readonly retryAfterMillis?: number;
      /** No connection came about, so trying again costs nobody anything. */
      readonly unreached?: boolean;
    }
  /** Something in this request will never be accepted. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** Sends an OTLP logs request; never rejects. */
export type SendLogs = (request: Uint8Array) => Promise<SendOutcome>;
