import type { Tenant } from '@botscope/conventions';
import { LABEL_NAMES } from '../store/attribute-name.ts';
import type {
  LabelMap,
  LineText,
  RecordReader,
  ScanHints,
  StoredRecord,
  VolumeReader,
} from '../store/record-reader.ts';

/** A record for tests; what is left out is empty. */
export interface TestRecord {
  readonly tenant?: Tenant;
  readonly at: bigint | number;
  readonly labels?: Record<string, string>;
  readonly metadata?: Record<string, string>;
  readonly line?: string;
}

const HOUR_NANOS = 3_600_000_000_000n;
const toMap = (entries: Record<string, string> = {}): LabelMap => Object.assign(Object.create(null) as object, entries);

/**
 * A reader over a list, which takes scans at their word: it drops every record that hints allow it to drop, and every
 * part that is not needed.
 */
export function createMemoryReader(records: readonly TestRecord[]): RecordReader & VolumeReader {
  const stored = records.map((record, index) => ({
    tenant: record.tenant ?? 'bots',
    index,
    record: {
      timestampUnixNano: BigInt(record.at),
      labels: toMap(record.labels),
      metadata: toMap(record.metadata),
      line: record.line ?? '',
    },
  }));
  stored.sort((left, right) => {
    const byTime = left.record.timestampUnixNano - right.record.timestampUnixNano;
    return byTime === 0n ? left.index - right.index : byTime < 0n ? -1 : 1;
  });
  const select = (tenant: Tenant, start: bigint, end: bigint): StoredRecord[] =>
    stored
      .filter((one) => one.tenant === tenant)
      .map((one) => one.record)
      .filter((record) => record.timestampUnixNano >= start && record.timestampUnixNano < end);
  return {
    *scan({ tenant, startUnixNano, endUnixNano, direction, hints, anyOf = [{}], tests = [], lineTexts = [], needs }) {
      const found = select(tenant, startUnixNano, endUnixNano).filter(
        (record) =>
          meets(record, hints) &&
          anyOf.some((alternative) => meets(record, alternative)) &&
          tests.every((item) => item.some(({ name, holds }) => holds(valueOf(record, name)))) &&
          lineTexts.every((item) => item.some((wanted) => contains(record.line, wanted))),
      );
      for (const record of direction === 'forward' ? found : found.reverse()) {
        yield {
          ...record,
          ...(needs?.line === false ? { line: '' } : {}),
          ...(needs?.metadata === false ? { metadata: toMap() } : {}),
        };
      }
    },
    count({ tenant, edgesUnixNano: edges }) {
      const found = select(tenant, (edges[0] ?? 0n) + 1n, (edges.at(-1) ?? 0n) + 1n);
      if (found.some(({ metadata }) => Object.keys(metadata).some((name) => LABEL_NAMES.has(name)))) return undefined;
      return found.map(({ timestampUnixNano, labels }) => {
        const counts = new Float64Array(edges.length - 1);
        counts[edges.findIndex((edge) => edge >= timestampUnixNano) - 1] = 1;
        return { labels, counts };
      });
    },
    series(tenant, start, end) {
      const found = select(tenant, start, end).map((record) => record.labels);
      return [...new Map(found.map((labels) => [JSON.stringify(Object.entries(labels).sort()), labels])).values()];
    },
    volume(tenant, start, end) {
      const hourOf = (time: bigint) => (time / HOUR_NANOS) * HOUR_NANOS;
      return select(tenant, hourOf(start), end).map((record) => ({
        hourUnixNano: hourOf(record.timestampUnixNano),
        labels: record.labels,
        records: 1,
        sizeBytes: Buffer.byteLength(record.line),
      }));
    },
    close: () => undefined,
  };
}

function meets(record: StoredRecord, hints: ScanHints): boolean {
  return Object.entries(hints).every(([name, values]) => values.includes(valueOf(record, name)));
}

function valueOf({ labels, metadata }: StoredRecord, name: string): string {
  return labels[name] ?? metadata[name] ?? '';
}

function contains(line: string, { text, ignoreCase }: LineText): boolean {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return ignoreCase ? new RegExp(escaped, 'iu').test(line) : line.includes(text);
}
