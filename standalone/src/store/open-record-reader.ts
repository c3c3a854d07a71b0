import { TENANTS, type Tenant } from '@botscope/conventions';
import { openRecordFile } from './open-record-file.ts';
import { mergeByTime, type TimeSource } from './merge-by-time.ts';
import type { FoundRecord, RecordFile } from './record-file.ts';
import type {
  CountScan,
  LabelCounts,
  LabelMap,
  RecordReader,
  RecordScan,
  StoredRecord,
  StreamVolume,
  VolumeReader,
} from './record-reader.ts';
import { SeriesReader, type ListedFile } from './series-reader.ts';
import { recordSeriesDirectories } from './store-files.ts';
import { toStoredRecord, type StoredRow } from './stored-row.ts';
import type { Stream } from './stream.ts';

/** What can be read of the records. */
export interface StoreReader extends RecordReader, VolumeReader {
  /**
   * Records in order of arrival, of streams that `accepts` takes: those with an id above `afterId` and up to `lastId`,
   * at most `limit`.
   */
  arrivals(afterId: bigint, lastId: bigint, limit: number, accepts: (stream: Stream) => boolean): StoredRow[];
  /**
   * Records of a tenant in order of arrival, as queries see them: those with an id above `afterId` and up to `lastId`.
   * Ids have no gaps but those of other tenants and of spans, so their distance bounds the number.
   */
  arrivedRecords(tenant: Tenant, afterId: bigint, lastId: bigint): StoredRecord[];
}

/**
 * Opens the records of a data directory for reading, in any thread, while another one writes: what is acknowledged is
 * seen. `report` is told of damaged files, which count as empty.
 */
export function openRecordReader(
  dataDirectory: string,
  report: (message: string) => void = (message) => process.emitWarning(message),
): StoreReader {
  return new DirectoryRecordReader(dataDirectory, report);
}

class DirectoryRecordReader implements StoreReader {
  readonly #dataDirectory: string;
  readonly #files: SeriesReader<RecordFile>;

  constructor(dataDirectory: string, report: (message: string) => void) {
    this.#dataDirectory = dataDirectory;
    this.#files = new SeriesReader<RecordFile>(openRecordFile, report);
  }

  *scan(scan: RecordScan): Generator<StoredRecord, void> {
    const files = this.#filesIn(scan.tenant, scan.startUnixNano, scan.endUnixNano);
    const sources = files.map((file): TimeSource<FoundRecord> => {
      // A live file grows meanwhile; later than its newest record now, nothing may appear in the order.
      const end = file.maxUnixNano < scan.endUnixNano ? file.maxUnixNano + 1n : scan.endUnixNano;
      return {
        edgeUnixNano: scan.direction === 'backward' ? file.maxUnixNano : file.minUnixNano,
        open: () => this.#files.iterate(file.path, (opened) => opened.scan({ ...scan, endUnixNano: end })),
      };
    });
    const upToId = scan.upToId;
    for (const found of mergeByTime(sources, scan.direction)) {
      if (upToId === undefined || found.id <= upToId) yield found.record;
    }
  }

  count({ tenant, edgesUnixNano }: CountScan): readonly LabelCounts[] | undefined {
    const found = new Map<string, { readonly stream: Stream; readonly counts: Float64Array }>();
    const add = (stream: Stream, cell: number, records: number): void => {
      const { counts } = found.get(stream.key) ?? { counts: new Float64Array(edgesUnixNano.length - 1) };
      counts[cell] = (counts[cell] ?? 0) + records;
      found.set(stream.key, { stream, counts });
    };
    const first = edgesUnixNano[0] ?? 0n;
    for (const { path } of this.#filesIn(tenant, first + 1n, (edgesUnixNano.at(-1) ?? first) + 1n)) {
      this.#files.use(path, undefined, (file) => file.count(edgesUnixNano, add));
    }
    const all = [...found.values()];
    return all.some(({ stream }) => stream.isShadowed)
      ? undefined
      : all.map(({ stream, counts }) => ({ labels: stream.labels, counts }));
  }

  series(tenant: Tenant, startUnixNano: bigint, endUnixNano: bigint): readonly LabelMap[] {
    const found = new Map<string, LabelMap>();
    for (const { path } of this.#filesIn(tenant, startUnixNano, endUnixNano)) {
      const streams = this.#files.use<readonly Stream[]>(path, [], (file) => file.streams(startUnixNano, endUnixNano));
      for (const { labels } of streams) found.set(JSON.stringify(labels), labels);
    }
    return [...found.values()];
  }

  volume(tenant: Tenant, startUnixNano: bigint, endUnixNano: bigint): readonly StreamVolume[] {
    return this.#filesIn(tenant, startUnixNano, endUnixNano).flatMap(({ path }) =>
      this.#files.use<readonly StreamVolume[]>(path, [], (file) => file.volume(startUnixNano, endUnixNano)),
    );
  }

  arrivals(afterId: bigint, lastId: bigint, limit: number, accepts: (stream: Stream) => boolean): StoredRow[] {
    const rows = TENANTS.flatMap((tenant) => this.#arrivalsOf(tenant, afterId, lastId, limit, accepts));
    return rows.sort(byId).slice(0, limit);
  }

  arrivedRecords(tenant: Tenant, afterId: bigint, lastId: bigint): StoredRecord[] {
    const rows = this.#arrivalsOf(tenant, afterId, lastId, Number(lastId - afterId), () => true);
    return rows.sort(byId).map(toStoredRecord);
  }

  close(): void {
    this.#files.close();
  }

  #arrivalsOf(
    tenant: Tenant,
    afterId: bigint,
    lastId: bigint,
    limit: number,
    accepts: (stream: Stream) => boolean,
  ): StoredRow[] {
    return this.#listFiles(tenant)
      .filter((file) => file.lastId === undefined || file.lastId > afterId)
      .flatMap((file) =>
        this.#files.use<readonly StoredRow[]>(file.path, [], (opened) =>
          opened.arrivals(afterId, lastId, limit, accepts),
        ),
      );
  }

  #listFiles(tenant: Tenant): ListedFile[] {
    return recordSeriesDirectories(this.#dataDirectory, tenant).flatMap((directory) => this.#files.list(directory));
  }

  #filesIn(tenant: Tenant, startUnixNano: bigint, endUnixNano: bigint): Required<Omit<ListedFile, 'lastId'>>[] {
    return this.#listFiles(tenant).flatMap((file) => {
      const bounds =
        file.minUnixNano !== undefined && file.maxUnixNano !== undefined
          ? { minUnixNano: file.minUnixNano, maxUnixNano: file.maxUnixNano }
          : this.#files.use(file.path, undefined, (opened) => opened.bounds());
      if (bounds === undefined || bounds.minUnixNano >= endUnixNano || bounds.maxUnixNano < startUnixNano) return [];
      return [{ path: file.path, ...bounds }];
    });
  }
}

function byId(left: StoredRow, right: StoredRow): number {
  return left.id < right.id ? -1 : 1;
}
