import http from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { runUnrecorded } from '../wire/unrecorded.ts';
import { parseRetryAfter } from './back-off.ts';
import { parseErrorMessage, parseExportResponse } from './parse-export-response.ts';
import type { SendLogs, SendOutcome } from './send-outcome.ts';

/** Where records go. */
export interface OtlpTransportOptions {
  /** Full address, with `/v1/logs`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole request, connection to last byte of the answer. */
  readonly timeoutMillis: number;
  readonly compression: 'none' | 'gzip';
}

/** A sender with the connections it keeps. */
export interface OtlpTransport {
  readonly send: SendLogs;
  /** Breaks off what is under way and closes kept connections; what is sent afterwards fails at once. */
  readonly close: () => void;
}

/**
 * Answers that concern the whole request rather than a record in it: a wrong address or credential must not end with
 * every record in quarantine.
 */
const RETRYABLE = new Set([401, 402, 403, 404, 405, 407, 408, 421, 425, 429]);
/** Failures before there is a connection. */
const UNREACHED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const LONGEST_ANSWER_BYTES = 65_536;
const compress = promisify(gzip);

/** A sender of OTLP requests over HTTP with kept connections. It never keeps the process alive. */
export function createOtlpTransport(options: OtlpTransportOptions): OtlpTransport {
  const url = new URL(options.url);
  const secure = url.protocol === 'https:';
  const agent = secure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  const headers = {
    ...options.headers,
    'content-type': 'application/x-protobuf',
    ...(options.compression === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
  };
  const start = secure ? https.request : http.request;
  const underWay = new Set<http.ClientRequest>();
  let isClosed = false;
  const send: SendLogs = async (request) => {
    const body = options.compression === 'gzip' ? await compress(request) : request;
    // Nothing would keep the process alive until the answer comes that whoever closes this waits for.
    if (isClosed) return { kind: 'retryable', reason: 'shut down' };
    const requestOptions = { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } };
    return runUnrecorded(() =>
      context.with(suppressTracing(ROOT_CONTEXT), () =>
        exchange(start(url, requestOptions), body, options.timeoutMillis, underWay),
      ),
    );
  };
  const close = (): void => {
    isClosed = true;
    for (const call of underWay) call.destroy();
    agent.destroy();
  };
  return { send, close };
}

function exchange(
  call: http.ClientRequest,
  body: Uint8Array,
  timeoutMillis: number,
  underWay: Set<http.ClientRequest>,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    underWay.add(call);
    const settle = (outcome: SendOutcome): void => {
      underWay.delete(call);
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (reason: string): void => settle({ kind: 'retryable', reason });
    const timer = setTimeout(() => {
      fail(`no answer within ${timeoutMillis} ms`);
      call.destroy();
    }, timeoutMillis).unref();
    call.on('socket', (socket) => socket.unref());
    call.on('error', (error: NodeJS.ErrnoException) => {
      const unreached = UNREACHED.has(error.code ?? '');
      settle({ kind: 'retryable', reason: error.code ?? error.message, ...(unreached ? { unreached } : {}) });
    });
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on('data', (chunk: Buffer) => {
        if (sizeBytes < LONGEST_ANSWER_BYTES) chunks.push(chunk);
        sizeBytes += chunk.length;
      });
      response.on('end', () => settle(toOutcome(response, Buffer.concat(chunks))));
      response.on('error', (error) => fail(error.message));
    });
    call.end(body);
  });
}

function toOutcome({ statusCode = 0, headers }: http.IncomingMessage, body: Buffer): SendOutcome {
  if (statusCode >= 200 && statusCode < 300) {
    // A log-in page or a web server at a wrong address says yes to everything.
    if (headers['content-type']?.startsWith('text/html')) return { kind: 'retryable', reason: 'a web page answered' };
    const { rejectedLogRecords, errorMessage } = parseExportResponse(body, headers['content-type']);
    if (rejectedLogRecords <= 0) return { kind: 'sent' };
    return { kind: 'rejected', reason: `${rejectedLogRecords} refused: ${errorMessage.slice(0, 500)}` };
  }
  const message = parseErrorMessage(body, headers['content-type']);
  const reason = `HTTP ${statusCode}${message === '' ? '' : `: ${message}`}`;
  if (statusCode >= 400 && statusCode < 500 && !RETRYABLE.has(statusCode)) return { kind: 'rejected', reason };
  const retryAfterMillis = parseRetryAfter(headers, Date.now());
  return { kind: 'retryable', reason, ...(retryAfterMillis === undefined ? {} : { retryAfterMillis }) };
}
