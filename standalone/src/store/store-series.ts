import {
  RETENTION_CLASSES,
  SPAN_RETENTION_DAYS,
  TENANTS,
  type RetentionClass,
  type Tenant,
} from '@botscope/conventions';
import type { NewRecord } from './new-record.ts';
import { RecordLiveFile } from './record-live-file.ts';
import { SeriesWriter } from './series-writer.ts';
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

/** Opens all series; `report` is told of damaged files. */
export function openSeries(dataDirectory: string, maxRows: number, report: (message: string) => void): StoreSeries {
  const openRecords = (tenant: Tenant, name: RetentionClass, retentionDays: number) =>
    new SeriesWriter<NewRecord>({
      directory: recordSeriesDirectory(dataDirectory, tenant, name),
      openFile: (path) => new RecordLiveFile(path),
      maxRows,
      retentionDays,
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
