/** A message and where it goes. */
export interface OutgoingMessage {
  /** Id of the alert: the name of its file. */
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  /** The whole message. */
  readonly bytes: Uint8Array;
  /** When the alert was raised, milliseconds since the epoch. */
  readonly raisedMillis: number;
}

/** What became of an attempt; `answer` is safe to show to people. */
export type DeliveryResult =
  | { readonly outcome: 'sent' | 'written'; readonly answer: string }
  /** Trying again may help; `unreachable`: the server did not get as far as judging the mail. */
  | { readonly outcome: 'retryable'; readonly answer: string; readonly unreachable: boolean }
  /** Trying again does not help. */
  | { readonly outcome: 'failed'; readonly answer: string };

/** Whether mails can leave. */
export interface DeliveryHealth {
  readonly ok: boolean;
  readonly reason?: string;
  readonly fix?: string;
}

/** A way by which mails leave. Nothing here rejects. */
export interface Delivery {
  deliver(message: OutgoingMessage): Promise<DeliveryResult>;
  check(): Promise<DeliveryHealth>;
  close(): void;
}
