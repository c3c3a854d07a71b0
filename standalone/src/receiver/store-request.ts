import type { Tenant } from '@botscope/conventions';
import type { LogsRequest, OtlpLogRecord, TracesRequest } from '@botscope/otlp';
import type { NewRecord } from '../store/new-record.ts';
import { toOrigin } from '../store/origin.ts';
import type { Store } from '../store/store.ts';
import { prepareRecord } from '../store/prepare-record.ts';
import type { StoredSpan } from '../store/span-reader.ts';
import { cleanSpan } from './clean-span.ts';

/** What became of a request. */
export interface StoreOutcome {
  readonly stored: number;
  readonly rejected: number;
  /** Why the first one was rejected; empty when none was. */
  readonly message: string;
}

/** The part of the store that takes things in. */
export type StoreWriter = Pick<Store, 'appendRecords' | 'appendSpans'>;

/** How records become stored ones. */
export interface LogsRoute {
  /** Last changes to a record. */
  readonly complete: (record: OtlpLogRecord) => OtlpLogRecord;
  readonly tenantOf: (record: OtlpLogRecord) => Tenant;
}

/** Stores the records of a request, all in one commit; records over the limits are counted instead. */
export async function storeLogs(
  store: StoreWriter,
  request: LogsRequest,
  route: LogsRoute,
  nowMillis: number,
): Promise<StoreOutcome> {
  const records: NewRecord[] = [];
  const reasons: string[] = [];
  for (const { resource, scopeLogs } of request.resourceLogs) {
    for (const { scope, logRecords } of scopeLogs) {
      const origin = toOrigin(resource, scope);
      for (const received of logRecords) {
        const record = route.complete(received);
        const prepared = prepareRecord(route.tenantOf(record), origin, record, nowMillis);
        if ('reason' in prepared) reasons.push(prepared.reason);
        else records.push(prepared);
      }
    }
  }
  await store.appendRecords(records);
  return toOutcome('log records', records.length, reasons);
}

/** Stores the spans of a request, all in one commit; spans without ids are counted instead. */
export async function storeSpans(store: StoreWriter, request: TracesRequest): Promise<StoreOutcome> {
  const spans: StoredSpan[] = [];
  const reasons: string[] = [];
  for (const { resource, scopeSpans } of request.resourceSpans) {
    for (const scopeGroup of scopeSpans) {
      for (const span of scopeGroup.spans) {
        if (span.traceId === '' || span.spanId === '') reasons.push('it has no trace id of 16 bytes and span id of 8');
        else spans.push({ resource, scope: scopeGroup.scope, span: cleanSpan(span) });
      }
    }
  }
  await store.appendSpans(spans);
  return toOutcome('spans', spans.length, reasons);
}

function toOutcome(what: string, stored: number, reasons: readonly string[]): StoreOutcome {
  const [first] = reasons;
  const message =
    first === undefined
      ? ''
      : `${reasons.length} of ${stored + reasons.length} ${what} were rejected and must not be sent again; the first because ${first}`;
  return { stored, rejected: reasons.length, message };
}
