import type { ClientRequest, IncomingMessage } from 'node:http';
import { errorMonitor } from 'node:events';
import { toHeaderPairs } from './parse-head.ts';
import { replaceMethod } from './replace-method.ts';
import type { WireFailure, WireTap } from './wire-tap.ts';

/** Node keeps the answer with its request. */
type AnsweredRequest = ClientRequest & { readonly res?: IncomingMessage | null };

/** Node tells nobody why an answer broke off that has no listener. */
const RESET = { code: 'ECONNRESET' };

/**
 * Watches one request of `node:http` through its own methods and through events that nothing depends on: a listener for
 * `response` or `data` would change what Node does with the answer.
 */
export class HttpTap {
  private readonly request: AnsweredRequest;
  private readonly tap: WireTap;
  private readonly restores: (() => void)[] = [];
  private error: unknown;
  /** What the bot broke the request off with. */
  private reason: unknown;
  private isBrokenOff = false;
  private isLate = false;
  private isDiscarded = false;

  constructor(request: AnsweredRequest, tap: WireTap) {
    this.request = request;
    this.tap = tap;
    this.watchSending();
    request.once(errorMonitor, (error: unknown) => {
      this.error ??= error;
      if (!request.res) this.fail();
    });
    request.once('timeout', () => (this.isLate = true));
    request.once('close', () => this.close());
  }

  /** The answer's head is there. The parser pushes the body into the answer, whether somebody reads it or not. */
  receive(response: IncomingMessage): void {
    const { tap } = this;
    this.restores.push(
      replaceMethod(response, 'push', (original) => (chunk: unknown, ...rest: unknown[]) => {
        const more = original(chunk, ...rest);
        tap.safely(() => (chunk === null ? this.finish(response) : tap.responseBody.add(chunk as Uint8Array)));
        return more;
      }),
      replaceMethod(response, 'destroy', (original) => (error: unknown, ...rest: unknown[]) => {
        this.breakOff(error);
        this.isDiscarded ||= this.isBrokenOff && this.reason === undefined;
        return original(error, ...rest);
      }),
    );
    tap.receiveHead({ status: response.statusCode ?? 0, headers: toHeaderPairs(response.rawHeaders) });
  }

  private watchSending(): void {
    const { request, tap } = this;
    const add = (chunk: unknown, encoding: unknown): void =>
      tap.safely(() => {
        if (typeof chunk === 'string') tap.requestBody.add(Buffer.from(chunk, toEncoding(encoding)));
        else if (chunk instanceof Uint8Array) tap.requestBody.add(chunk);
      });
    for (const name of ['write', 'end'] as const) {
      this.restores.push(
        replaceMethod(request, name, (original) => (chunk: unknown, encoding: unknown, ...rest: unknown[]) => {
          const isOpen = !request.writableEnded && !request.destroyed;
          const result = original(chunk, encoding, ...rest);
          if (isOpen) add(chunk, encoding);
          if (isOpen && name === 'end') tap.requestBody.end();
          return result;
        }),
      );
    }
    this.restores.push(
      // So Node itself ends a loop over an answer that is left early.
      replaceMethod(request, 'abort', (original) => (...args: unknown[]) => {
        this.isDiscarded = tap.head !== undefined && !this.isBrokenOff;
        return original(...args);
      }),
      replaceMethod(request, 'destroy', (original) => (error: unknown, ...rest: unknown[]) => {
        if (!request.destroyed) this.breakOff(error);
        return original(error, ...rest);
      }),
    );
  }

  /** Node destroys an answer itself when the connection breaks. */
  private breakOff(error: unknown): void {
    if (this.tap.hasEnded || this.isBrokenOff || this.error !== undefined) return;
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    this.isBrokenOff = !(code === 'ECONNRESET' && message === 'aborted');
    if (this.isBrokenOff) this.reason = error ?? undefined;
  }

  /** An answer without a listener is dumped: what Node read of it did not pass by. */
  private finish(response: IncomingMessage): void {
    if (!response.complete) return;
    if ((response as { _dumped?: boolean })._dumped) this.end({ error: undefined, isDiscarded: true });
    else this.end();
  }

  /** The connection is done with the request: its answer was complete, another protocol began, or it broke. */
  private close(): void {
    const { res: response } = this.request;
    if (!response) return this.fail();
    if (this.tap.head === undefined) {
      this.tap.safely(() => this.receive(response));
      return this.end();
    }
    if (response.complete) this.finish(response);
    else this.fail();
  }

  private fail(): void {
    const { isBrokenOff, isLate } = this;
    // A client may learn from a write of its own that the connection broke, and say nothing of it.
    const reason = this.reason ?? this.request.socket?.errored ?? undefined;
    const isDiscarded = this.isDiscarded && isBrokenOff && !isLate && reason === undefined;
    this.end({ error: isBrokenOff ? reason : (this.error ?? RESET), isBrokenOff, isLate, isDiscarded });
  }

  private end(failure?: WireFailure): void {
    this.tap.end(failure);
    for (const restore of this.restores.splice(0)) restore();
  }
}

function toEncoding(encoding: unknown): BufferEncoding {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
}
