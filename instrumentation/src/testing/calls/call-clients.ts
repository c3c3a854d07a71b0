import { createHash } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import axios from 'axios';
import got from 'got';
import { Agent, fetch as undiciFetch, request as undiciRequest } from 'undici';
import { makeBody, toHeaders, toNodeBody, type CallOutcome, type CallSpec } from './call-spec.ts';

/** Makes a call and reads its answer to the end. */
export type CallClient = (spec: CallSpec, telemetryFetch: typeof fetch) => Promise<CallOutcome>;

/** The clients by name. A `fetch` takes `https` only where the process trusts the certificate. */
export const CLIENTS: Readonly<Record<string, CallClient>> = {
  'telemetry.fetch': (spec, telemetryFetch) => callFetch(telemetryFetch, spec),
  fetch: (spec) => callFetch(globalThis.fetch, spec),
  'undici.fetch': (spec) => callFetch(undiciFetch as unknown as typeof fetch, spec, trust(spec)),
  'undici.request': callUndici,
  http: callHttp,
  axios: callAxios,
  got: callGot,
};

function callFetch(fetch: typeof globalThis.fetch, spec: CallSpec, more: object = {}): Promise<CallOutcome> {
  return settle(spec, async (signal, onHead) => {
    const body = makeBody(spec.body);
    const init = {
      method: spec.method,
      headers: toHeaders(spec.body),
      signal,
      ...(typeof body === 'function' ? { body: ReadableStream.from(body()), duplex: 'half' as const } : {}),
      ...(Buffer.isBuffer(body)
        ? { body: spec.body === 'json' ? body.toString() : (body as Uint8Array<ArrayBuffer>) }
        : {}),
      ...more,
    };
    const response = await fetch(spec.url, init);
    onHead();
    const digest = await digestOf((response.body ?? []) as AsyncIterable<Uint8Array>);
    return { status: response.status, headers: Object.fromEntries(response.headers), ...digest };
  });
}

function callUndici(spec: CallSpec): Promise<CallOutcome> {
  return settle(spec, async (signal, onHead) => {
    const { statusCode, headers, body } = await undiciRequest(spec.url, {
      method: spec.method,
      headers: toHeaders(spec.body),
      body: toNodeBody(spec.body) ?? null,
      signal,
      ...trust(spec),
    });
    onHead();
    return { status: statusCode, headers, ...(await digestOf(body)) };
  });
}

function callHttp(spec: CallSpec): Promise<CallOutcome> {
  return settle(spec, async (signal, onHead) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: spec.method, headers: toHeaders(spec.body), signal, ca: spec.certificate };
      const request = (spec.url.startsWith('https:') ? https : http).request(spec.url, options, resolve);
      request.on('error', reject);
      const body = toNodeBody(spec.body);
      if (body === undefined || Buffer.isBuffer(body)) request.end(body);
      else body.pipe(request);
    });
    onHead();
    return { status: response.statusCode ?? 0, headers: response.headers, ...(await digestOf(response)) };
  });
}

function callAxios(spec: CallSpec): Promise<CallOutcome> {
  return settle(spec, async (signal, onHead) => {
    const response = await axios.request<Readable>({
      url: spec.url,
      method: spec.method,
      headers: toHeaders(spec.body),
      data: toNodeBody(spec.body),
      ...(spec.timeoutMillis === undefined ? { signal } : { timeout: spec.timeoutMillis }),
      responseType: 'stream',
      validateStatus: () => true,
      maxBodyLength: Infinity,
      httpsAgent: new https.Agent({ ca: spec.certificate }),
    });
    onHead();
    return { status: response.status, headers: { ...response.headers }, ...(await digestOf(response.data)) };
  });
}

function callGot(spec: CallSpec): Promise<CallOutcome> {
  return settle(spec, async (signal, onHead) => {
    const body = toNodeBody(spec.body);
    const stream = got.stream(spec.url, {
      method: spec.method as 'GET',
      headers: toHeaders(spec.body),
      ...(body === undefined ? {} : { body, allowGetBody: true }),
      ...(spec.timeoutMillis === undefined ? { signal } : { timeout: { request: spec.timeoutMillis } }),
      retry: { limit: 0 },
      throwHttpErrors: false,
      ...(spec.certificate === undefined ? {} : { https: { certificateAuthority: spec.certificate } }),
    });
    if (body === undefined && !['GET', 'HEAD'].includes(spec.method)) stream.end();
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      stream.once('response', resolve).once('error', reject);
    });
    const response = await answered;
    onHead();
    return { status: response.statusCode ?? 0, headers: response.headers, ...(await digestOf(stream)) };
  });
}

const agents = new Map<string | undefined, Agent>();

/** A dispatcher of this undici: Node's own hides from it why a signal aborts. */
function trust({ certificate }: CallSpec): object {
  const agent = agents.get(certificate) ?? new Agent(certificate === undefined ? {} : { connect: { ca: certificate } });
  agents.set(certificate, agent);
  return { dispatcher: agent };
}

/** Runs a call with its signal; what it throws becomes the names, codes and words of the error and its causes. */
async function settle(
  spec: CallSpec,
  run: (signal: AbortSignal, onHead: () => void) => Promise<CallOutcome>,
): Promise<CallOutcome> {
  const controller = new AbortController();
  const timeout = spec.timeoutMillis === undefined ? undefined : AbortSignal.timeout(spec.timeoutMillis);
  const signal = timeout ?? controller.signal;
  if (spec.abort === 'before') controller.abort();
  const timer = spec.abort === 'head' ? setTimeout(() => controller.abort(), 30) : undefined;
  try {
    return await run(signal, () => {
      if (spec.abort === 'body') controller.abort();
      if (spec.abort === 'late') controller.abort(new DOMException('The time is over.', 'TimeoutError'));
    });
  } catch (error) {
    return { error: describeError(error) };
  } finally {
    clearTimeout(timer);
  }
}

function describeError(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [String(error)];
  const { name, code, message, cause } = error as { name?: string; code?: unknown; message?: string; cause?: unknown };
  return [`${name} ${String(code)} ${message}`, ...(cause === undefined ? [] : describeError(cause))];
}

async function digestOf(body: AsyncIterable<Uint8Array>): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
