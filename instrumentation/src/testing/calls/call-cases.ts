import { CLIENTS } from './call-clients.ts';
import type { Abort, BodyKind } from './call-spec.ts';
import type { RecordingServer } from './recording-server.ts';

/** How a call is recorded. */
export interface ExpectedRecord {
  readonly errorType?: string;
  readonly phase?: string;
  /** False: how much of the answer passes by depends on the network. */
  readonly isWhole?: boolean;
}

/** A call of the matrix. */
export interface CallCase {
  readonly client: string;
  readonly method: string;
  readonly body: BodyKind;
  /** What the server answers; for calls that no server answers, the name of the failure. */
  readonly answer: string;
  readonly origin: (server: RecordingServer) => string;
  readonly isSecure?: boolean;
  readonly abort?: Abort;
  readonly timeoutMillis?: number;
  readonly expected: ExpectedRecord;
}

type Part = Omit<CallCase, 'client'>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const BODIES: readonly BodyKind[] = ['none', 'text', 'json', 'form', 'binary', 'multipart', 'stream', 'large'];
const ANSWERS = [
  'json',
  'text',
  'binary',
  'empty',
  'missing',
  'broken',
  'gzip',
  'deflate',
  'br',
  'chunked',
  'hints',
  'redirect',
  'large',
  'closing',
];
const STATUS_ERRORS: Readonly<Record<string, ExpectedRecord>> = {
  missing: { errorType: '404' },
  broken: { errorType: '503' },
};
const toHttp = (server: RecordingServer): string => server.http;

function answered(method: string, body: BodyKind, answer: string, isSecure = false): Part {
  const origin = isSecure ? (server: RecordingServer) => server.https : toHttp;
  return { method, body, answer, origin, isSecure, expected: STATUS_ERRORS[answer] ?? {} };
}

/** Calls that fail, each with its cause. */
const FAILURES: readonly Part[] = [
  fail('dns', () => 'http://no-such-host.invalid', { errorType: 'dns', phase: 'dns' }),
  fail('refused', (server) => server.closed, { errorType: 'refused', phase: 'connect' }),
  fail('tls', (server) => server.plain, { errorType: 'tls', phase: 'tls' }),
  fail('untrusted', (server) => server.untrusted, { errorType: 'tls', phase: 'tls' }),
  fail('reset', (server) => server.resetting, { errorType: 'reset', phase: 'wait' }),
  { ...fail('silent', (server) => server.silent, { errorType: 'timeout', phase: 'wait' }), timeoutMillis: 40 },
  { ...fail('silent', (server) => server.silent, { errorType: 'aborted', phase: 'wait' }), abort: 'head' },
  { ...fail('silent', (server) => server.silent, { errorType: 'aborted', phase: 'wait' }), abort: 'before' },
  fail('short', toHttp, { errorType: 'reset', phase: 'receive' }),
  fail('cut', toHttp, { errorType: 'reset', phase: 'receive', isWhole: false }),
  { ...fail('stall', toHttp, { errorType: 'aborted', phase: 'receive', isWhole: false }), abort: 'body' },
  { ...fail('stall', toHttp, { errorType: 'timeout', phase: 'receive', isWhole: false }), abort: 'late' },
];

function fail(answer: string, origin: CallCase['origin'], expected: ExpectedRecord): Part {
  return { method: 'GET', body: 'none', answer, origin, expected };
}

/** Bodies only where the method takes one in every client. */
function takesBody(method: string): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

const HUGE = [answered('GET', 'none', 'huge'), answered('POST', 'huge', 'text')];

/** Few calls by every client: what differs between them most. */
export function listFewCases(): CallCase[] {
  return forClients([
    answered('POST', 'json', 'gzip'),
    answered('PUT', 'multipart', 'large'),
    answered('PATCH', 'stream', 'redirect'),
    answered('GET', 'none', 'missing'),
    answered('DELETE', 'none', 'json', true),
    answered('HEAD', 'none', 'text'),
  ]);
}

/** Calls by every client that get no whole answer. */
export function listFailingCases(): CallCase[] {
  return forClients(FAILURES);
}

/** The short matrix: each value of each dimension with every client, and bodies of 100 MB. */
export function listCoreCases(): CallCase[] {
  return forClients([
    ...METHODS.map((method) => answered(method, takesBody(method) ? 'json' : 'none', 'json')),
    ...BODIES.map((body) => answered('POST', body, 'text')),
    ...ANSWERS.map((answer) => answered('GET', 'none', answer)),
    answered('POST', 'json', 'json', true),
    ...FAILURES,
    ...HUGE,
  ]);
}

/** All combinations. */
export function listAllCases(): CallCase[] {
  const all: Part[] = [];
  for (const isSecure of [false, true])
    for (const method of METHODS)
      for (const body of takesBody(method) ? BODIES : (['none'] as const))
        for (const answer of ANSWERS) all.push(answered(method, body, answer, isSecure));
  return forClients([...all, ...FAILURES, ...HUGE]);
}

function forClients(parts: readonly Part[]): CallCase[] {
  return Object.keys(CLIENTS).flatMap((client) =>
    parts
      .filter((part) => isTold(client, part))
      .map((part) => ({ ...part, client, expected: toExpected(client, part) })),
  );
}

/**
 * A call that is broken off before it begins never reaches what can be watched, unless `fetch` is ours; before there is a
 * connection, which takes longer on a busy machine, a `fetch` that is not ours hides why.
 */
function isTold(client: string, { abort, timeoutMillis }: Part): boolean {
  if (abort === 'before') return /^(?:telemetry\.)?fetch$/.test(client);
  return timeoutMillis === undefined || client !== 'undici.fetch';
}

/** axios hides why a signal aborted, got that one did. */
function toExpected(client: string, { answer, abort, expected }: Part): ExpectedRecord {
  if (answer !== 'stall') return expected;
  if (client === 'got') return { isWhole: false };
  return client === 'axios' && abort === 'late' ? { ...expected, errorType: 'aborted' } : expected;
}
