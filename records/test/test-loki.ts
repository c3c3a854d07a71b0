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
    const metric = parseMetric(request.params['query'] ?? '');
    if (request.path === 'query_range' && metric) return answerMatrix(entries, metric, request);
    if (request.path === 'query' && metric) return answerVector(entries, metric, request);
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

/** Counts by labels, the metric query of overviews. */
interface Metric {
  readonly labels: readonly string[];
  readonly logql: string;
  readonly rangeNanos: bigint;
}

function parseMetric(query: string): Metric | undefined {
  const [, labels, logql, seconds] = /^sum by \((.*?)\) \(count_over_time\((.*) \[(\d+)s\]\)\)$/.exec(query) ?? [];
  if (labels === undefined || logql === undefined || seconds === undefined) return undefined;
  return { labels: labels.split(', '), logql, rangeNanos: BigInt(seconds) * 1_000_000_000n };
}

/** Counts of the moment: what came after its beginning and until it. */
function countAt(entries: readonly LokiEntry[], { labels, logql, rangeNanos }: Metric, atUnixNano: bigint) {
  const matches = compileLogql(logql);
  const found = entries.filter(
    (entry) =>
      entry.timestampUnixNano > atUnixNano - rangeNanos && entry.timestampUnixNano <= atUnixNano && matches(entry),
  );
  return Map.groupBy(found, (entry) =>
    JSON.stringify(
      labels.flatMap((name) => {
        const value = entry.labels[name] ?? entry.metadata[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  );
}

const toMetricLabels = (key: string) => Object.fromEntries(JSON.parse(key) as [string, string][]);

function answerMatrix(entries: readonly LokiEntry[], metric: Metric, { params }: LokiRequest): unknown {
  const [start, end] = [BigInt(params['start'] ?? 0), BigInt(params['end'] ?? 0)];
  const step = BigInt(params['step'] ?? 1) * 1_000_000_000n;
  const series = new Map<string, [number, string][]>();
  for (let at = start; at <= end; at += step) {
    for (const [key, found] of countAt(entries, metric, at)) {
      series.set(key, [...(series.get(key) ?? []), [Number(at / 1_000_000_000n), String(found.length)]]);
    }
  }
  const result = [...series].map(([key, values]) => ({ metric: toMetricLabels(key), values }));
  return { status: 'success', data: { resultType: 'matrix', result } };
}

function answerVector(entries: readonly LokiEntry[], metric: Metric, { params }: LokiRequest): unknown {
  const at = BigInt(params['time'] ?? 0);
  const result = [...countAt(entries, metric, at)].map(([key, found]) => ({
    metric: toMetricLabels(key),
    value: [Number(at / 1_000_000_000n), String(found.length)],
  }));
  return { status: 'success', data: { resultType: 'vector', result } };
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
