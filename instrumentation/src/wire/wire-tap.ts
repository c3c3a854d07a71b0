import type { Context, SpanContext } from '@opentelemetry/api';
import { BodyTap, type CopiedBytes } from './body-tap.ts';

/** Names and values in turn of time, as sent or received. */
export type HeaderPairs = readonly (readonly [string, string])[];

/** The head of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: HeaderPairs;
}

/** Why a request ended without a whole answer. */
export interface WireFailure {
  readonly error: unknown;
  /** The bot destroyed the request; else the network or the other side did. */
  readonly isBrokenOff?: boolean;
  /** The request's own time-out had passed before. */
  readonly isLate?: boolean;
  /** The bot had the head and wanted no more of the body: no failure. */
  readonly isDiscarded?: boolean;
}

/** Who records a request. */
export interface WireOwner {
  /** Context that instrumentation of OpenTelemetry finds active when the request is made. */
  readonly context: Context;
  /** Most bytes of each body to keep. */
  readonly limitBytes: number;
  /** The request is made. `span`: of the OpenTelemetry instrumentation that traces it. */
  attach(tap: WireTap, span: SpanContext | undefined): void;
  /** The answer's head is there. */
  receiveHead(tap: WireTap): void;
  /** Nothing more will come. Called once. */
  end(tap: WireTap, failure: WireFailure | undefined): void;
  /** Something went wrong in watching. */
  reportFault(error: unknown): void;
}

/** One request on the wire and its answer, as far as they have passed by. */
export class WireTap {
  readonly owner: WireOwner;
  readonly requestBody: BodyTap;
  readonly responseBody: BodyTap;
  /** Address as far as it is known; some requests learn their port late. */
  readonly readAddress: () => string;
  /** Headers as sent; what is known of them where nothing was sent. */
  readonly readHeaders: () => HeaderPairs;
  head: AnswerHead | undefined;
  hasEnded = false;
  failure: WireFailure | undefined;
  /** What is to be sent, where it is at hand before anything is sent. */
  unsentBody: Uint8Array | undefined;
  /** Bytes of the answer that had come when somebody last looked. */
  private seenBytes = -1;

  constructor(owner: WireOwner, readAddress: () => string, readHeaders: () => HeaderPairs) {
    this.owner = owner;
    this.requestBody = new BodyTap(owner.limitBytes);
    this.responseBody = new BodyTap(owner.limitBytes);
    this.readAddress = readAddress;
    this.readHeaders = readHeaders;
  }

  /** The answer's head has come. */
  receiveHead(head: AnswerHead): void {
    this.head = head;
    this.safely(() => this.owner.receiveHead(this));
  }

  /** The answer is complete, or failed. Further calls are ignored. */
  end(failure?: WireFailure): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.failure = failure;
    if (failure === undefined) this.responseBody.end();
    this.safely(() => this.owner.end(this, failure));
  }

  /** The request's body as far as it was sent; undefined for none. */
  copiedRequest(): CopiedBytes | undefined {
    const { requestBody, unsentBody } = this;
    if (requestBody.sizeBytes > 0) return requestBody.copied(this.toLength(this.readHeaders()));
    if (unsentBody === undefined) return undefined;
    const tap = new BodyTap(this.owner.limitBytes);
    tap.add(unsentBody);
    tap.end();
    return tap.copied();
  }

  /** The answer's body as far as it has come. */
  copiedAnswer(): CopiedBytes {
    const claimedBytes = this.toLength(this.head?.headers ?? []);
    if (claimedBytes === this.responseBody.sizeBytes) this.responseBody.end();
    return this.responseBody.copied(claimedBytes);
  }

  /** Whether bytes have come since the last time that this was asked. */
  hasMoved(): boolean {
    const { seenBytes } = this;
    this.seenBytes = this.responseBody.sizeBytes;
    return this.seenBytes !== seenBytes;
  }

  private toLength(headers: HeaderPairs): number | undefined {
    const length = Number(headers.find(([name]) => /^content-length$/i.test(name))?.[1] ?? NaN);
    return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
  }

  /** Runs a part of the watching, so that nothing it throws reaches the request. */
  safely(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.owner.reportFault(error);
    }
  }
}
