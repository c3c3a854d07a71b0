import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tenant } from '@botscope/conventions';
import type { AttributeMap, AttributeValue, OtlpLogRecord, OtlpResource } from '@botscope/otlp';
import { onTestFinished } from 'vitest';
import type { NewRecord } from './new-record.ts';
import { openStore } from './open-store.ts';
import { toOrigin } from './origin.ts';
import { prepareRecord } from './prepare-record.ts';
import type { RecordReader, RecordScan, StoredRecord } from './record-reader.ts';
import type { Store, StoreOptions } from './store.ts';

/** A fixed time for tests: 2026-09-21T14:13:20Z. */
export const NOW_MILLIS = 1_790_000_000_000;
export const NOW_NANO = BigInt(NOW_MILLIS) * 1_000_000n;

/** A map without prototype. */
export function toMap(entries: Record<string, AttributeValue>): AttributeMap {
  return Object.assign(Object.create(null) as Record<string, AttributeValue>, entries);
}

/** Parts of a record that a test sets. */
export type TestRecord = Partial<Omit<OtlpLogRecord, 'attributes'>> & {
  readonly attributes?: Record<string, AttributeValue>;
  readonly resource?: Record<string, AttributeValue>;
  readonly tenant?: Tenant;
};

/** A record as it would come from a bot. */
export function toOtlpRecord(parts: TestRecord): OtlpLogRecord {
  return {
    timestampUnixNano: NOW_NANO,
    observedTimestampUnixNano: 0n,
    severityNumber: 9,
    severityText: 'INFO',
    body: 'line',
    droppedAttributesCount: 0,
    flags: 0,
    traceId: '',
    spanId: '',
    eventName: '',
    ...parts,
    attributes: toMap(parts.attributes ?? {}),
  };
}

export function toTestResource(attributes: Record<string, AttributeValue> = { 'service.name': 'bot' }): OtlpResource {
  return { attributes: toMap(attributes), droppedAttributesCount: 0 };
}

/** A record ready for the store; refuses one over the limits. */
export function toNewRecord(parts: TestRecord): NewRecord {
  const scope = { name: 'scope', version: '', attributes: toMap({}), droppedAttributesCount: 0 };
  const origin = toOrigin(toTestResource(parts.resource), scope);
  const prepared = prepareRecord(parts.tenant ?? 'bots', origin, toOtlpRecord(parts), NOW_MILLIS);
  if ('reason' in prepared) throw new Error(prepared.reason);
  return prepared;
}

/** A directory that is gone after the test. */
export function createTestDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A store in a directory of its own, closed after the test. */
export function openTestStore(options: Partial<StoreOptions> = {}): Store & { readonly dataDirectory: string } {
  const dataDirectory = options.dataDirectory ?? createTestDirectory();
  const store = openStore({ clock: () => NOW_MILLIS, ...options, dataDirectory });
  onTestFinished(() => store.close());
  return Object.assign(store, { dataDirectory });
}

/** Everything of a tenant, newest first unless told otherwise. */
export function readAll(reader: RecordReader, scan: Partial<RecordScan> = {}): StoredRecord[] {
  return [
    ...reader.scan({
      tenant: 'bots',
      startUnixNano: 0n,
      endUnixNano: 2n ** 62n,
      direction: 'backward',
      hints: {},
      ...scan,
    }),
  ];
}
