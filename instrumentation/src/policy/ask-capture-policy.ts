import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { describeConnectionFailure, listCapturePolicyProblems, type CapturePolicy } from '@botscope/conventions';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';

/** What the sidecar said. */
export type CapturePolicyAnswer =
  | { readonly kind: 'policy'; readonly policy: CapturePolicy; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' }
  /** `message` is safe to show. */
  | { readonly kind: 'failed'; readonly reason: string; readonly message: string };

/** Asks once; never rejects. `etag` is that of the policy that is known. */
export type AskCapturePolicy = (etag: string | undefined) => Promise<CapturePolicyAnswer>;

/** Whom to ask, and as whom. */
export interface CapturePolicyQuestion {
  /** Base address. */
  readonly sidecarUrl: string;
  /** `service.name` and `service.instance.id`. */
  readonly service: string;
  readonly instance: string;
  /** Ingest token. */
  readonly token: string | undefined;
  /** Whole request, connection to last byte of the answer. */
  readonly timeoutMillis: number;
}

const LONGEST_ANSWER_BYTES = 1 << 20;
const LONGEST_MESSAGE = 300;
/** Whatever turn the program was started in, a question belongs to none. */
const runOutside = AsyncLocalStorage.snapshot();

/** Asks a sidecar over HTTP: follows no redirect, keeps no process alive, and is no call of the bot. */
export function createCapturePolicyQuestion(question: CapturePolicyQuestion): AskCapturePolicy {
  const query = new URLSearchParams({ service: question.service, instance: question.instance });
  const url = `${question.sidecarUrl.replace(/\/+$/, '')}/v1/capture-policy?${query.toString()}`;
  const request = url.startsWith('https:') ? https.request : http.request;
  const headers = {
    accept: 'application/json',
    ...(question.token === undefined ? {} : { authorization: `Bearer ${question.token}` }),
  };
  const ask: AskCapturePolicy = (etag) => {
    const known = etag === undefined ? {} : { 'if-none-match': etag };
    // A connection of its own: between two questions one that is kept would only be closed by the other side.
    const call = request(url, { agent: false, headers: { ...headers, ...known } });
    return exchange(call, question.timeoutMillis);
  };
  return async (etag) => {
    try {
      return await runOutside(() => context.with(suppressTracing(ROOT_CONTEXT), () => ask(etag)));
    } catch (error) {
      return toUnreachable(error);
    }
  };
}

function exchange(call: http.ClientRequest, timeoutMillis: number): Promise<CapturePolicyAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: CapturePolicyAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
      call.destroy();
    };
    const timer = setTimeout(
      () => settle(toFailed('timeout', `The sidecar gave no answer within ${timeoutMillis} ms.`)),
      timeoutMillis,
    ).unref();
    const fail = (error: unknown): void => {
      settle(toUnreachable(error));
    };
    call.on('socket', (socket) => socket.unref());
    call.on('error', fail);
    call.on('response', (response) => {
      void readAnswer(response).then(settle, fail);
    });
    call.end();
  });
}

async function readAnswer(response: http.IncomingMessage): Promise<CapturePolicyAnswer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > LONGEST_ANSWER_BYTES) return toFailed('malformed', 'The sidecar answered with more than 1 MiB.');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (response.statusCode === 304) return { kind: 'unchanged' };
  if (response.statusCode === 200) return toPolicy(text, response.headers.etag);
  return toFailed('status', `The sidecar answered with HTTP ${response.statusCode ?? 0}. ${toWords(text)}`.trim());
}

function toPolicy(text: string, etag: string | undefined): CapturePolicyAnswer {
  const policy = parse(text);
  const [problem] = listCapturePolicyProblems(policy);
  if (problem === undefined) return { kind: 'policy', policy: policy as CapturePolicy, etag };
  return toFailed('malformed', `The sidecar answered with no capture policy: ${problem}`);
}

/** What an error answer says, and what to do about it. */
function toWords(text: string): string {
  const { message, fix } = (parse(text) ?? {}) as { readonly message?: unknown; readonly fix?: unknown };
  return [message, fix].filter((words) => typeof words === 'string').join(' ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toUnreachable(error: unknown): CapturePolicyAnswer {
  const { reason, fix } = describeConnectionFailure(error, 'BOTSCOPE_SIDECAR_URL');
  return toFailed('unreachable', `The sidecar cannot be asked: ${reason} ${fix}`);
}

function toFailed(reason: string, message: string): CapturePolicyAnswer {
  return { kind: 'failed', reason, message: message.slice(0, LONGEST_MESSAGE) };
}
