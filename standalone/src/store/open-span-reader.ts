import { mergeByTime, type TimeSource } from './merge-by-time.ts';
import { SeriesReader } from './series-reader.ts';
import { parseSpan } from './span-json.ts';
import type { SpanReader, SpanScan, StoredSpan } from './span-reader.ts';
import { SqliteSpanFile, type SpanRow } from './sqlite-span-file.ts';
import { spanSeriesDirectory } from './store-files.ts';

/**
 * Opens the spans of a data directory for reading, in any thread, while another one writes: what is acknowledged is
 * seen. `report` is told of damaged files, which count as empty.
 */
export function openSpanReader(
  dataDirectory: string,
  report: (message: string) => void = (message) => process.emitWarning(message),
): SpanReader {
  const directory = spanSeriesDirectory(dataDirectory);
  const files = new SeriesReader((path) => new SqliteSpanFile(path), report);
  return {
    traceById(traceId) {
      const padded = traceId.toLowerCase().padStart(32, '0');
      const rows = files
        .list(directory)
        .flatMap(({ path }) => files.use<SpanRow[]>(path, [], (file) => file.trace(padded)));
      return dropRepeated(rows.sort(byTime).map((row) => parseSpan(row.request)));
    },
    *scan(scan) {
      const sources = files.list(directory).flatMap((file) => {
        const bounds = files.use(file.path, undefined, (opened) => opened.bounds());
        return bounds === undefined ? [] : [toSource(files, file.path, bounds, scan)];
      });
      for (const row of mergeByTime(sources, scan.direction)) yield parseSpan(row.request);
    },
    close: () => files.close(),
  };
}

function toSource(
  files: SeriesReader<SqliteSpanFile>,
  path: string,
  bounds: { readonly minUnixNano: bigint; readonly maxUnixNano: bigint },
  scan: SpanScan,
): TimeSource<SpanRow> {
  const endUnixNano = bounds.maxUnixNano < scan.endUnixNano ? bounds.maxUnixNano + 1n : scan.endUnixNano;
  return {
    edgeUnixNano: scan.direction === 'backward' ? bounds.maxUnixNano : bounds.minUnixNano,
    open: () => files.iterate(path, (file) => file.rows({ ...scan, endUnixNano })),
  };
}

function byTime(left: SpanRow, right: SpanRow): number {
  if (left.timestampUnixNano === right.timestampUnixNano) return left.id < right.id ? -1 : 1;
  return left.timestampUnixNano < right.timestampUnixNano ? -1 : 1;
}

/** A span that was sent again after a roll-over stands in two files. */
function dropRepeated(spans: readonly StoredSpan[]): StoredSpan[] {
  const seen = new Map(spans.map((stored) => [`${stored.span.spanId} ${stored.span.kind}`, stored] as const).reverse());
  return spans.filter((stored) => seen.get(`${stored.span.spanId} ${stored.span.kind}`) === stored);
}
