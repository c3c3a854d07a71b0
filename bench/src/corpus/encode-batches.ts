import { ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_SERVICE_NAME, type Tenant } from '@botscope/conventions';
import {
  encodeLogRecord,
  encodeLogsEnvelope,
  encodeLogsRequest,
  EncodeBuffer,
  type LogsEnvelope,
} from '@botscope/otlp';
import type { CorpusRecord } from './corpus-record.ts';
import { toHex } from './random.ts';

/** An OTLP request, protobuf, with records of one tenant. */
export interface Batch {
  readonly tenant: Tenant;
  readonly records: number;
  readonly bytes: Uint8Array;
}

const envelopes = new Map<string, LogsEnvelope>();

function toEnvelope(environment: string): LogsEnvelope {
  const known = envelopes.get(environment);
  if (known) return known;
  const keys = [ATTR_SERVICE_NAME, ATTR_DEPLOYMENT_ENVIRONMENT_NAME];
  const envelope = encodeLogsEnvelope({ keys, values: ['bots', environment] }, { name: 'bench', version: '1' });
  envelopes.set(environment, envelope);
  return envelope;
}

function encodeRecord(buffer: EncodeBuffer, record: CorpusRecord, n: number): void {
  encodeLogRecord(buffer, {
    timestampUnixNano: record.timestampUnixNano,
    observedTimestampUnixNano: record.timestampUnixNano,
    severityNumber: record.severityNumber,
    severityText: record.severityNumber >= 17 ? 'ERROR' : 'INFO',
    attributes: { keys: Object.keys(record.attributes), values: Object.values(record.attributes) },
    body: record.body,
    traceId: toHex(n, 1) + toHex(n, 2),
    spanId: toHex(n, 3),
  });
}

/** Requests of one resource joined are one request: protobuf appends repeated fields. */
function encodeBatch(tenant: Tenant, records: readonly CorpusRecord[], first: number): Batch {
  const byEnvironment = Map.groupBy(records, ({ environment }) => environment);
  const parts = [...byEnvironment].map(([environment, group]) => {
    const buffer = new EncodeBuffer();
    group.forEach((record, i) => encodeRecord(buffer, record, first + i));
    return encodeLogsRequest(toEnvelope(environment), [buffer.view()]);
  });
  return { tenant, records: records.length, bytes: Buffer.concat(parts) };
}

/** Records in requests of at most `size`, in their order within each tenant. */
export function* encodeBatches(records: Iterable<CorpusRecord>, size: number): Generator<Batch, void> {
  const waiting = new Map<Tenant, CorpusRecord[]>();
  let count = 0;
  for (const record of records) {
    const group = waiting.get(record.tenant) ?? [];
    waiting.set(record.tenant, group);
    if (group.push(record) < size) continue;
    yield encodeBatch(record.tenant, group.splice(0), (count += size));
  }
  for (const [tenant, group] of waiting) if (group.length > 0) yield encodeBatch(tenant, group, (count += size));
}
