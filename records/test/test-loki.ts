/** An in-memory log store with the answers that Loki documents. */
import type { LokiEntry } from '../src/loki/loki-entry.ts';
import { createLokiClient, MAX_ENTRIES, type LokiClient } from '../src/loki/loki-client.ts';
import type { LokiRequest } from '../src/loki/loki-transport.ts';
import { compileLogql } from './test-logql.ts';

export interface TestLoki {
  readonly client: LokiClient;
  /** Requests so far. */
  readonly requests: LokiRequest[];
}

export interface TestLokiOptions {
  /** Entries that one answer holds at most. */
  readonly maxEntries?: number;
  /** Called before each answer; may throw. */
  readonly beforeAnswer?: (request: LokiRequest) => void;
}

export function createTestLoki(entries: readonly LokiEntry[], options: TestLokiOptions = {}): TestLoki {
  const requests: LokiRequest[] = [];
  const client = createLokiClient(async (request) => {
    requests.push(request);
    options.beforeAnswer?.(request);
    request.signal?.throwIfAborted();
    if (request.path === 'query_range') return answerRange(entries, request, options.maxEntries ?? MAX_ENTRIES);
    if (request.path === 'index/volume_range') return answerVolume(entries, request);
    throw new Error(`no answer for ${request.path}`);
  });
  return { client, requests };
}

function answerRange(entries: readonly LokiEntry[], { params }: LokiRequest, maxEntries: number): unknown {
  const limit = Number(params['limit']);
  if (limit < 1 || limit > maxEntries) throw new Error(`max entries limit per query exceeded: ${limit}`);
  const found = select(entries, params)
    .sort((a, b) =>
      a.timestampUnixNano < b.timestampUnixNano ? 1 : a.timestampUnixNano > b.timestampUnixNano ? -1 : 0,
    )
    .slice(0, limit);
  const streams = Map.groupBy(found, ({ labels }) => JSON.stringify(labels));
  const result = [...streams.values()].map((own) => ({
    stream: own[0]?.labels,
    values: own.map(({ timestampUnixNano, line, metadata }) => [
      String(timestampUnixNano),
      line,
      { structuredMetadata: metadata },
    ]),
  }));
  const data = { resultType: 'streams', encodingFlags: ['categorize-labels'], result };
  return JSON.parse(JSON.stringify({ status: 'success', data })) as unknown;
}

function answerVolume(entries: readonly LokiEntry[], { params }: LokiRequest): unknown {
  const step = Number(params['step']);
  const steps = Map.groupBy(select(entries, params), ({ timestampUnixNano }) =>
    Math.floor(Number(timestampUnixNano / 1_000_000_000n) / step),
  );
  const values = [...steps].sort(([a], [b]) => a - b).map(([index, own]) => [index * step, String(own.length * 100)]);
  return { status: 'success', data: { resultType: 'matrix', result: values.length ? [{ metric: {}, values }] : [] } };
}

function select(entries: readonly LokiEntry[], params: LokiRequest['params']): LokiEntry[] {
  const matches = compileLogql(params['query'] ?? '');
  const [start, end] = [BigInt(params['start'] ?? 0), BigInt(params['end'] ?? 0)];
  if (end < start) throw new Error('end timestamp must not be before or equal to start time');
  return entries.filter((entry) => entry.timestampUnixNano >= start && entry.timestampUnixNano < end && matches(entry));
}
