import type { LabelMap } from '../../store/record-reader.ts';
import type { LogEntry } from '../evaluate/evaluate-logs.ts';
import { toLabelKey } from '../evaluate/series.ts';

/** What stands beside a line when labels are told apart by their origin; empty groups are left out. */
interface Categories {
  readonly structuredMetadata?: LabelMap;
  readonly parsed?: LabelMap;
}
type StreamValue = readonly [nanos: string, line: string] | readonly [nanos: string, line: string, Categories];

interface Stream {
  readonly stream: LabelMap;
  readonly values: StreamValue[];
}

/**
 * Streams of an answer in the order of their labels. Categorised, a stream is a set of index labels; else each distinct
 * set of all labels is one.
 */
export function renderStreams(entries: readonly LogEntry[], categorized: boolean): readonly Stream[] {
  const streams = new Map<string, Stream>();
  for (const entry of entries) {
    const labels = categorized ? entry.labels : mergeLabels(entry);
    const key = toLabelKey(labels);
    const stream = streams.get(key) ?? { stream: labels, values: [] };
    streams.set(key, stream);
    stream.values.push(renderValue(entry, categorized));
  }
  return [...streams].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, stream]) => stream);
}

function mergeLabels({ labels, metadata, parsed }: LogEntry): LabelMap {
  return Object.assign(Object.create(null) as Record<string, string>, metadata, parsed, labels);
}

function renderValue({ timestampUnixNano, line, metadata, parsed }: LogEntry, categorized: boolean): StreamValue {
  const nanos = String(timestampUnixNano);
  if (!categorized) return [nanos, line];
  const categories: Categories = {
    ...(isEmpty(metadata) ? {} : { structuredMetadata: metadata }),
    ...(isEmpty(parsed) ? {} : { parsed }),
  };
  return [nanos, line, categories];
}

function isEmpty(labels: LabelMap): boolean {
  for (const _name in labels) return false;
  return true;
}
