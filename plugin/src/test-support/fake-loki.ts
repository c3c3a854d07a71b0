import type { LokiArea } from '@botscope/records';
import type { FakeRoute } from './fake-backend.ts';
import { isMetricQuery, toMatrix, toVector } from './fake-metrics.ts';
import { compileLogql } from './logql-filter.ts';

/** A record as the fake store keeps it. */
export interface StoredRecord {
  readonly timestampUnixNano: bigint;
  /** Names as Loki stores them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly line: string;
}

/** One tenant of Loki in memory; records may be pushed into it while a page is open. */
export interface FakeLoki {
  readonly records: StoredRecord[];
  readonly route: FakeRoute;
}

/** A store that answers log queries, names and values of labels of one area as Loki does. */
export function createFakeLoki(area: LokiArea, records: readonly StoredRecord[] = []): FakeLoki {
  const stored = [...records];
  const route: FakeRoute = (request) => {
    if (request.area !== area) return undefined;
    const params = request.form ?? request.query ?? {};
    if (request.path === 'loki/api/v1/query_range' && isMetricQuery(params.query ?? ''))
      return toMatrix(stored, params);
    if (request.path === 'loki/api/v1/query_range') return toStreams(select(stored, params));
    if (request.path === 'loki/api/v1/labels') return { status: 'success', data: namesOf(stored) };
    if (request.path === 'loki/api/v1/query') return toVector(stored, params);
    const label = /^loki\/api\/v1\/label\/(\w+)\/values$/.exec(request.path)?.[1];
    return label === undefined ? undefined : { status: 'success', data: valuesOf(stored, label, params.query) };
  };
  return { records: stored, route };
}

function select(records: readonly StoredRecord[], params: Readonly<Record<string, string>>): readonly StoredRecord[] {
  const { query = '', start = '0', end = '0', limit = '100', direction = 'backward' } = params;
  const matches = compileLogql(query);
  const sign = direction === 'backward' ? -1 : 1;
  return records
    .filter(({ timestampUnixNano: time }) => time >= BigInt(start) && time < BigInt(end))
    .filter(({ labels, metadata, line }) => matches({ labels: { ...metadata, ...labels }, line }))
    .sort((a, b) => sign * Number(a.timestampUnixNano - b.timestampUnixNano))
    .slice(0, Number(limit));
}

function toStreams(records: readonly StoredRecord[]): unknown {
  const result = records.map(({ timestampUnixNano, labels, metadata, line }) => ({
    stream: labels,
    values: [[String(timestampUnixNano), line, { structuredMetadata: metadata, parsed: {} }]],
  }));
  return { status: 'success', data: { resultType: 'streams', encodingFlags: ['categorize-labels'], result } };
}

function namesOf(records: readonly StoredRecord[]): readonly string[] {
  return [...new Set(records.flatMap(({ labels }) => Object.keys(labels)))];
}

function valuesOf(records: readonly StoredRecord[], label: string, selector = '{}'): readonly string[] {
  const matches = compileLogql(selector);
  const selected = records.filter(({ labels }) => matches({ labels, line: '' }));
  return [...new Set(selected.flatMap(({ labels }) => labels[label] ?? []))];
}
