import diagnosticsChannel, { type Channel } from 'node:diagnostics_channel';
import { context } from '@opentelemetry/api';
import { toHeaderPairs } from './parse-head.ts';
import { catchSpan } from './span-catcher.ts';
import { tapChunks } from './undici-chunks.ts';
import {
  findAbortReason,
  toSentHeaders,
  toUnsentHeaders,
  UndiciRequest,
  type UndiciMessageRequest,
} from './undici-request.ts';
import type { Claimant } from './wire-request.ts';
import { WireTap, type HeaderPairs, type WireFailure } from './wire-tap.ts';

/** What undici's channels tell; `request` is the same object for all of them. */
interface UndiciMessage {
  readonly request: UndiciMessageRequest;
  readonly headers?: string;
  readonly response?: { readonly statusCode: number; readonly headers: unknown };
  readonly chunk?: Uint8Array | string;
  readonly error?: unknown;
}

const CREATED = 'undici:request:create';
const nothing = (): void => {};

/** Watches all requests of every undici in the process, that of Node's `fetch` among them; returns what ends it. */
export function watchUndici(claim: Claimant): () => void {
  const taps = new WeakMap<object, WireTap>();
  const sent = new WeakMap<object, HeaderPairs>();
  const onTap = (run: (tap: WireTap, message: UndiciMessage) => void) => (message: unknown) => {
    const tap = taps.get((message as UndiciMessage).request);
    tap?.safely(() => run(tap, message as UndiciMessage));
  };
  const listeners: Readonly<Record<string, (message: unknown) => void>> = {
    [CREATED]: nothing,
    'undici:client:sendHeaders': onTap((_tap, { request, headers }) => {
      if (headers !== undefined) sent.set(request, toSentHeaders(request, headers));
    }),
    'undici:request:bodyChunkSent': onTap((tap, { chunk }) => tap.requestBody.add(toBytes(chunk))),
    'undici:request:bodySent': onTap((tap) => tap.requestBody.end()),
    'undici:request:headers': onTap((tap, { response }) => {
      if (response !== undefined && response.statusCode >= 200)
        tap.receiveHead({ status: response.statusCode, headers: toHeaderPairs(response.headers) });
    }),
    'undici:request:bodyChunkReceived': onTap((tap, { chunk }) => tap.responseBody.add(toBytes(chunk))),
    'undici:request:trailers': onTap((tap) => tap.end()),
    'undici:request:error': onTap((tap, { request, error }) => tap.end(toFailure(tap, request, error))),
  };
  for (const [name, listener] of Object.entries(listeners)) diagnosticsChannel.subscribe(name, listener);
  const restore = surroundPublish(diagnosticsChannel.channel(CREATED), (message, publish) => {
    const { request } = message as UndiciMessage;
    const tap = openTap(request, claim, sent);
    if (tap === undefined) return publish();
    taps.set(request, tap);
    const catcher = catchSpan(tap.owner.context);
    context.with(catcher.context, publish);
    tap.safely(() => {
      tapChunks(request, tap);
      if (request.body instanceof Uint8Array) tap.unsentBody = request.body;
      tap.owner.attach(tap, catcher.span());
    });
  });
  return () => {
    restore();
    for (const [name, listener] of Object.entries(listeners)) diagnosticsChannel.unsubscribe(name, listener);
  };
}

/** A tunnel or another protocol is no call. */
function openTap(
  request: UndiciMessageRequest,
  claim: Claimant,
  sent: WeakMap<object, HeaderPairs>,
): WireTap | undefined {
  if (request.method === 'CONNECT' || request.upgrade) return undefined;
  const made = new UndiciRequest(request);
  const owner = claim(made);
  return (
    owner &&
    new WireTap(
      owner,
      () => made.address,
      () => sent.get(request) ?? toUnsentHeaders(request),
    )
  );
}

/**
 * Runs something around what the subscribers of a channel do. A subscriber cannot: those that came before it have run
 * already, and it does not see what the later ones do.
 */
function surroundPublish(channel: Channel, around: (message: unknown, publish: () => void) => void): () => void {
  const publish = (message: unknown): void => {
    const { publish: original } = Object.getPrototypeOf(channel) as {
      publish: (this: Channel, message: unknown) => void;
    };
    around(message, () => original.call(channel, message));
  };
  Object.defineProperty(channel, 'publish', { value: publish, configurable: true, writable: true, enumerable: false });
  return () => {
    if (channel.publish === publish) Reflect.deleteProperty(channel, 'publish');
  };
}

/** Body streams of undici that are destroyed or dumped end with the same error as those that a signal aborts. */
function toFailure(tap: WireTap, request: UndiciMessageRequest, error: unknown): WireFailure {
  const reason = findAbortReason(request);
  if (reason !== undefined) return { error: reason, isBrokenOff: true };
  const isAborted = (error as { code?: unknown } | null)?.code === 'UND_ERR_ABORTED';
  return { error, isDiscarded: isAborted && tap.head !== undefined };
}

function toBytes(chunk: Uint8Array | string | undefined): Uint8Array {
  return typeof chunk === 'string' ? Buffer.from(chunk) : (chunk ?? new Uint8Array());
}
