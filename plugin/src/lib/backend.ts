import type { Area, HttpMethod } from '@botscope/conventions';

/** A request to the gateway, through Grafana's proxy. */
export interface BackendRequest {
  readonly area: Area;
  readonly method: HttpMethod;
  /** Path below the area, without leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The answer is a file: it is given as text and not parsed. */
  readonly wantsText?: boolean;
}

/** Sends a request and gives the parsed JSON of its answer (`undefined` for an empty one), or its text where that is asked for. Rejects with a {@link RequestFailure}. */
export type Backend = (request: BackendRequest) => Promise<unknown>;

/** What an error answer said. */
export interface ErrorAnswer {
  /** HTTP status; 0 = no answer. */
  readonly status: number;
  /** Untrusted text. */
  readonly message: string;
  /** Error code of one of our own programs; a proxy's errors have none. */
  readonly code?: string;
  /** The part that our program says has failed. */
  readonly part?: string;
  /** What our program says to do about it. */
  readonly fix?: string;
}

/** A request that got no answer or an error as answer. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly request: BackendRequest;
  readonly answer: ErrorAnswer;

  constructor(request: BackendRequest, answer: ErrorAnswer, cause?: unknown) {
    super(answer.message, { cause });
    this.request = request;
    this.answer = answer;
  }
}

/** Whether a rejection only says that the request is no longer wanted. */
export function isAborted(error: unknown): boolean {
  return (error instanceof Error || error instanceof DOMException) && error.name === 'AbortError';
}
