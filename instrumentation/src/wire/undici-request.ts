import type { AsyncResource } from 'node:async_hooks';
import { parseHead, toHeaderPairs } from './parse-head.ts';
import type { HeaderPairs } from './wire-tap.ts';
import type { WireRequest } from './wire-request.ts';

/** What undici tells of a request: its channels document the first four; all members have been there since version 6. */
export interface UndiciMessageRequest {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  readonly headers: unknown;
  readonly host?: string | null;
  readonly upgrade?: unknown;
  readonly body?: unknown;
  readonly contentLength?: number | null;
}

const METHODS_WITH_LENGTH = new Set(['POST', 'PUT', 'PATCH']);

/** A request of undici at the moment when it is made. */
export class UndiciRequest implements WireRequest {
  readonly method: string;
  readonly address: string;
  private readonly request: UndiciMessageRequest;

  constructor(request: UndiciMessageRequest) {
    const { method, origin, path } = request;
    this.request = request;
    this.method = method;
    this.address = /^https?:/.test(path) ? path : String(origin).replace(/\/$/, '') + path;
  }

  /** `fetch` alone sends this header. */
  get isFetch(): boolean {
    const { headers } = this.request;
    return Array.isArray(headers) && headers.includes('sec-fetch-mode');
  }

  /** A request that had to wait for a connection is made in the context of the one that set it free. */
  runAsCaller<Result>(run: () => Result): Result {
    const resource = findCaller(this.request);
    return resource === undefined ? run() : resource.runInAsyncScope(run);
  }
}

/** Why a request was aborted by its signal, where one of undici's own methods made it. */
export function findAbortReason(request: object): unknown {
  return findHandler(request)?.reason ?? undefined;
}

/** undici's own methods are resources of the code that called them. */
function findCaller(request: object): AsyncResource | undefined {
  const handler = findHandler(request);
  return typeof handler?.runInAsyncScope === 'function' ? (handler as AsyncResource) : undefined;
}

function findHandler(request: object): (Partial<AsyncResource> & { readonly reason?: unknown }) | undefined {
  const key = Object.getOwnPropertySymbols(request).find(({ description }) => description === 'handler');
  const handler: unknown = key && (request as Record<symbol, unknown>)[key];
  return typeof handler === 'object' && handler !== null ? handler : undefined;
}

/** Headers of a request that was not sent, as far as they are known. */
export function toUnsentHeaders({ host, headers }: UndiciMessageRequest): HeaderPairs {
  const pairs = typeof headers === 'string' ? parseHead(headers) : toHeaderPairs(headers);
  return host ? [['host', host], ...pairs] : pairs;
}

/** Headers of a request that is being sent. undici tells them without those that describe the body's length. */
export function toSentHeaders(request: UndiciMessageRequest, head: string): HeaderPairs {
  const pairs = parseHead(head);
  if (pairs.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))) return pairs;
  const sizeBytes = toLength(request);
  if (sizeBytes !== undefined) return [...pairs, ['content-length', String(sizeBytes)]];
  return request.body == null ? pairs : [...pairs, ['transfer-encoding', 'chunked']];
}

function toLength({ method, body, contentLength }: UndiciMessageRequest): number | undefined {
  const {
    byteLength,
    size,
    _readableState: state,
  } = (body ?? {}) as {
    byteLength?: number;
    size?: number;
    _readableState?: { ended?: boolean; objectMode?: boolean; length?: number };
  };
  if (typeof byteLength === 'number') return byteLength;
  if (typeof size === 'number') return size;
  if (state?.ended === true && state.objectMode === false) return state.length;
  if (body == null && !METHODS_WITH_LENGTH.has(method)) return undefined;
  return contentLength ?? (body == null ? 0 : undefined);
}
