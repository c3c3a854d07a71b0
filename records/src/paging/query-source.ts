import type { LokiClient } from '../loki/loki-client.ts';
import type { RecordQuery } from '../queries/record-query.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { compareForShowing } from '../record/copy-order.ts';
import { parseRecord } from '../record/parse-record.ts';
import { clipTimeRange, type TimeRange } from '../time-range.ts';
import { findBusyRanges } from './busy-ranges.ts';
import { readInstant } from './instant.ts';
import { toWindows } from './windows.ts';

/** Records of one query, newest first, fetched as they are needed. */
export interface QuerySource {
  /** The next record; undefined when a fetch is needed or nothing is left. */
  peek(): BotRecord | undefined;
  /** Removes and gives the next record. */
  take(): BotRecord | undefined;
  /** Whether the range has been searched to its end. */
  isExhausted(): boolean;
  /** Everything at or after this time has been searched. */
  searchedBackTo(): bigint;
  /** Sends one request, or a few for a crowded nanosecond. A rejection changes nothing. */
  fetch(signal?: AbortSignal): Promise<void>;
}

/** What a source works on. */
export interface QuerySourceOptions {
  readonly client: LokiClient;
  readonly query: RecordQuery;
  readonly range: TimeRange;
  /** Entries per request. */
  readonly limit: number;
  /** Told of a nanosecond that could not be read completely. */
  readonly onIncomplete: (timeUnixNano: bigint) => void;
}

/** A part of the range that is still to be searched. */
interface Span extends TimeRange {
  /** True when it may be mostly empty. */
  readonly unknown: boolean;
}

/** A source at the newest end of its range. */
export function createQuerySource(options: QuerySourceOptions): QuerySource {
  const { client, query } = options;
  const range = clipTimeRange(options.range, query);
  // Newest last, so that the next is popped.
  const spans: Span[] = toWindows(range)
    .map((window, i) => ({ ...window, unknown: i > 0 }))
    .reverse();
  // Newest last as well.
  let pending: BotRecord[] = [];

  const fetch = async (signal?: AbortSignal) => {
    const span = spans.at(-1);
    if (span === undefined) return;
    if (span.unknown) {
      const busy = await findBusyRanges(client, query, span, signal);
      spans.pop();
      spans.push(...busy.map((part) => ({ ...part, unknown: false })).reverse());
      return;
    }
    const batch = await readBatch(options, span, signal);
    spans.pop();
    if (batch.restEndUnixNano > span.startUnixNano) spans.push({ ...span, endUnixNano: batch.restEndUnixNano });
    pending = [...batch.records].sort(compareForShowing).reverse().concat(pending);
  };

  return {
    peek: () => pending.at(-1),
    take: () => pending.pop(),
    isExhausted: () => spans.length === 0,
    searchedBackTo: () => spans.at(-1)?.endUnixNano ?? range.startUnixNano,
    fetch,
  };
}

interface Batch {
  /** All records at or after `restEndUnixNano`. */
  readonly records: readonly BotRecord[];
  readonly restEndUnixNano: bigint;
}

async function readBatch(options: QuerySourceOptions, span: Span, signal?: AbortSignal): Promise<Batch> {
  const { client, query, limit } = options;
  const { startUnixNano, endUnixNano } = span;
  const request = { area: query.area, logql: query.logql, startUnixNano, endUnixNano, limit };
  const entries = await client.queryEntries({ ...request, ...(signal ? { signal } : {}) });
  const oldest = entries.at(-1)?.timestampUnixNano;
  if (oldest === undefined || entries.length < limit) {
    return { records: entries.map(parseRecord), restEndUnixNano: startUnixNano };
  }
  // There may be more at the oldest nanosecond, and uids decide the order within it: it is read again as a whole.
  const whole = entries.filter((entry) => entry.timestampUnixNano > oldest);
  if (whole.length > 0) return { records: whole.map(parseRecord), restEndUnixNano: oldest + 1n };
  const instant = await readInstant(client, query, oldest, signal ? { signal } : {});
  if (!instant.complete) options.onIncomplete(oldest);
  return { records: instant.entries.map(parseRecord), restEndUnixNano: oldest };
}
