import { LokiAnswerError } from './loki-answer-error.ts';
import type { LabelMap, LokiEntry } from './loki-entry.ts';
import type { MatrixSeries, VectorSample } from './metric-series.ts';

type UnknownObject = Readonly<Record<string, unknown>>;

/** Entries of a `streams` answer, in the answer's order. Throws {@link LokiAnswerError}. */
export function narrowStreams(answer: unknown): readonly LokiEntry[] {
  return narrowStreamList(narrowResult(answer, 'streams'), 'data.result');
}

/** What a message of a tail brings: entries, and how many were left out because the reader is too slow. */
export interface TailFrame {
  readonly entries: readonly LokiEntry[];
  readonly droppedCount: number;
}

/** A message of a tail. Throws {@link LokiAnswerError}. */
export function narrowTailFrame(message: unknown): TailFrame {
  const { streams, dropped_entries: dropped } = narrowObject(message, 'the message');
  const list = (value: unknown, path: string) =>
    value === undefined || value === null ? [] : narrowArray(value, path);
  return {
    entries: narrowStreamList(list(streams, 'streams'), 'streams'),
    droppedCount: list(dropped, 'dropped_entries').length,
  };
}

function narrowStreamList(streams: readonly unknown[], listPath: string): readonly LokiEntry[] {
  return streams.flatMap((item, i) => {
    const path = `${listPath}[${i}]`;
    const stream = narrowObject(item, path);
    const labels = narrowLabels(stream['stream'], `${path}.stream`);
    return narrowArray(stream['values'], `${path}.values`).map((value, j) =>
      narrowEntry(value, labels, `${path}.values[${j}]`),
    );
  });
}

/** Series of a `matrix` answer. Throws {@link LokiAnswerError}. */
export function narrowMatrix(answer: unknown): readonly MatrixSeries[] {
  return narrowResult(answer, 'matrix').map((item, i) => {
    const path = `data.result[${i}]`;
    const series = narrowObject(item, path);
    const points = narrowArray(series['values'], `${path}.values`);
    return {
      labels: narrowLabels(series['metric'], `${path}.metric`),
      points: points.map((point, j) => narrowPoint(point, `${path}.values[${j}]`)),
    };
  });
}

/** Samples of a `vector` answer. Throws {@link LokiAnswerError}. */
export function narrowVector(answer: unknown): readonly VectorSample[] {
  return narrowResult(answer, 'vector').map((item, i) => {
    const path = `data.result[${i}]`;
    const sample = narrowObject(item, path);
    return {
      labels: narrowLabels(sample['metric'], `${path}.metric`),
      ...narrowPoint(sample['value'], `${path}.value`),
    };
  });
}

/**
 * Series of a `volume_range` answer, which Loki gives as a vector where every series has one value or there is none.
 * Throws {@link LokiAnswerError}.
 */
export function narrowVolumes(answer: unknown): readonly MatrixSeries[] {
  const data = narrowObject(narrowObject(answer, 'the answer')['data'], 'data');
  if (data['resultType'] !== 'vector') return narrowMatrix(answer);
  return narrowVector(answer).map(({ labels, ...point }) => ({ labels, points: [point] }));
}

/** Names of a `labels` or `label/…/values` answer, sorted. Loki leaves `data` out when there are none. */
export function narrowNames(answer: unknown): readonly string[] {
  const names = narrowList(answer).map((name, i) => narrowText(name, `data[${i}]`));
  return names.sort();
}

/** Label sets of a `series` answer. */
export function narrowSeries(answer: unknown): readonly LabelMap[] {
  return narrowList(answer).map((labels, i) => narrowLabels(labels, `data[${i}]`));
}

function narrowResult(answer: unknown, resultType: string): readonly unknown[] {
  const data = narrowObject(narrowObject(answer, 'the answer')['data'], 'data');
  if (data['resultType'] !== resultType) throw new LokiAnswerError('data.resultType', `"${resultType}"`);
  return data['result'] === null ? [] : narrowArray(data['result'], 'data.result');
}

function narrowList(answer: unknown): readonly unknown[] {
  const data = narrowObject(answer, 'the answer')['data'];
  return data === undefined || data === null ? [] : narrowArray(data, 'data');
}

function narrowEntry(value: unknown, labels: LabelMap, path: string): LokiEntry {
  const [time, line, extra] = narrowArray(value, path);
  const categories = extra === undefined ? {} : narrowObject(extra, `${path}[2]`);
  return {
    timestampUnixNano: narrowNanoseconds(time, `${path}[0]`),
    line: narrowText(line, `${path}[1]`),
    labels,
    metadata: narrowLabels(categories['structuredMetadata'] ?? {}, `${path}[2].structuredMetadata`),
  };
}

function narrowNanoseconds(value: unknown, path: string): bigint {
  if (typeof value !== 'string' || !/^-?[0-9]{1,30}$/.test(value)) {
    throw new LokiAnswerError(path, 'nanoseconds as text');
  }
  return BigInt(value);
}

function narrowPoint(value: unknown, path: string): { unixMillis: number; value: number } {
  const [time, text] = narrowArray(value, path);
  if (typeof time !== 'number') throw new LokiAnswerError(`${path}[0]`, 'seconds as a number');
  return { unixMillis: Math.round(time * 1000), value: toSampleValue(narrowText(text, `${path}[1]`)) };
}

function toSampleValue(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

function narrowLabels(value: unknown, path: string): LabelMap {
  // Without a prototype, so that a label named `__proto__` is a label.
  const labels = Object.create(null) as Record<string, string>;
  for (const [name, text] of Object.entries(narrowObject(value, path))) {
    labels[name] = narrowText(text, `${path}.${name}`);
  }
  return labels;
}

function narrowObject(value: unknown, path: string): UnknownObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LokiAnswerError(path, 'an object');
  }
  return value as UnknownObject;
}

function narrowArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new LokiAnswerError(path, 'a list');
  return value as readonly unknown[];
}

function narrowText(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new LokiAnswerError(path, 'text');
  return value;
}
