/**
 * Where a wait began: what a bot keeps until it goes on, in its own state or, signed, in the address of a call-back. Plain
 * JSON.
 */
export interface WaitCarrier {
  readonly conversationUid: string;
  readonly botId: string;
  readonly turnId: string;
  /** Number of the turn, so that a process that does not know the conversation can go on counting. */
  readonly turnIndex: number;
  /** The step that began the wait; absent when no step did. */
  readonly stepId?: string;
  /** W3C Trace Context of that step or turn; absent where no trace is recorded. */
  readonly traceparent?: string;
}

/** A carrier, or the text that a signed one is. */
export type WaitCarrierInput = WaitCarrier | string;

/** How a carrier is signed. */
export interface SignedCarrierOptions {
  /** How long it is accepted; 604,800,000 (seven days) by default. */
  readonly validMillis?: number;
}

/** Turns and steps can tell where they are, for what goes on later. */
export interface CarrierSource {
  /** Where the wait begins: a turn names its running step, else the last that said it waits. Undefined when nothing records. */
  carrier(): WaitCarrier | undefined;
  /**
   * The same as one text that may stand in an address and that nobody can forge (HMAC-SHA-256 with `carrierKey`). Undefined
   * when nothing records or without that key.
   */
  signedCarrier(options?: SignedCarrierOptions): string | undefined;
}
