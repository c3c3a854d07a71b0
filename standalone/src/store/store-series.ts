import {
  RETENTION_CLASSES,
  SPAN_RETENTION_DAYS,
  TENANTS,
  type RetentionClass,
  type Tenant,
} from '@botscope/conventions';
import type { NewRecord } from './new-record.ts';
import { RecordLiveFile } from './record-live-file.ts';
import { SeriesWriter, type SeriesOptions } from './series-writer.ts';
import { SpanLiveFile } from './span-live-file.ts';
import type { StoredSpan } from './span-reader.ts';
import { recordSeriesDirectory, spanSeriesDirectory } from './store-files.ts';

/** Series of records by tenant and retention class. */
export type RecordSeries = Readonly<Record<Tenant, Readonly<Record<RetentionClass, SeriesWriter<NewRecord>>>>>;

/** Writing side of all series of a data directory. */
export interface StoreSeries {
  readonly records: RecordSeries;
  readonly spans: SeriesWriter<StoredSpan>;
  /** Every series of {@link records}, and {@link spans}. */
  readonly all: readonly SeriesWriter<unknown>[];
}

/** What all series of a data directory share. */
export interface SeriesSettings extends Pick<SeriesOptions<unknown>, 'maxRows' | 'seal' | 'report'> {
  readonly dataDirectory: string;
}

/** Opens all series. Spans are not sealed: they are found by the id of their trace or read in order of time. */
export function openSeries({ dataDirectory, maxRows, seal, report }: SeriesSettings): StoreSeries {
  const openRecords = (tenant: Tenant, name: RetentionClass, retentionDays: number) =>
    new SeriesWriter<NewRecord>({
      directory: recordSeriesDirectory(dataDirectory, tenant, name),
      openFile: (path) => new RecordLiveFile(path),
      maxRows,
      retentionDays,
      ...(seal === undefined ? {} : { seal }),
      report,
    });
  const ofTenant = (tenant: Tenant) =>
    Object.fromEntries(RETENTION_CLASSES.map(({ name, days }) => [name, openRecords(tenant, name, days)]));
  const records = Object.fromEntries(TENANTS.map((tenant) => [tenant, ofTenant(tenant)])) as RecordSeries;
  const spans = new SeriesWriter<StoredSpan>({
    directory: spanSeriesDirectory(dataDirectory),
    openFile: (path) => new SpanLiveFile(path),
    maxRows,
    retentionDays: SPAN_RETENTION_DAYS,
    report,
  });
  const all = [...Object.values(records).flatMap((classes) => Object.values(classes)), spans];
  return { records, spans, all: all };
}
