import type { HttpAnswer } from './http-answer.ts';

/** A job for a worker thread, which has one at a time. */
export interface WorkerJob<Request> {
  readonly request: Request;
  readonly timeoutMillis: number;
  /** One 32-bit number; 1 = nobody waits for the answer any more. */
  readonly cancelled: SharedArrayBuffer;
}

/** What a worker thread says. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  /** A fault of this program, not of the request. */
  | { readonly kind: 'fault'; readonly text: string };
