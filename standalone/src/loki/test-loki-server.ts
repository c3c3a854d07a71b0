import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createLokiApi } from './create-loki-api.ts';
import type { LokiApiOptions } from './loki-api-options.ts';
import type { TestRecord } from './test-memory-reader.ts';
import type { MemoryReaderOptions } from './test-open-memory-reader.ts';

export const SECOND = 1_000_000_000n;
export const NOW = 1_700_000_000n * SECOND;

/** Starting a query thread takes a third of a second, so tests that only read share a server. */
export function shareServer(records: readonly TestRecord[]): { readonly base: string } {
  const shared = { base: '' };
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await listen(records);
    shared.base = baseOf(app);
  });
  afterAll(async () => app.close());
  return shared;
}

const started: FastifyInstance[] = [];
export async function start(...parameters: Parameters<typeof listen>): Promise<string> {
  const app = await listen(...parameters);
  started.push(app);
  return baseOf(app);
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.close()));
});
const baseOf = (app: FastifyInstance) => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

async function listen(
  reader: readonly TestRecord[] | MemoryReaderOptions = [],
  options: Partial<LokiApiOptions> = {},
): Promise<FastifyInstance> {
  const app = await createLokiApi({
    readerSource: {
      moduleUrl: new URL('./test-open-memory-reader.ts', import.meta.url).href,
      exportName: 'openMemoryReader',
      options: Array.isArray(reader) ? { records: reader } : reader,
    },
    threadCount: 1,
    nowUnixNano: () => NOW,
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

export interface Answer<Data> {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  /** Of an answer in JSON. */
  readonly data: Data;
}
export interface Result {
  readonly resultType: string;
  readonly encodingFlags?: readonly string[];
  readonly result: readonly {
    readonly stream: Record<string, string>;
    readonly metric: Record<string, string>;
    readonly values: readonly (readonly [string | number, string])[];
    readonly value: readonly [number, string];
  }[];
}

export async function ask<Data = Result>(
  base: string,
  path: string,
  parameters: Record<string, string> | [string, string][] = {},
  init: RequestInit = {},
): Promise<Answer<Data>> {
  const answer = await fetch(`${base}${path}?${new URLSearchParams(parameters).toString()}`, {
    ...init,
    headers: { 'X-Scope-OrgID': 'bots', ...(init.headers as Record<string, string>) },
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  const body = (type?.startsWith('application/json') ? JSON.parse(text) : {}) as { readonly data: Data };
  return { status: answer.status, type, text, data: body.data };
}

export const range = '/loki/api/v1/query_range';
export const labels = { service_name: 'bot' };
export const selector = '{service_name="bot"}';
export const ago = (seconds: number): bigint => NOW - BigInt(seconds) * SECOND;
